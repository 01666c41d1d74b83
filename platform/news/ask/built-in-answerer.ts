import { describeEngine } from '../../ai/choose-provider';
import { builtInUsage, countWords } from '../../ai/usage';
import { type Answerer, sayNotFound } from './answerer';
import type { ScoredSentence } from './closest-sentences';
import type { FoundNews, FoundPassage } from './search-news';

/** Raised with anything that changes an answer. */
const MODEL = 'extractive-answer@1';
/** Places further down are less to be trusted, whatever their sentences say. */
const BY_PLACE = 0.08;
/** Passages whose sentences are compared. */
const MOST_PASSAGES = 3;
/** A second sentence has to be nearly as close: what merely follows is often beside the point. */
const SECOND = 0.85;

interface Pick {
  readonly passage: FoundPassage;
  readonly sentence: ScoredSentence;
}

/** The sentence that comes closest, and the next of the same passage where it hardly falls behind; in their order. */
const pickSentences = (passages: readonly FoundPassage[]): Pick[] => {
  const worth = ({ passage, sentence }: Pick) => sentence.score - BY_PLACE * (passage.n - 1);
  const candidates = passages
    .slice(0, MOST_PASSAGES)
    .flatMap((passage) => passage.sentences.map((sentence) => ({ passage, sentence })))
    .sort((one, other) => worth(other) - worth(one));
  const [best, ...rest] = candidates;
  if (!best) return [];
  const second = rest.find(({ passage }) => passage === best.passage);
  const picks = second && worth(second) > SECOND * worth(best) ? [best, second] : [best];
  return picks.sort((one, other) => one.sentence.at - other.sentence.at);
};

/** Brackets with a figure are citations, and a sentence may hold some of its own. */
const withoutBrackets = (text: string): string => text.replace(/\[(\d{1,3})\]/g, '($1)');

const wordsOf = (passages: readonly FoundPassage[]): number =>
  passages.reduce((sum, { text }) => sum + countWords(text), 0);

/**
 * Answers without a provider: with the sentence or two that come closest, as they stand in the article. It writes
 * nothing of its own, so that what it gives may be beside the point; whoever shows it says so.
 */
export const createBuiltInAnswerer = (): Answerer => ({
  engine: describeEngine(null),
  answer: async (news: FoundNews, { signal, onUsage }, write) => {
    signal.throwIfAborted();
    const startedAt = performance.now();
    const picks = news.missing.length > 0 ? [] : pickSentences(news.passages);
    for (const [index, { passage, sentence }] of picks.entries()) {
      write(`${index > 0 ? ' ' : ''}${withoutBrackets(sentence.text)} [${passage.n}]`);
    }
    const units = { count: wordsOf(news.passages), name: 'words' };
    onUsage?.(builtInUsage('answer', MODEL, startedAt, units));
    if (picks.length > 0) return 'answered';
    write(sayNotFound(news));
    return 'not-found';
  },
});
