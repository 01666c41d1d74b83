import type { Messages } from '../locales';
import { count, plural } from './plural';

const segments = (value: number): string =>
  plural(value, 'קטע אחד', 'שני קטעים', (figure) => `${figure} קטעים`);
const guidelines = (value: number): string =>
  plural(value, 'הנחיה אחת', 'שתי הנחיות', (figure) => `${figure} הנחיות`);

export const translations: Messages['translations'] = {
  title: 'תרגומים',
  guidelines: 'הנחיות',
  lead: (value, topics, languages) =>
    `${segments(value)} מתוך ${guidelines(topics)}, ב־${languages} שפות. מה שלא תורגם מוצג באנגלית.`,
  caption: 'כיסוי לפי שפה',
  columns: {
    language: 'שפה',
    coverage: 'תורגם',
    approved: 'אושר',
    review: 'לבדיקה',
    provider: 'ממתין לספק',
    outdated: 'לא עדכני',
    untranslated: 'טרם החל',
    written: 'נכתב לאחרונה',
  },
  percent: (percent) => `${percent}%`,
  coverageOf: (language, percent, value, of) =>
    `${language}: ${percent}%, ${count(value)} מתוך ${segments(of)}`,
  never: 'אף פעם',
  dryRunRows: (value) => `הרצת ניסיון: ${count(value)}`,
  dryRunHint: 'שורות של הרצת ניסיון. הקוראים אינם רואים אותן; ההרצה האמיתית הבאה מוחקת אותן.',
  form: {
    title: 'תרגום',
    languages: 'שפות',
    all: 'הכול',
    none: 'ללא',
    chosen: (value, of) => `נבחרו ${value} מתוך ${of}`,
    dryRun: 'הרצת ניסיון',
    dryRunHint: 'אנגלית עם סימנים במקום תרגום, לבדיקת מנות ועימוד. אינה מוצגת לקוראים.',
    start: 'תרגום',
    noneChosen: 'יש לבחור שפה.',
    failed: (why) => `לא הותחל: ${why}`,
    order:
      'תרגומים מאושרים קודמים, ואחריהם הספק, אם לעובד מוגדר ספק. רק מה שחסר או השתנה נשלח לתרגום.',
  },
  states: {
    translated: 'תורגם',
    'needs-review': 'לבדיקה',
    'needs-provider': 'ממתין לספק',
    outdated: 'לא עדכני',
    untranslated: 'טרם החל',
  },
  anyState: 'כל המצבים',
  stateLabel: 'מצב',
  list: {
    caption: (language) => `הקטעים בשפה: ${language}`,
    shown: (from, to, of) => `${count(from)} עד ${count(to)} מתוך ${segments(of)}`,
    nothing: 'אין קטע במצב הזה.',
    nothingHint: 'אפשר לבחור מצב אחר כדי לראות את השאר.',
    previous: 'הקודם',
    next: 'הבא',
    english: 'אנגלית',
    part: (part) => (part === 'title' ? 'כותרת' : `פסקה ${Number(part.slice(1)) + 1}`),
    noText: 'לא תורגם. הקוראים רואים את האנגלית.',
    approvedBy: 'אושר בידי אדם',
    madeBy: (engine) => `נכתב בידי ${engine}`,
    dryRun: 'הרצת ניסיון',
    problems: 'הבדיקות אומרות:',
  },
  edit: {
    open: 'עריכה',
    write: 'כתיבת תרגום',
    approve: 'אישור',
    save: 'שמירה ואישור',
    cancel: 'ביטול',
    label: (language) => `תרגום לשפה: ${language}`,
    despite: 'לאשר בכל זאת',
    changed: 'האנגלית השתנתה מאז שהדף נטען. יש לטעון אותו מחדש.',
  },
  topic: {
    language: 'שפה',
    english: 'אנגלית',
    untranslated: (value, of) =>
      value === of
        ? 'טרם תורגם: הכול באנגלית.'
        : `${count(of - value)} מתוך ${count(of)} חלקים תורגמו; השאר באנגלית.`,
    machine: (value) =>
      value === 1
        ? 'חלק אחד תורגם בידי מכונה, ואיש לא אישר אותו.'
        : `${count(value)} חלקים תורגמו בידי מכונה, ואיש לא אישר אותם.`,
  },
  result: {
    caption: 'מה עלה בכל שפה',
    dryRun: 'הרצת ניסיון: דבר מכאן אינו מוצג לקוראים.',
    columns: {
      language: 'שפה',
      shown: 'מוצג',
      translated: 'חדש',
      memory: 'מהזיכרון',
      reused: 'ללא שינוי',
      provider: 'ממתין לספק',
      review: 'לבדיקה',
      pseudo: 'ניסיון',
      batches: 'מנות',
    },
    shownOf: (shown, of) => `${count(shown)} מתוך ${count(of)}`,
    summary: (shown, of) => `${count(shown)} מתוך ${segments(of)} מוצגים בשפתם.`,
    needsProvider: (value) => `${segments(value)} ממתינים לספק ומוצגים באנגלית.`,
    needsReview: (value) => `${segments(value)} לא עברו את הבדיקות וממתינים לאדם.`,
    noProvider: 'לעובד אין ספק: דבר חדש לא תורגם בידי מכונה.',
    open: 'לצפייה בתרגומים',
  },
};
