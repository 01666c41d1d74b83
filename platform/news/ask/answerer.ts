import type { Engine } from '#contracts/job';
import type { AiCall } from '../../ai/usage';
import type { FoundNews } from './search-news';

/** How an answer ended: with what the passages say, or for want of it. */
export type AnswerOutcome = 'answered' | 'not-found';

/** Answers from passages that were found, and from nothing else. */
export interface Answerer {
  readonly engine: Engine;
  /**
   * Writes the answer piece by piece: plain text, with `[n]` behind what passage n says. No other number stands
   * in brackets.
   *
   * @param write gets each piece as soon as it is there
   * @throws ProviderError; BudgetExceeded; the signal's reason once it aborts
   */
  answer(news: FoundNews, call: AiCall, write: (text: string) => void): Promise<AnswerOutcome>;
}

/** What is said where the articles do not answer. */
export const sayNotFound = ({ missing }: Pick<FoundNews, 'missing'>): string => {
  if (missing.length === 0) return 'The stored articles do not answer this.';
  const names = new Intl.ListFormat('en', { type: 'disjunction' }).format(
    missing.slice(0, 5).map((name) => `“${name}”`),
  );
  return `No stored article mentions ${names}.`;
};
