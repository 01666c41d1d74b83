import type { Messages } from '../locales';

export const state: Messages['state'] = {
  words: {
    scheduled: 'מתוזמנת',
    pending: 'בתור',
    running: 'בביצוע',
    retrying: 'בניסיון חוזר',
    cancelling: 'בתהליך ביטול',
    completed: 'הושלמה',
    failed: 'נכשלה',
    cancelled: 'בוטלה',
  },
  paused: 'מושהה',
};
