import type { AiCall } from './usage';

export interface Article {
  /** Unique among the articles of one call. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

export interface Summary {
  readonly id: string;
  /** One to three sentences. */
  readonly summary: string;
}

/** Summarises articles. Store `engine` beside each summary. */
export interface Summarizer {
  /** Engine and version, or provider and model: `extractive@1`, `gemini/gemini-2.5-flash`. */
  readonly engine: string;
  /** Articles that one request takes: a good size for a step that is kept. */
  readonly articlesPerTask: number;
  /**
   * One summary per article, in order.
   *
   * @throws RangeError where a text is blank; ProviderError; BudgetExceeded; the signal's reason once it aborts
   */
  summarize(articles: readonly Article[], call: AiCall): Promise<Summary[]>;
}

/** @throws RangeError naming the first article without text by its id */
export const refuseBlankArticles = (articles: readonly Article[]): void => {
  const blank = articles.find(({ text }) => !text.trim());
  if (blank) throw new RangeError(`Article ${blank.id} is blank; there is nothing to summarise.`);
};
