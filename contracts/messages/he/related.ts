import type { Messages } from '../locales';
import { count } from './plural';

export const related: Messages['related'] = {
  parent: 'הופעלה על ידי',
  retryOf: 'ניסיון נוסף של',
  children: (name) => `משימות־בת: ${name}`,
  done: (ended, all) => `${count(ended)} מתוך ${count(all)} הסתיימו`,
  next: 'נכנסו לתור כשהמשימה הושלמה',
  retries: 'ניסיונות מאוחרים יותר',
  more: (value) => `עוד ${count(value)} אינן מוצגות.`,
  none: 'המשימה הופעלה בפני עצמה ולא הפעילה אחרות.',
  loading: 'טוען משימות קשורות',
  notLoaded: 'לא ניתן היה לטעון את המשימות הקשורות.',
};
