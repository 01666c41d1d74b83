import type { Messages } from '../locales';
import { count, plural } from './plural';

const types = (value: number): string =>
  plural(value, 'סוג משימה אחד', 'שני סוגי משימות', (figure) => `${figure} סוגי משימות`);
const systems = (value: number): string =>
  plural(value, 'במערכת אחת', 'בשתי מערכות', (figure) => `ב־${figure} מערכות`);

export const studio: Messages['studio'] = {
  title: 'סטודיו',
  lead: (typeCount, systemCount) =>
    `${types(typeCount)} ${systems(systemCount)}. אפשר להפעיל אחת ולהמשיך הלאה: תבוא הודעה כשתסתיים.`,
  active: (value) =>
    plural(value, 'משימה פעילה אחת', 'שתי משימות פעילות', (figure) => `${figure} משימות פעילות`),
  index: 'סוגי משימות',
  facts: { type: 'סוג', attempts: 'ניסיונות', timeout: 'מגבלת זמן', role: 'תפקיד' },
  timeoutValue: (duration) => `${duration} לניסיון`,
  roles: { user: 'משתמש', viewer: 'צופה', operator: 'מפעיל', admin: 'מנהל' },
  generate: 'הפעלה',
  useSample: 'מילוי בדוגמה',
  optional: 'לא חובה',
  notStartedOffline: 'אין חיבור. דבר לא הופעל.',
  notStarted: 'המשימה לא הופעלה.',
  prefilled: 'מולא לפי משימה קודמת.',
  prefillFailed: 'לא ניתן היה לטעון את הקלט הקודם.',
  view: 'הצגה',
  stillRunning: (value) =>
    plural(
      value,
      'עוד משימה אחת מהסוג הזה פעילה',
      'עוד שתי משימות מהסוג הזה פעילות',
      (figure) => `עוד ${figure} משימות מהסוג הזה פעילות`,
    ),
  tags: {
    placeholder: 'להקליד ולהקיש Enter',
    remove: (tag) => `הסרת ${tag}`,
    added: (tag) => `${tag} נוסף`,
    removed: (tag) => `${tag} הוסר`,
  },
  choose: 'בחירה…',
  range: (min, max) => `בין ${count(min)} ל־${count(max)}.`,
  json: 'JSON',
  // Isolated from left to right: a fraction is one even among Hebrew.
  counter: (length, max) => `\u2066${count(length)} / ${count(max)}\u2069`,
  counterLabel: (length, max) => `${count(length)} מתוך ${count(max)} תווים`,
  problems: {
    required: 'יש למלא את השדה הזה.',
    tooShort: (min, example) =>
      `יש להזין ${count(min)} תווים לפחות${example ? `, לדוגמה ״${example}״` : ''}.`,
    tooLong: (max, over) => `אפשר להזין עד ${count(max)} תווים; יש כאן ${count(over)} יותר מדי.`,
    tooFew: (min) => (min === 1 ? 'יש להוסיף אחד לפחות.' : `יש להוסיף ${count(min)} לפחות.`),
    tooMany: (max) => `אפשר להשאיר עד ${count(max)}.`,
    notJson: 'יש להזין JSON תקין, כמו { "key": "value" }.',
    notNumber: 'יש להזין מספר.',
    notWhole: 'יש להזין מספר שלם.',
    tooSmall: (min) => `יש להזין ${count(min)} או יותר.`,
    tooBig: (max) => `יש להזין ${count(max)} או פחות.`,
  },
};
