import type { JobUsage } from '../../usage';
import type { Messages } from '../locales';
import { count, plural } from './plural';

const calls = (value: number): string =>
  plural(value, 'קריאה אחת', 'שתי קריאות', (figure) => `${figure} קריאות`);
const dollars = new Intl.NumberFormat('he', {
  style: 'currency',
  currency: 'USD',
  currencyDisplay: 'code',
  maximumFractionDigits: 4,
});

const cost = ({ usd, unpricedCalls }: JobUsage): string => {
  if (usd === null) return 'המחיר אינו ידוע';
  if (unpricedCalls === 0) return dollars.format(usd);
  return `${dollars.format(usd)}, בלי ${calls(unpricedCalls)} שמחירן אינו ידוע`;
};

export const usage: Messages['usage'] = {
  title: 'שימוש בבינה מלאכותית',
  provider: (used) =>
    `${calls(used.calls)}, ${count(used.inputTokens)} אסימונים פנימה, ${count(used.outputTokens)} החוצה, ${cost(used)}`,
  builtIn: 'מנוע מובנה, ללא עלות',
  failed: 'לא ניתן היה לטעון.',
};
