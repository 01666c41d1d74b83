import { z } from 'zod';
import { defineJob } from '../define-job';
import { engineSchema } from '../job';
import { newsFetchStates } from '../news';

const count = z.number().int().min(0);

/** Gathers what is new in the feeds. */
export const newsIngestion = defineJob({
  type: 'news-ingestion',
  system: 'news',
  title: 'Gather news',
  summary:
    'Reads every feed, and stores what is new in them: a summary, searchable pieces and their vectors. What is known is passed over.',
  input: z.strictObject({}),
  output: z.object({
    /** Articles stored by this job. */
    articlesProcessed: count,
    /** Vectors of their pieces. */
    embeddingsCreated: count,
    /** Of the articles, those that tell a story another one told before. */
    duplicates: count,
    /** New articles left to the next run. */
    articlesLeft: count,
    /** Articles removed for their age. */
    articlesRemoved: count,
    sources: z.array(
      z.object({
        id: z.string(),
        title: z.string(),
        status: z.enum(newsFetchStates),
        new: count,
        duplicates: count,
        bytes: count,
        ms: count,
        /** Why it failed, for people. */
        error: z.string().nullable(),
      }),
    ),
    engine: engineSchema,
    /** `Embedder.id`. */
    embeddingModel: z.string(),
  }),
  limits: { attempts: 3, timeoutMs: 1_800_000, backoffMs: 5_000 },
  // One a minute: a day has 1,440.
  keepDays: 2,
  role: 'operator',
  // By its schedule, or by hand through it: a run beside it would only do the same.
  startedBy: 'platform',
  headline: ({ articlesProcessed, sources }) => {
    const from = sources.filter((source) => source.new > 0).length;
    if (articlesProcessed === 0) return 'Nothing new';
    const articles = articlesProcessed === 1 ? '1 article' : `${articlesProcessed} articles`;
    return `${articles} from ${from === 1 ? '1 source' : `${from} sources`}`;
  },
});
