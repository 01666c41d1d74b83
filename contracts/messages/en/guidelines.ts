import { time } from './time';

const topics = (count: number): string => (count === 1 ? '1 topic' : `${time.count(count)} topics`);
const questions = (count: number): string =>
  count === 1 ? '1 question' : `${time.count(count)} questions`;

/** The pages of the guidelines, and the result of `train`. */
export const guidelines = {
  title: 'Guidelines',
  lead: (curriculum: string, count: number, learned: number): string =>
    `${curriculum}: ${topics(count)}, ${time.count(learned)} of them learnt.`,
  translations: 'Translations',
  sample:
    'Sample content, not medical advice. It was written for this product and has been reviewed by nobody. In an emergency follow your own emergency services.',
  search: 'Search the topics',
  found: (shown: number, all: number): string =>
    shown === all ? time.count(all) : `${time.count(shown)} of ${topics(all)}`,
  nothing: 'No topic has these words.',
  clear: 'Show all topics',
  topics: 'Topics',
  questions,
  state: { learned: 'Learnt', changed: 'Changed since it was learnt', new: 'Not learnt yet' },
  training: {
    title: 'Training',
    about:
      'Learns each topic: a summary, key facts, questions with answers, and an embedding. Only what is new or has changed.',
    start: 'Train',
    adminOnly:
      'Starting it needs the admin role. What has been learnt is open to everybody who is signed in.',
    failed: (message: string): string => `Not started. ${message}`,
    learned: (learned: number, all: number): string =>
      `${time.count(learned)} of ${time.count(all)} learnt`,
  },
  topic: {
    text: 'Guideline',
    summary: 'Summary',
    facts: 'Key facts',
    questions: 'Questions and answers',
    from: 'From the text',
    verbatim: 'In the words of the text.',
    kinds: {
      definition: 'What it is',
      recognition: 'Signs',
      procedure: 'Steps',
      contraindication: 'Do not',
      'red-flag': 'Get help',
      number: 'Figure',
    },
    sources: 'Sources',
    notLearned: 'This topic has not been learnt yet',
    notLearnedText: 'Its summary, facts and questions come with the next training.',
    outdated: 'The text has changed since: what follows was learnt from an earlier one.',
    embedding: (model: string, dims: number): string =>
      `Embedding: ${model}, ${time.count(dims)} dimensions`,
    notFound: 'There is no such guideline',
    notFoundText: 'It may have been renamed.',
    all: 'All guidelines',
  },
  result: {
    headline: (learned: number, skipped: number): string =>
      learned === 0
        ? `Nothing new: all ${topics(skipped)} were learnt before.`
        : `${topics(learned)} learnt, ${time.count(skipped)} skipped.`,
    learned: 'Learnt by this job',
    skipped: 'Learnt before, unchanged',
    counts: (facts: number, count: number): string =>
      `${facts === 1 ? '1 fact' : `${time.count(facts)} facts`}, ${questions(count)}`,
    embeddedBy: (model: string): string => `Embeddings: ${model}.`,
  },
};
