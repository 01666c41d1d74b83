import type { Messages } from '../locales';
import { count, plural } from './plural';
import { time } from './time';

const MINUTE_MS = 60_000;
const TENTH_MS = 100;

const took = (durationMs: number): string => {
  const ms = Math.max(0, durationMs);
  if (ms < TENTH_MS) return `${Math.round(ms)} מ״ש`;
  return ms < MINUTE_MS ? `${(ms / 1_000).toFixed(1)} שנ׳` : time.duration(ms);
};

/** Short: six of them share an axis. */
const tick = (ms: number): string =>
  ms < MINUTE_MS ? `${count(ms / 1_000)} ש׳` : time.duration(ms);

const lines = (value: number): string =>
  plural(value, 'שורה אחת', 'שתי שורות', (figure) => `${figure} שורות`);

export const job: Messages['job'] = {
  crumb: 'מיקום באתר',
  jobs: 'משימות',
  took,
  tick,
  meta: {
    attempt: 'ניסיון',
    attemptOf: (attempt, of) => `${attempt} מתוך ${of}`,
    took: 'משך',
    running: 'בביצוע כבר',
    created: 'נוצרה',
    retryOf: 'ניסיון חוזר של',
    earlier: 'משימה קודמת',
  },
  copy: 'העתקה',
  copied: 'הועתק',
  notCopied: 'לא הועתק',
  copyCurl: 'העתקה כ־curl',
  cancel: 'ביטול',
  cancelling: 'בתהליך ביטול…',
  retry: 'ניסיון חוזר',
  retrying: 'בהפעלה…',
  runEdited: 'הפעלה מחדש עם שינויים',
  refused: (title) => `הפעולה לא הצליחה: ${title}.`,
  offline: 'אין חיבור. דבר לא השתנה.',
  timeline: {
    title: 'ציר זמן',
    step: 'שלב',
    took: 'משך',
    queued: 'בתור',
    scheduled: 'מתוזמנת',
    attempt: (attempt, of) => `ניסיון ${attempt} מתוך ${of}`,
    handedBack: 'הוחזרה לתור',
    backoff: 'השהיה לפני ניסיון',
    kept: 'נשמר',
    keptFrom: (names, attempt) => `${names}: נשמר מניסיון ${attempt}`,
    finished: 'הסתיימה',
    failed: 'נכשלה',
    cancelled: 'בוטלה',
    now: 'עכשיו',
    soFar: (total) => `${total} עד כה`,
    waiting: (duration) => `${duration} המתנה`,
    backingOff: (duration) => `${duration} השהיה`,
    ofWhich: (total, parts) =>
      parts.length === 0 ? total : `${total}, מתוכם ${parts.join(' וגם ')}`,
    notLoaded: 'לא ניתן היה לטעון את ציר הזמן.',
    loading: 'ציר הזמן נטען',
  },
  logs: {
    title: 'יומן',
    lines: 'שורות היומן',
    count: lines,
    countOf: (shown, all) => `${count(shown)} מתוך ${lines(all)}`,
    gone: (before) => `שורות שלפני ${count(before)} כבר אינן נשמרות.`,
    follow: 'מעקב',
    jump: (fresh) => (fresh === 0 ? 'מעבר לאחרונות' : `מעבר לאחרונות (${count(fresh)} חדשות)`),
    search: 'חיפוש ביומן',
    level: 'רמה',
    levels: {
      all: 'כל הרמות',
      debug: 'ניפוי באגים',
      info: 'מידע',
      warn: 'אזהרות',
      error: 'שגיאות',
    },
    copy: 'העתקת היומן',
    download: 'הורדת היומן',
    waiting: 'אין עדיין פלט. ממתין לתהליך המבצע.',
    none: 'המשימה הזאת לא כתבה ליומן.',
    nothing: (all) => `0 מתוך ${lines(all)} מתאימות.`,
    failed: 'לא ניתן היה לטעון את היומן.',
  },
  tabs: {
    label: 'פרטי המשימה',
    result: 'תוצאה',
    overview: 'סקירה',
    related: 'קשורות',
    input: 'קלט',
    events: 'אירועים',
  },
  result: {
    none: {
      scheduled: 'אין עדיין תוצאה. המשימה לא התחילה.',
      pending: 'אין עדיין תוצאה. המשימה ממתינה לתהליך פנוי.',
      running: 'אין עדיין תוצאה. היא תופיע כאן כשהמשימה תסתיים.',
      retrying: 'אין עדיין תוצאה. הניסיון הבא יבוא אחרי השהיה.',
      cancelling: 'אין תוצאה. המשימה בתהליך ביטול.',
      cancelled: 'אין תוצאה. המשימה בוטלה.',
      failed: 'אין תוצאה. המשימה נכשלה.',
      completed: 'המשימה הושלמה בלי תוצאה.',
    },
    loading: 'התוצאה נטענת',
    json: 'תוצאה',
    tooOld: 'לתוצאה הזאת אין המבנה שיש לסוג שלה היום. היא מוצגת כפי שנשמרה.',
    builtIn: 'נוצרה במנוע המובנה.',
    provider: (name, model) => (model ? `נוצרה אצל ${name}, מודל ${model}.` : `נוצרה אצל ${name}.`),
    warehouse: (name) => `ממחסן הנתונים ${name}.`,
    asJson: 'הצגה כ־JSON',
    asView: 'הצגה כדף',
    copy: 'העתקת JSON',
    showAll: (value) => `הצגת כל ה־${count(value)}`,
    showFewer: 'להציג פחות',
  },
  overview: {
    status: 'מצב',
    type: 'סוג',
    id: 'מזהה',
    created: 'נוצרה',
    started: 'התחילה',
    finished: 'הסתיימה',
    due: 'מועד',
    attempt: 'ניסיון',
    priority: 'עדיפות',
    engine: 'מנוע',
    trace: 'מזהה מעקב',
    key: 'מפתח אידמפוטנטיות',
    retryOf: 'ניסיון חוזר של',
    parent: 'משימת אב',
    waits: 'סיבת ההמתנה',
    rev: 'גרסה',
    none: 'אין',
    normal: 'רגילה',
  },
  events: {
    rev: 'גרסה',
    at: 'מועד',
    state: 'מצב',
    attempt: 'ניסיון',
    by: (actor) => `על ידי ${actor}`,
    detail: 'פירוט',
    caption: 'שינויי מצב, מהראשון לאחרון',
  },
  input: { options: 'אפשרויות', copy: 'העתקת הקלט', none: 'לא ניתן היה לטעון את הקלט.' },
  failure: {
    attempts: (value) =>
      plural(value, 'היה ניסיון אחד.', 'היו שני ניסיונות.', (figure) => `היו ${figure} ניסיונות.`),
    kept: 'מה שהוזן נשמר.',
    keptSteps: (value) =>
      plural(
        value,
        'שלב אחד הסתיים לפני כן.',
        'שני שלבים הסתיימו לפני כן.',
        (figure) => `${figure} שלבים הסתיימו לפני כן.`,
      ),
    code: 'קוד',
    retryable: 'ניתן לנסות שוב',
    yes: 'כן',
    no: 'לא, אותו קלט ייכשל שוב',
    attemptsFact: 'ניסיונות',
    finishedSteps: 'שלבים שהסתיימו',
    retry: 'ניסיון חוזר',
    runEdited: 'ניסיון חוזר עם שינויים',
  },
  notFound: {
    title: 'אין משימה כזאת',
    text: 'ייתכן שהיא שייכת למישהו אחר, או שהכתובת הוקלדה בטעות.',
    jobs: 'המשימות שלך',
  },
  json: {
    label: 'JSON',
    items: (value) => plural(value, 'פריט אחד', 'שני פריטים', (figure) => `${figure} פריטים`),
    keys: (value) => plural(value, 'מפתח אחד', 'שני מפתחות', (figure) => `${figure} מפתחות`),
    more: (value) => `הצגת ${count(value)} נוספים`,
    moreText: (value) => `הצגת ${count(value)} תווים נוספים`,
    empty: 'ריק',
  },
};
