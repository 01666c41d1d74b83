import { z } from 'zod';

/** What one model did for a job. Counts are sums over its calls. */
export const usageLineSchema = z.object({
  task: z.string(),
  engine: z.enum(['built-in', 'provider']),
  provider: z.string(),
  model: z.string(),
  calls: z.number().int(),
  /** Calls that brought nothing usable; some of them are paid for all the same. */
  failedCalls: z.number().int(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  cachedTokens: z.number(),
  /** What built-in work counts in place of tokens; null for a provider. */
  units: z.object({ count: z.number(), name: z.string() }).nullable(),
  /** US dollars; null where no call's price is known. */
  usd: z.number().nullable(),
  /** Calls whose price is not known, and which `usd` leaves out. */
  unpricedCalls: z.number().int(),
  ms: z.number(),
});
export type UsageLine = z.infer<typeof usageLineSchema>;

/** Answer of GET /api/jobs/:id/usage, over all attempts; a fraction of a second behind. */
export const jobUsageSchema = z.object({
  jobId: z.string(),
  /** Requests to providers; built-in work has none. */
  calls: z.number().int(),
  inputTokens: z.number(),
  outputTokens: z.number(),
  /** US dollars; 0 without requests, null where no price is known. */
  usd: z.number().nullable(),
  unpricedCalls: z.number().int(),
  lines: z.array(usageLineSchema),
});
export type JobUsage = z.infer<typeof jobUsageSchema>;
