import type { JobUsage } from '../../usage';
import { time } from './time';

const calls = (count: number): string => (count === 1 ? '1 call' : `${time.count(count)} calls`);
const dollars = new Intl.NumberFormat('en', {
  style: 'currency',
  currency: 'USD',
  currencyDisplay: 'code',
  maximumFractionDigits: 4,
});

const cost = ({ usd, unpricedCalls }: JobUsage): string => {
  if (usd === null) return 'price not known';
  if (unpricedCalls === 0) return dollars.format(usd);
  return `${dollars.format(usd)}, without ${calls(unpricedCalls)} of unknown price`;
};

/** What a job used of AI. */
export const usage = {
  title: 'AI use',
  /** “2 calls, 840 tokens in, 140 out, USD 0.0012”. */
  provider: (used: JobUsage): string =>
    `${calls(used.calls)}, ${time.count(used.inputTokens)} tokens in, ${time.count(used.outputTokens)} out, ${cost(used)}`,
  builtIn: 'built-in engine, no cost',
  failed: 'Could not be loaded.',
};
