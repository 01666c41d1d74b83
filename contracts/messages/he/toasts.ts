import type { Messages } from '../locales';
import { count, jobs, plural } from './plural';
import { time } from './time';

type Tally = Parameters<Messages['toasts']['summary']['tally']>[0];

const tally = ({ running, queued, failed, done }: Tally): string =>
  [
    running > 0 && `${count(running)} בביצוע`,
    queued > 0 && `${count(queued)} בתור`,
    failed > 0 && `${count(failed)} נכשלו`,
    done > 0 && `${count(done)} הסתיימו`,
  ]
    .filter(Boolean)
    .join(', ');

const finished = (value: number): string =>
  plural(value, 'משימה אחת הסתיימה', 'שתי משימות הסתיימו', (figure) => `${figure} משימות הסתיימו`);

export const toasts: Messages['toasts'] = {
  region: 'הודעות על משימות',
  dismiss: (title) => `סגירה: ${title}`,
  starting: 'בהפעלה…',
  queued: 'בתור',
  starts: 'מתחילה',
  cancelling: 'בתהליך ביטול…',
  stillStopping: 'עדיין נעצרת. ייתכן שתסתיים קודם.',
  cancelledAt: (percent) => `בוטלה ב־${time.percent(percent)}`,
  nextAttempt: (attempt, of) => `ניסיון ${attempt} מתוך ${of}`,
  attempts: (value) =>
    plural(value, 'אחרי ניסיון אחד', 'אחרי שני ניסיונות', (figure) => `אחרי ${figure} ניסיונות`),
  lost: 'איבדנו את עקבות המשימה הזאת',
  cancel: 'ביטול',
  view: 'הצגה',
  details: 'פרטים',
  retry: 'ניסיון חוזר',
  retryNow: 'ניסיון עכשיו',
  startNow: 'הפעלה עכשיו',
  runAgain: 'הפעלה מחדש',
  checkAgain: 'בדיקה חוזרת',
  notCancelled: 'לא בוטלה. אפשר לנסות שוב.',
  notRetried: 'לא הופעלה מחדש. אפשר לנסות שוב.',
  notStarted: 'לא הופעלה. אפשר לנסות שוב.',
  offlineNothing: 'אין חיבור. דבר לא השתנה.',
  offline: 'אין חיבור',
  jobsGoOn: 'המשימות ממשיכות.',
  tryNow: 'לנסות עכשיו',
  lastUpdate: 'עדכון אחרון',
  online: 'החיבור חזר',
  onlineText: 'הכול כאן מעודכן.',
  signIn: 'החשבון נותק',
  signInText: 'יש להיכנס כדי להמשיך לעקוב אחר המשימות. הן ממשיכות.',
  signInAction: 'כניסה',
  summary: {
    more: (value) =>
      plural(value, 'עוד משימה אחת', 'עוד שתי משימות', (figure) => `עוד ${figure} משימות`),
    tally,
    overall: (percent) => `${time.percent(percent)} בסך הכול`,
    label: (value) => `${jobs(value)}, בסך הכול`,
    showAll: 'הצגת הכול',
    cancelAll: 'ביטול הכול',
    dismiss: 'סגירת הסיכום',
    away: (value) => `${finished(value)} בהיעדרך`,
    finished,
    awayTally: (done, failed, cancelled) =>
      [
        done > 0 && `${count(done)} הושלמו`,
        failed > 0 && `${count(failed)} נכשלו`,
        cancelled > 0 && `${count(cancelled)} בוטלו`,
      ]
        .filter(Boolean)
        .join(', '),
  },
  confirmCancel: {
    title: (value) => `לבטל ${jobs(value)}?`,
    text: 'העבודה שנעשתה תימחק. אי אפשר לחזור אחורה.',
    yes: (value) => `ביטול ${jobs(value)}`,
    no: 'להשאיר אותן',
  },
  spoken: {
    queued: (title) => `${title} בתור`,
    started: (title) => `${title} התחילה`,
    progress: (title, percent) => `${title}, ${time.percent(percent)}`,
    retrying: (title) => `${title} נכשלה פעם אחת, בניסיון חוזר`,
    completed: (title, headline) => (headline ? `${title} הושלמה: ${headline}` : `${title} הושלמה`),
    failed: (title, cause) => `${title} נכשלה: ${cause}`,
    cancelled: (title) => `${title} בוטלה`,
    updated: (value) =>
      plural(
        value,
        'משימה אחת התעדכנה',
        'שתי משימות התעדכנו',
        (figure) => `${figure} משימות התעדכנו`,
      ),
    offline: 'אין חיבור. המשימות ממשיכות לרוץ בשרת.',
    online: 'החיבור חזר',
  },
};

export const tray: Messages['tray'] = {
  title: 'משימות',
  active: (value) => plural(value, 'אחת פעילה', 'שתיים פעילות', (figure) => `${figure} פעילות`),
  filter: 'הצגה',
  filters: { all: 'הכול', active: 'פעילות', failed: 'שנכשלו' },
  clear: 'ניקוי שהסתיימו',
  clearLabel: 'ניקוי המשימות שהסתיימו מהרשימה הזאת',
  all: 'כל המשימות',
  away: (value) =>
    plural(
      value,
      'אחת הסתיימה בהיעדרך',
      'שתיים הסתיימו בהיעדרך',
      (figure) => `${figure} הסתיימו בהיעדרך`,
    ),
  empty: 'אין עדיין משימות',
  emptyText: 'מה שמופעל מופיע כאן, בזמן אמת.',
  emptyActive: 'אין משימות פעילות.',
  emptyFailed: 'אין משימות שנכשלו.',
  failedToLoad: 'לא ניתן היה לטעון את הרשימה.',
  again: 'לנסות שוב',
  loading: 'המשימות נטענות',
};
