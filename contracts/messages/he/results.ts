import type { Messages } from '../locales';
import { count, plural } from './plural';

const round = (value: number): string => count(Math.round(value * 10) / 10);

/** A currency code from a result is text from outside: one that Intl does not know must not throw. */
const money = (amount: number, currency: string): string => {
  try {
    return new Intl.NumberFormat('he', {
      style: 'currency',
      currency,
      maximumFractionDigits: 0,
    }).format(amount);
  } catch {
    return `${count(Math.round(amount))} ${currency}`;
  }
};

export const results: Messages['results'] = {
  alternatives: (titles) => `לא לזה הייתה הכוונה? אפשר לנסות: \u2068${titles}\u2069`,
  source: (name, asOf) => `נתונים: \u2068${name}\u2069, ${asOf}.`,
  resume: {
    score: (score) => `${Math.round(score)}`,
    of: 'מתוך 100',
    parts: 'ממה מורכב הציון',
    points: (points, of) => `${round(points)} מתוך ${round(of)}`,
    missing: 'מילות מפתח חסרות',
    missingNote: (value) => `${count(value)}, המבוקשות ביותר תחילה`,
    noMissing: 'לא חסרה אף מילת מפתח של התפקיד הזה.',
    matched: 'מילות מפתח שנמצאו',
    bullets: 'סעיפים',
    bulletsNote: (rewritten, all) => `${count(rewritten)} מתוך ${count(all)} נוסחו מחדש`,
    was: 'היה',
    now: 'עכשיו',
    tip: 'לעשות',
    unchanged: 'אין מה לשנות.',
    sections: 'בדיקת חלקים',
    passes: 'תקין',
    needsWork: 'דורש עבודה',
  },
  skills: {
    coverage: (coverage) => `${Math.round(coverage)}`,
    of: '% כיסוי',
    summary: (matched, missing, adjacent) =>
      `${count(matched)} תואמות, ${count(missing)} חסרות, ${count(adjacent)} קרובות.`,
    missing: 'חסרות',
    missingNote: 'המבוקשות ביותר תחילה',
    noMissing: 'לא חסר דבר ממה שהתפקיד דורש.',
    level: { must: 'חובה', should: 'רצוי', nice: 'יתרון' },
    anyOf: (options) => `אחת מאלה: ${options}`,
    matched: 'תואמות',
    noMatched: 'אף אחת מהמיומנויות שהוזנו אינה נדרשת בתפקיד הזה.',
    adjacent: 'קרובות',
    helpsWith: (skill) => `עוזרת ב־${skill}`,
    order: 'סדר מומלץ ללימוד',
    industry: 'בענף שלך',
    columns: { skill: 'מיומנות', level: 'רמה', why: 'למה', group: 'קבוצה' },
  },
  insights: {
    roles: 'תפקידים',
    noRoles: 'אין במקור תפקידים בתחום הזה.',
    outlook: 'תחזית',
    pay: 'שכר',
    payCaption: 'שכר שנתי לפי תפקיד',
    columns: { role: 'תפקיד', p25: 'אחוזון 25', median: 'חציון', p75: 'אחוזון 75', rows: 'שורות' },
    money,
    skills: 'מיומנויות מבוקשות',
    neighbours: 'תפקידים קרובים',
    source: 'מקור',
    rows: (rows) => plural(rows, 'שורה אחת', 'שתי שורות', (figure) => `${figure} שורות`),
    asOf: (when) => `נכון ל־${when}`,
    sample: 'נתוני דוגמה',
    weight: round,
  },
};
