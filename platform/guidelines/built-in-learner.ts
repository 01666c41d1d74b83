import { setImmediate as nextTurn } from 'node:timers/promises';
import { describeEngine } from '../ai/choose-provider';
import { builtInUsage, countWords } from '../ai/usage';
import { classifySentences, type TopicSentence } from './classify-sentences';
import type { Learner } from './learner';
import { definitionPairs, numberPairs, recognitionPairs, safetyPairs } from './rule-pairs';

/** Raised with anything that changes what is learnt. */
const ID = 'rules@1';
const MOST_FACTS = 8;
const MOST_FIGURES = 3;
const MOST_RED_FLAGS = 2;

const hasFigure = ({ text }: TopicSentence): boolean => /\d/.test(text);

/** What to remember of a topic: what it is, how it shows, its figures, when to get help. In reading order. */
const keyFacts = (sentences: readonly TopicSentence[]): TopicSentence[] => {
  const opening = sentences.filter((one) => one.paragraph === 0 && one.isStatement);
  const chosen = new Set([
    ...opening.slice(0, 2),
    ...sentences.filter((one) => one.isSign).slice(0, 1),
    ...sentences.filter((one) => one.isRedFlag).slice(0, MOST_RED_FLAGS),
    ...sentences.filter((one) => one.isStep && hasFigure(one)).slice(0, MOST_FIGURES),
    ...sentences.filter((one) => one.isProhibition).slice(0, 1),
  ]);
  return sentences.filter((one) => chosen.has(one)).slice(0, MOST_FACTS);
};

/** Learns by rule: no network, no invention, the same each time. Reads English. */
export const createBuiltInLearner = (): Learner => ({
  id: ID,
  engine: describeEngine(null),
  learn: async (topic, { signal, onUsage }) => {
    // Other jobs of this process, and a cancel, get their turn.
    await nextTurn();
    signal.throwIfAborted();
    const startedAt = performance.now();
    const sentences = classifySentences(topic);
    const qa = [
      ...definitionPairs(topic.title, sentences),
      ...recognitionPairs(topic.title, sentences),
      ...safetyPairs(topic.title, sentences),
      ...numberPairs(topic.title, sentences),
    ];
    const facts = keyFacts(sentences).map(({ text }) => ({ text, source: text }));
    const words = topic.paragraphs.reduce((sum, text) => sum + countWords(text), 0);
    onUsage?.(builtInUsage('learn', ID, startedAt, { count: words, name: 'words' }));
    return { facts, qa };
  },
});
