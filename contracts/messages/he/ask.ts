import type { Messages } from '../locales';
import { count, plural } from './plural';
import { time } from './time';

const articles = (value: number): string =>
  plural(value, 'כתבה אחת', 'שתי כתבות', (figure) => `${figure} כתבות`);
const feeds = (value: number): string =>
  plural(value, 'ערוץ אחד', 'שני ערוצים', (figure) => `${figure} ערוצים`);
const sources = (value: number): string =>
  plural(value, 'מקור אחד', 'שני מקורות', (figure) => `${figure} מקורות`);
const list = new Intl.ListFormat('he', { type: 'disjunction' });

/** Not yet read by a native speaker. */
export const ask: Messages['ask'] = {
  title: 'שאלות',
  heading: 'שואלים את החדשות',
  question: 'שאלה',
  placeholder: 'למה נסגר גשר הנמל?',
  submit: 'שאל',
  stop: 'עצור',
  again: 'שאל שוב',
  stock: (stored, from) => `${articles(stored)} מ־${feeds(from)}, החדשה ביותר`,
  stockOnly: 'התשובות באות מהכתבות האלה בלבד.',
  tooShort: 'כתבו שאלה של שתי אותיות לפחות.',
  failed: (message) => `השאלה לא נשלחה. ${message}`,
  offline: 'אין חיבור. השאלה לא נשלחה.',
  answer: 'תשובה',
  status: {
    searching: 'מחפש',
    answering: 'עונה',
    answered: 'נענתה',
    notFound: 'לא נמצא בכתבות',
    empty: 'אין כתבות',
  },
  found: (found, ms) =>
    found === 0
      ? `לא נמצא מקור תוך ${time.duration(ms)}`
      : `${sources(found)} תוך ${time.duration(ms)}`,
  builtIn: 'מנוע מובנה',
  provider: (name, model) => `נכתב בידי ${model === undefined ? name : `${name}, ${model}`}`,
  closest: {
    label: 'הקטעים הקרובים ביותר',
    about: 'מצוטטים כלשונם מן הכתבות. דבר לא נכתב מחדש.',
  },
  written: 'נכתב על סמך המקורות. כדאי לבדוק אותם כשזה חשוב.',
  notFound: {
    title: 'אין בכתבות תשובה לזה',
    names: (names) =>
      `שום כתבה שמורה אינה מזכירה את ${list.format(names.map((name) => `״${name}״`))}.`,
    plain: 'הכתבות השמורות אינן עונות על זה.',
    near: 'הקרוב ביותר מופיע תחת ״מקורות״.',
  },
  empty: {
    title: 'עוד אין כתבות',
    text: 'הערוצים נקראים מדי דקה כשהתזמונים פועלים. אפשר לשאול בכל זאת: קודם ייקראו הערוצים, פעם אחת לכל השואלים.',
    after: 'הערוצים לא הביאו דבר שאפשר לשמור. נסו שוב עוד רגע, או בדקו מה מצבם.',
    sources: 'לערוצים',
  },
  stopped: 'נעצר. מה שהגיע מן התשובה נשמר למעלה.',
  stoppedBare: 'נעצר לפני שהייתה תשובה.',
  failedJob: 'לא היה אפשר לענות על השאלה',
  gone: { title: 'השאלה כבר איננה', text: 'היא הוסרה בתום זמנה, או שהיא של מישהו אחר.' },
  loading: 'קורא את התשובה…',
  sources: {
    title: 'מקורות',
    none: 'עוד אין מקור',
    cite: (n) => `מקור ${n}`,
    piece: (at, of) => `חלק ${count(at)} מתוך ${count(of)}`,
    similarity: (value) => `דמיון ${value}`,
    byWords: 'נמצא לפי מילותיו',
    undated: 'ללא תאריך',
    sample: 'דוגמה',
    alsoIn: 'סופר גם ב־',
    opens: 'נפתח בלשונית חדשה',
  },
  asked: 'נשאלו קודם',
  spoken: {
    searching: 'מחפש בכתבות.',
    answered: (answer, found) => `${answer} ${sources(found)}.`,
  },
};
