import { z } from 'zod';
import { cleanQuestion, MAX_QUESTION_LENGTH } from './clean-question';
import { engineSchema, jobErrorSchema, jobStatusSchema } from './job';

const MIN_QUESTION_LENGTH = 2;

export const questionSchema = z
  .string()
  .overwrite(cleanQuestion)
  .min(MIN_QUESTION_LENGTH)
  .max(MAX_QUESTION_LENGTH);

/** Body of `POST /api/ask`. */
export const askRequestSchema = z.strictObject({ question: questionSchema });

const articleLinkSchema = z.object({
  articleId: z.string(),
  title: z.string(),
  /** http or https, as the feed gave it. */
  url: z.string(),
  /** The feed's name. */
  source: z.string(),
  publishedAt: z.iso.datetime().nullable(),
});
export type ArticleLink = z.infer<typeof articleLinkSchema>;

/** A passage of a stored article that was found for a question. */
export const askPassageSchema = articleLinkSchema.extend({
  /** From 1: what the answer cites it by. */
  n: z.number().int().min(1),
  /** True where the article is an invented sample. */
  sample: z.boolean(),
  /** Of the article's pieces this is the `at`th, from 1, of `of`. */
  piece: z.object({ at: z.number().int(), of: z.number().int() }),
  /** Cosine to the question, 0 to 1; null where it was found by its words alone. */
  similarity: z.number().nullable(),
  /** The sentence or two of it that come closest, as they stand there. */
  quote: z.string(),
  /** BCP 47, of the article. */
  language: z.string().nullable(),
  /** Other articles that tell the same story. */
  others: z.array(articleLinkSchema),
});
export type AskPassage = z.infer<typeof askPassageSchema>;

/**
 * `answered`; `not-found`: the stored articles do not answer it; `empty`: there is no stored article at all.
 */
export const askOutcomes = ['answered', 'not-found', 'empty'] as const;

/** Result of a job of type `ask`. */
export const askResultSchema = z.object({
  question: z.string(),
  outcome: z.enum(askOutcomes),
  /** Plain text with `[n]` behind what passage n says. */
  answer: z.string(),
  engine: engineSchema,
  /** The passages that the answer cites, by their number. */
  citations: z.array(askPassageSchema),
  /** All passages that were found, the closest first. */
  passages: z.array(askPassageSchema),
  /** Names in the question that no stored article holds. */
  missing: z.array(z.string()),
  /** Articles that were searched. */
  articles: z.number().int().min(0),
  /** Spent searching, in milliseconds. */
  searchMs: z.number().int().min(0),
});
export type AskResult = z.infer<typeof askResultSchema>;

/**
 * What a chunk of such a job holds, as JSON. `sources` comes first and once an attempt: whatever text came
 * before it is void. The texts after it, put together, are the answer so far.
 */
export const askFrameSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('sources'),
    attempt: z.number().int(),
    engine: engineSchema,
    articles: z.number().int(),
    searchMs: z.number().int(),
    passages: z.array(askPassageSchema),
  }),
  z.object({ kind: z.literal('text'), text: z.string() }),
]);
export type AskFrame = z.infer<typeof askFrameSchema>;

/** Data of the last event, `end`, of a streamed answer. */
export const askEndSchema = z.object({
  jobId: z.string(),
  status: jobStatusSchema,
  result: askResultSchema.nullable(),
  error: jobErrorSchema.nullable(),
});
export type AskEnd = z.infer<typeof askEndSchema>;
