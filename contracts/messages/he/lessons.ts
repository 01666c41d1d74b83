import type { Messages } from '../locales';
import { count, plural } from './plural';

const lessonCount = (value: number): string =>
  plural(value, 'שיעור אחד', 'שני שיעורים', (figure) => `${figure} שיעורים`);
const hours = (value: number): string =>
  plural(value, 'שעת מגע אחת', 'שעתיים של מגע', (figure) => `${figure} שעות מגע`);
const moduleCount = (value: number): string =>
  plural(value, 'יחידה אחת', 'שתי יחידות', (figure) => `${figure} יחידות`);
const of = (done: number, all: number): string => `${count(done)} מתוך ${count(all)}`;

export const lessons: Messages['lessons'] = {
  title: 'שיעורים',
  lead: (curriculum, modules) =>
    `הופך תוכנית לימודים לשיעורים, יחידה אחר יחידה. תהליך חדש פותח את ״${curriculum}״: ${moduleCount(modules)}.`,
  sample: 'תוכן לדוגמה',
  newWorkflow: {
    title: 'תהליך חדש',
    label: 'שם',
    hint: 'אותיות לטיניות, ספרות, מקפים וקווים תחתונים. שם שכבר היה בשימוש ממשיך מהמקום שבו נעצר.',
    invalid: 'יש להשתמש ב־1 עד 100 אותיות לטיניות, ספרות, מקפים וקווים תחתונים.',
    start: 'התחלה',
    failed: (message) => `לא התחיל. ${message}`,
  },
  list: {
    title: 'התהליכים שלי',
    empty: 'אין עדיין תהליכים',
    emptyText: 'אפשר לתת שם ולהתחיל. היחידות באות מעצמן זו אחר זו.',
    columns: {
      name: 'תהליך',
      modules: 'יחידות',
      lessons: 'שיעורים',
      hours: 'שעות מגע',
      begun: 'התחיל',
    },
    of,
  },
  status: {
    pending: 'לא פועל',
    in_progress: 'בהכנה',
    complete: 'הושלם',
    failed: 'נעצר בגלל כישלון',
  },
  actions: { start: 'התחלה', goOn: 'המשך', retry: 'ניסיון נוסף' },
  exports: { markdown: 'Markdown', docx: 'Word', label: 'הורדה' },
  progress: {
    title: 'התקדמות',
    bar: 'כל היחידות',
    modules: (done, all) => `${count(done)} מתוך ${moduleCount(all)}`,
    failed: (message) => `אי אפשר לקרוא זאת כרגע. ${message}`,
    stopped: 'אחת היחידות לא הוכנה. ניסיון נוסף יתחיל ממנה, ומה שכבר קיים יישאר.',
  },
  totals: { lessons: 'שיעורים', hours: 'שעות מגע' },
  coverage: {
    title: 'כיסוי',
    about: 'יחידה נשמרת רק אם כולה נלמדת והדקות שלה מסתכמות במדויק.',
    outcomes: 'תוצרי למידה שנלמדים',
    topics: 'נושאים שנלמדים',
    minutes: 'דקות מתוכננות',
    of,
    line: (outcomes, topics, minutes) => `תוצרים ${outcomes}, נושאים ${topics}, דקות ${minutes}`,
  },
  modules: {
    title: 'יחידות',
    waiting: 'ממתינה',
    planned: (value, contactHours) => `${lessonCount(value)}, ${hours(contactHours)}`,
    asked: hours,
    job: 'משימה',
    loading: 'השיעורים נטענים…',
    unreadable: 'אי אפשר לקרוא את השיעורים כרגע.',
    again: 'לנסות שוב',
  },
  module: { outcomes: 'תוצרי למידה', lessons: 'שיעורים' },
  lesson: {
    minutes: (minutes) => `${count(minutes)} דק׳`,
    objectives: 'מטרות',
    activities: 'פעילויות',
    phase: 'שלב',
    time: 'זמן',
    activity: 'מה קורה',
    topics: 'נושאים',
    assessment: 'הערכה',
    support: 'תמיכה',
    stretch: 'הרחבה',
    homework: 'שיעורי בית',
    materials: 'חומרים',
  },
  phases: {
    engage: 'גירוי',
    explore: 'חקירה',
    explain: 'הסבר',
    elaborate: 'הרחבה',
    evaluate: 'הערכה',
  },
  levels: {
    remember: 'זכירה',
    understand: 'הבנה',
    apply: 'יישום',
    analyse: 'ניתוח',
    evaluate: 'הערכה',
    create: 'יצירה',
  },
  result: {
    generated: (value, contactHours) => `תוכננו ${lessonCount(value)}, ${hours(contactHours)}.`,
    skipped: 'היחידה כבר הייתה מוכנה ונשארה כפי שהיא.',
    underWay: 'משימה אחרת מכינה את היחידה הזאת, והעבודה הושארה לה.',
    open: 'פתיחת התהליך',
    module: (index, all) => `יחידה ${of(index, all)}`,
    columns: { no: 'מס׳', lesson: 'שיעור', level: 'רמה', time: 'זמן' },
  },
};
