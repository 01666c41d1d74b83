import type { Messages } from '../locales';
import { plural } from './plural';
import { time } from './time';

const articles = (value: number): string =>
  plural(value, 'כתבה אחת', 'שתי כתבות', (figure) => `${figure} כתבות`);

export const news: Messages['news'] = {
  title: 'מקורות חדשות',
  lead: 'הפידים שנקראים, ומה כל אחד מהם מביא. הספירה היומית מתחילה בחצות, UTC.',
  feeds: 'פידים',
  empty: 'עוד לא נקרא אף פיד.',
  emptyText: 'הם יופיעו כאן עם ההרצה הראשונה, לכל היותר דקה אחרי ההפעלה.',
  stale: 'לא ניתן לרענן את הדף. ייתכן שמה שמוצג אינו עדכני.',
  nextRun: 'ההרצה הבאה',
  noRun: 'התזמון מושהה או כבוי.',
  sampleMark: 'דוגמה',
  kept: articles,
  columns: {
    source: 'מקור',
    lastFetch: 'קריאה אחרונה',
    new: 'חדשות היום',
    duplicates: 'סופרו שוב היום',
    failures: 'נכשלו היום',
    answer: 'תשובה',
    next: 'הבאה',
  },
  duplicatesHint: 'כתבות שמספרות סיפור שכבר סופר בכתבה אחרת',
  never: 'מעולם לא',
  withNextRun: 'בהרצה הבאה',
  inARow: (count) => `${time.count(count)} ברצף`,
  sample: {
    notice: 'תוכן לדוגמה שמגיע עם Jobwire. דבר מהאמור בו לא קרה; כל אדם, מקום וארגון בו בדויים.',
    by: (author, feed) => `${author}, ${feed}`,
    feed: 'לקריאת הפיד',
    retold: 'הדף נכתב עבור פידים לדוגמה, שנקראים כל עוד לא הוגדרו אחרים.',
  },
  result: {
    headline: (count, sources) =>
      count === 0
        ? 'אין חדש'
        : `${articles(count)} ${sources === 1 ? 'ממקור אחד' : `מ־${time.count(sources)} מקורות`}`,
    counts: (embeddings, duplicates) =>
      `${time.count(embeddings)} וקטורים, ${time.count(duplicates)} סיפורים שסופרו שוב`,
    left: (count) => `${articles(count)} נשארו להרצה הבאה`,
    removed: (count) => `${articles(count)} הוסרו בגלל גילן`,
    sources: 'מקורות',
    states: {
      new: 'חדש',
      known: 'אין חדש',
      unchanged: 'ללא שינוי',
      failed: 'נכשל',
      waiting: 'מונח בצד בינתיים',
    },
  },
};
