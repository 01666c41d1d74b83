import { z } from 'zod';
import type { Usage } from './usage';

/** US dollars per million tokens. `cached` is the price of input read from the provider's cache; `input` where left out. */
const priceSchema = z.strictObject({
  input: z.number().min(0),
  output: z.number().min(0).default(0),
  cached: z.number().min(0).optional(),
});

/** Prices by model, as AI_PRICES gives them. None are bundled: they change, and a wrong one is worse than none. */
export const priceTableSchema = z.record(z.string(), priceSchema);
export type PriceTable = z.output<typeof priceTableSchema>;

const MILLION = 1_000_000;

/** What a call cost in US dollars; null where the price or the tokens are not known. */
export const priceUsage = (prices: PriceTable, usage: Usage): number | null => {
  if (usage.engine === 'built-in') return 0;
  const price = Object.hasOwn(prices, usage.model) ? prices[usage.model] : undefined;
  if (!price || usage.inputTokens === null) return null;
  // Embeddings have no output; of a text whose output nobody counted the price is not known.
  if (usage.outputTokens === null && price.output > 0) return null;
  const cached = Math.min(usage.cachedInputTokens ?? 0, usage.inputTokens);
  const fresh = usage.inputTokens - cached;
  return (
    (fresh * price.input +
      cached * (price.cached ?? price.input) +
      (usage.outputTokens ?? 0) * price.output) /
    MILLION
  );
};
