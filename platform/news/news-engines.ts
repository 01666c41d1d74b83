import { createBuiltInEmbedder } from '../ai/built-in-embedder';
import { createBuiltInSummarizer } from '../ai/built-in-summarizer';
import type { Ai } from '../ai/create-ai';
import type { Config } from '../config';

/** What articles are prepared and found with. */
export type NewsEngines = Pick<Ai, 'embedder' | 'summarizer' | 'model'>;

/**
 * The configured engines; for the bundled samples the built-in ones, whatever is configured: something invented
 * comes each minute, and nobody should pay a provider for it.
 */
export const newsEnginesOf = (
  { embedder, summarizer, model }: Ai,
  { feeds }: Pick<Config['news'], 'feeds'>,
): NewsEngines =>
  feeds.length > 0
    ? { embedder, summarizer, model }
    : {
        embedder: createBuiltInEmbedder(),
        summarizer: createBuiltInSummarizer(),
        model: null,
      };
