import type { Messages } from '../locales';
import { count, plural } from './plural';

const topics = (value: number): string =>
  plural(value, 'נושא אחד', 'שני נושאים', (figure) => `${figure} נושאים`);
const questions = (value: number): string =>
  plural(value, 'שאלה אחת', 'שתי שאלות', (figure) => `${figure} שאלות`);
const facts = (value: number): string =>
  plural(value, 'עובדה אחת', 'שתי עובדות', (figure) => `${figure} עובדות`);

export const guidelines: Messages['guidelines'] = {
  title: 'הנחיות',
  lead: (curriculum, all, learned) =>
    `\u2068${curriculum}\u2069: ${topics(all)}, מתוכם נלמדו ${count(learned)}.`,
  translations: 'תרגומים',
  sample:
    'תוכן לדוגמה, לא ייעוץ רפואי. נכתב עבור המוצר הזה ולא נבדק בידי איש. במצב חירום יש לפעול לפי הנחיות שירותי החירום.',
  search: 'חיפוש בנושאים',
  found: (shown, all) => (shown === all ? count(all) : `${count(shown)} מתוך ${topics(all)}`),
  nothing: 'אין נושא עם המילים האלה.',
  clear: 'הצגת כל הנושאים',
  topics: 'נושאים',
  questions,
  state: { learned: 'נלמד', changed: 'השתנה מאז שנלמד', new: 'טרם נלמד' },
  training: {
    title: 'לימוד',
    about: 'לומד כל נושא: תקציר, עובדות מפתח, שאלות ותשובות ווקטור. רק מה שחדש או שהשתנה.',
    start: 'התחלת לימוד',
    adminOnly: 'רק מנהל מערכת יכול להתחיל לימוד. מה שנלמד פתוח לכל מי שנכנס לחשבון.',
    failed: (message) => `לא התחיל. ${message}`,
    learned: (learned, all) => `נלמדו ${count(learned)} מתוך ${count(all)}`,
  },
  topic: {
    text: 'ההנחיה',
    summary: 'תקציר',
    facts: 'עובדות מפתח',
    questions: 'שאלות ותשובות',
    from: 'מתוך הטקסט',
    verbatim: 'בלשון הטקסט.',
    kinds: {
      definition: 'מה זה',
      recognition: 'סימנים',
      procedure: 'שלבים',
      contraindication: 'אסור',
      'red-flag': 'מתי להזעיק עזרה',
      number: 'מספר',
    },
    sources: 'מקורות',
    notLearned: 'הנושא הזה טרם נלמד',
    notLearnedText: 'התקציר, העובדות והשאלות יגיעו עם הלימוד הבא.',
    outdated: 'הטקסט השתנה מאז: מה שמופיע כאן נלמד מגרסה קודמת.',
    embedding: (model, dims) => `וקטור: ${model}, ${count(dims)} ממדים`,
    notFound: 'אין הנחיה כזו',
    notFoundText: 'ייתכן ששמה השתנה.',
    all: 'כל ההנחיות',
  },
  result: {
    headline: (learned, skipped) =>
      learned === 0
        ? `אין חדש: כל ${topics(skipped)} כבר נלמדו.`
        : `נלמדו ${topics(learned)}, דולגו ${count(skipped)}.`,
    learned: 'נלמדו במשימה הזו',
    skipped: 'נלמדו קודם, ללא שינוי',
    counts: (all, value) => `${facts(all)}, ${questions(value)}`,
    embeddedBy: (model) => `וקטורים: ${model}.`,
  },
};
