import { z } from 'zod';

/**
 * How a feed fared in a run: `new` brought what was not known, `known` answered with nothing new, `unchanged` said that
 * nothing has changed since, `waiting` was not asked, since it failed lately.
 */
export const newsFetchStates = ['new', 'known', 'unchanged', 'failed', 'waiting'] as const;

const at = z.string();
const count = z.number().int().min(0);

/** A feed, and how it does. */
export const newsSourceSchema = z.object({
  id: z.string(),
  title: z.string(),
  url: z.string(),
  /** Its articles are invented samples. */
  sample: z.boolean(),
  /** Articles that are kept. */
  articles: count,
  lastFetchAt: at.nullable(),
  lastOkAt: at.nullable(),
  /** What went wrong last; null once a fetch succeeded. */
  lastError: z.string().nullable(),
  /** Failed fetches in a row. */
  failures: count,
  /** Not fetched before this; null: by the next run. */
  nextFetchAt: at.nullable(),
  /** Since midnight UTC. */
  today: z.object({
    fetched: count,
    new: count,
    duplicates: count,
    failures: count,
    bytes: count,
    /** Average time of an answer; null where there was none. */
    averageMs: count.nullable(),
  }),
});
export type NewsSource = z.infer<typeof newsSourceSchema>;

/** Answer of `GET /api/news/sources`. */
export const newsSourceListSchema = z.object({
  sources: z.array(newsSourceSchema),
  /** When the next run begins; null while its schedule is paused or off. */
  nextRunAt: at.nullable(),
});
export type NewsSourceList = z.infer<typeof newsSourceListSchema>;

export const sampleFeedParamsSchema = z.strictObject({
  feed: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9-]*$/),
});
