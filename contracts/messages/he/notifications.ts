import type { Messages } from '../locales';

export const notifications: Messages['notifications'] = {
  ended: { completed: 'הושלמה', failed: 'נכשלה' },
  label: 'להודיע לי כשמשימות מסתיימות',
  hint: {
    off: 'כשאף דף שלנו אינו מוצג, במכשיר הזה.',
    push: 'פועל, גם כשאין דף פתוח.',
    'when-hidden': 'פועל, כל עוד דף פתוח ברקע.',
    denied: 'הדפדפן חוסם. יש לאפשר הודעות בהגדרות של האתר הזה ולנסות שוב.',
    failed: 'הפעולה לא הצליחה. אפשר לנסות שוב.',
  },
  ask: 'להודיע לי כשתסתיים',
};
