import { time } from './time';

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${time.count(count)} ${many}`;
const list = new Intl.ListFormat('en', { type: 'disjunction' });

/** The page of questions, and the result of `ask`. */
export const ask = {
  title: 'Ask',
  heading: 'Ask the news',
  question: 'Question',
  placeholder: 'Why was the harbour bridge closed?',
  submit: 'Ask',
  stop: 'Stop',
  again: 'Ask again',
  /** Before the age of the newest article. */
  stock: (articles: number, sources: number): string =>
    `${counted(articles, 'article', 'articles')} from ${counted(sources, 'feed', 'feeds')}, newest`,
  stockOnly: 'Answers come from these articles only.',
  tooShort: 'Write a question of two letters or more.',
  failed: (message: string): string => `Not asked. ${message}`,
  offline: 'You are offline. Nothing was asked.',
  answer: 'Answer',
  status: {
    searching: 'Searching',
    answering: 'Answering',
    answered: 'Answered',
    notFound: 'Not in the articles',
    empty: 'No articles',
  },
  found: (count: number, ms: number): string =>
    `${count === 0 ? 'No source' : counted(count, 'source', 'sources')} found in ${time.duration(ms)}`,
  builtIn: 'Built-in engine',
  provider: (name: string, model: string | undefined): string =>
    `Written by ${model === undefined ? name : `${name}, ${model}`}`,
  closest: {
    label: 'Closest passages',
    about: 'Quoted as they stand in the articles. Nothing is written anew.',
  },
  written: 'Written from the sources. Check them where it matters.',
  notFound: {
    title: 'Nothing stored answers this',
    names: (names: readonly string[]): string =>
      `No stored article mentions ${list.format(names.map((name) => `“${name}”`))}.`,
    plain: 'The stored articles do not answer this.',
    near: 'What comes closest stands under Sources.',
  },
  empty: {
    title: 'No articles yet',
    text: 'The feeds are read each minute while schedules are on. Ask all the same: they are then read first, once for all who ask.',
    after:
      'The feeds gave nothing that could be stored. Try again in a moment, or see how they do.',
    sources: 'See the feeds',
  },
  stopped: 'Stopped. What had come of the answer is kept above.',
  stoppedBare: 'Stopped before there was an answer.',
  failedJob: 'The question could not be answered',
  gone: {
    title: 'This question is gone',
    text: 'It was removed after its time, or is somebody else’s.',
  },
  loading: 'Reading the answer…',
  sources: {
    title: 'Sources',
    none: 'No source yet',
    cite: (n: number): string => `Source ${n}`,
    piece: (at: number, of: number): string => `Part ${time.count(at)} of ${time.count(of)}`,
    similarity: (value: string): string => `similarity ${value}`,
    byWords: 'found by its words',
    undated: 'without a date',
    sample: 'Sample',
    alsoIn: 'Also told in',
    opens: 'opens in a new tab',
  },
  asked: 'Asked before',
  spoken: {
    searching: 'Searching the articles.',
    answered: (answer: string, count: number): string =>
      `${answer} ${counted(count, 'source', 'sources')}.`,
  },
};
