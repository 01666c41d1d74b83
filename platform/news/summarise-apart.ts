import { APICallError } from 'ai';
import { ProviderError } from '../ai/provider-error';
import type { Article, Summarizer, Summary } from '../ai/summarizer';
import type { AiCall } from '../ai/usage';

/** Statuses that may be about what was sent rather than about who sends it. */
const ABOUT_CONTENT = [400, 413, 422];

const mayBeAboutContent = (error: unknown): boolean => {
  if (!(error instanceof ProviderError)) return false;
  if (error.code === 'provider_invalid') return true;
  const { cause } = error;
  return APICallError.isInstance(cause) && ABOUT_CONTENT.includes(cause.statusCode ?? 0);
};

/**
 * Summaries of all. Where the provider will have nothing to do with the batch, article by article: one that it
 * refuses while it takes another has none, and does not keep the others waiting for ever.
 *
 * @param onRefused hears of each article without a summary
 * @throws what `summarize` throws, also where it refuses every single one: then it is not about one of them
 */
export const summariseApart = async (
  summarizer: Summarizer,
  articles: readonly Article[],
  call: AiCall,
  onRefused: (article: Article, error: Error) => void,
): Promise<Summary[]> => {
  try {
    return await summarizer.summarize(articles, call);
  } catch (error) {
    if (articles.length < 2 || !mayBeAboutContent(error)) throw error;
  }
  const made: Summary[] = [];
  const refused: [Article, Error][] = [];
  for (const article of articles) {
    try {
      made.push(...(await summarizer.summarize([article], call)));
    } catch (error) {
      if (!mayBeAboutContent(error)) throw error;
      refused.push([article, error as Error]);
    }
  }
  if (made.length === 0) throw refused[0]?.[1];
  for (const [article, error] of refused) onRefused(article, error);
  const byId = new Map(made.map((one) => [one.id, one.summary]));
  return articles.map(({ id }) => ({ id, summary: byId.get(id) ?? '' }));
};
