import type { Messages } from '../locales';
import { count, plural } from './plural';

const uses = (value: number): string =>
  plural(value, 'שימוש אחד', 'שני שימושים', (figure) => `${figure} שימושים`);
const lessons = (value: number): string =>
  plural(value, 'שיעור אחד', 'שני שיעורים', (figure) => `${figure} שיעורים`);
const days = (value: number): string =>
  plural(value, 'יום אחד', 'יומיים', (figure) => `${figure} ימים`);
const languagesOf = (value: number): string =>
  plural(value, 'שפה אחת', 'שתי שפות', (figure) => `${figure} שפות`);

export const languages: Messages['languages'] = {
  title: 'שפות',
  lead: (window) => `השיעורים מוכנים מראש בשפות שהיו הכי בשימוש בתקופה האחרונה: ${days(window)}.`,
  stale: 'לא ניתן לרענן את הדף. ייתכן שמה שמוצג אינו עדכני.',
  runs: {
    title: 'הרצות',
    evaluation: 'הערכה',
    evaluationHint: 'סופרת שימושים, מקדמת ומורידה, ואז מנקה.',
    evaluate: 'הערכה עכשיו',
    preload: 'הכנה מראש',
    preloadHint: 'שומרת את מה שחסר בכל שפה נפוצה.',
    preloadNow: 'הכנה עכשיו',
    never: 'עוד לא רץ.',
  },
  columns: {
    language: 'שפה',
    status: 'מצב',
    uses: 'שימושים',
    stored: 'שמור',
    coverage: 'שיעורים',
  },
  caption: 'כל השפות',
  totals: (value, others) =>
    others === 0 ? uses(value) : `${uses(value)}, מהם ${count(others)} בשפות שאינן ברשימה`,
  status: { frequent: 'נפוצה', occasional: 'מזדמנת' },
  share: (share) => (share > 0 && share < 0.01 ? '< 1%' : `${Math.round(share * 100)}%`),
  shareOf: (language, value, share) =>
    `${language}: ${uses(value)}, ${Math.round(share * 100)}% מהכול`,
  bytes: (bytes) => {
    if (bytes < 1_000) return `${bytes} B`;
    if (bytes < 1_000_000) return `${Math.round(bytes / 1_000)} kB`;
    return `${(bytes / 1_000_000).toFixed(1)} MB`;
  },
  lessons,
  uses,
  none: 'אין',
  quiet: 'לא בשימוש ולא שמורות:',
  list: (names) => `${names.join(', ')}.`,
  percent: (percent) => `${percent}%`,
  coverageOf: (language, value, of) => `${language}: ${count(value)} מתוך ${lessons(of)} שמורים`,
  coverage: {
    complete: 'שלם',
    'needs-provider': 'ממתין לספק',
    'needs-review': 'לבדיקה',
    missing: 'לא הכול שמור',
    none: 'טרם הוכן',
  },
  history: {
    title: 'מה הערכות שינו',
    nothing: 'עוד לא רצה הערכה. עד אז השפות כפי שהותקנו.',
    columns: { at: 'מתי', window: 'חלון', uses: 'שימושים', promoted: 'קודמו', demoted: 'הורדו' },
    days,
    unchanged: 'דבר לא השתנה',
    undecided: {
      'too-little-use': 'מעט מדי שימוש כדי להכריע',
      superseded: 'הערכה מאוחרת יותר הקדימה',
    },
  },
  rules: {
    title: 'כללים',
    promote: 'קידום',
    promoteRule: (least, share) => `עם ${uses(least)} לפחות בחלון, ועם ${share}% מהכול.`,
    most: 'לכל היותר',
    mostRule: (value) => `${languagesOf(value)}, ואנגלית תמיד ביניהן.`,
    edge: 'על הגבול',
    edgeRule: (percent) => `שפה נפוצה נספרת ב־${percent}% יותר, כדי שלא תיכנס ותצא.`,
    kept: 'נשמר מהאחרות',
    keptRule: (value, items) =>
      `מה שנשמר או נקרא בתקופה האחרונה (${days(value)}), וגם הנקראים ביותר: ${lessons(items)}.`,
  },
  result: {
    frequent: 'נפוצות',
    promoted: 'קודמו',
    demoted: 'הורדו',
    judged: (value, total, window) =>
      `${languagesOf(value)}, ${uses(total)} בתקופה של ${days(window)}`,
    used: 'שימושים',
    nobody: 'לא היה שימוש בחלון הזה.',
    cleanup: 'ניקוי',
    cleaned: (value) => (value === 0 ? 'לא היה מה להסיר.' : `הוסרו: ${lessons(value)}.`),
    unfinished: 'הניקוי לא הסתיים. מה שהוכרע תקף.',
    nothingStored: 'לא היה דבר שמור בשפות שאינן נפוצות.',
    removedOf: (value, size) => `${lessons(value)}, ${size}`,
    columns: {
      language: 'שפה',
      removed: 'הוסרו',
      recent: 'נשארו כחדשים',
      mostUsed: 'נשארו כנקראים ביותר',
      coverage: 'מצב',
      stored: 'שמורים',
      added: 'חדשים',
      segments: 'קטעים',
      translated: 'תורגמו',
      memory: 'מהזיכרון',
      provider: 'ממתינים לספק',
      review: 'לבדיקה',
    },
    frequentAgain: 'שוב נפוצה: השאר נשאר',
    fraction: (value, of) => `${count(value)} מתוך ${count(of)}`,
    storedOf: (value, of) => `${count(value)} מתוך ${lessons(of)} שמורים, בכל השפות הנפוצות יחד.`,
    needsProvider: (value) =>
      `${lessons(value)} ממתינים לספק, או לאנשים שיתרגמו אותם. הקוראים מקבלים אנגלית.`,
    needsReview: (value) => `${lessons(value)} עם קטע שלא עבר את הבדיקות.`,
    open: 'לשפות',
  },
};
