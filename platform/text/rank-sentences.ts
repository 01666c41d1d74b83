import { dot } from './dot';
import { hashEmbed } from './hash-embed';
import { splitSentences } from './split-sentences';
import type { WordTable } from './word-table';

export interface SummaryLimits {
  /** Default 3. */
  readonly maxSentences?: number;
  /** Words in all, save that one sentence is always given; default 90. */
  readonly maxWords?: number;
}

const MOST_WORDS = 90;
/** Sentences of an article that are looked at: what matters is said before. */
const MOST_SENTENCES = 120;
const MIN_WORDS = 7;
const MAX_WORDS = 60;
/** Two sentences less alike than this have nothing to do with each other. */
const ALIKE = 0.15;
/** Share of a sentence's rank that comes from the sentences like it (Erkan, Radev 2004); the rest is its bias. */
const DAMPING = 0.6;
const ROUNDS = 40;
/** Rank against novelty when picking (Carbonell, Goldstein 1998). */
const RELEVANCE = 0.7;

const BOILERPLATE =
  /^(photo|image|picture|advert|read more|sign up|subscribe|follow us|share this|click|getty|copyright|©|related)/i;
const ENDS = /[.!?…。！？؟]["”’')\]]*$/u;
/** What makes a sentence lean on one that the summary may not have, or say little by itself; each is a factor. */
const WEAKNESSES: readonly (readonly [pattern: RegExp, factor: number])[] = [
  [
    /^(but|and|so|yet|also|however|then|still|because|he|she|it|they|this|that|these|those|his|her|their)\b/i,
    0.65,
  ],
  [/[?？؟]$/u, 0.5],
  [/^["“'‘]/, 0.7],
  [/\b(I|we|my|you)\b/, 0.8],
];
const LONG_WORDS = 40;
const LONG_FACTOR = 0.85;

interface Sentence {
  readonly text: string;
  readonly words: number;
}

/** Scripts without spaces have about two signs to a word. */
const countWords = (text: string): number => {
  const spaced = text.match(/\S+/g)?.length ?? 0;
  const signs = text.match(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu,
  );
  return spaced + Math.floor((signs?.length ?? 0) / 2);
};

const isUsable = ({ text, words }: Sentence): boolean =>
  words >= MIN_WORDS &&
  words <= MAX_WORDS &&
  ENDS.test(text) &&
  !/^\p{Ll}/u.test(text) &&
  !BOILERPLATE.test(text);

/** How alike each two sentences are, each row summing to 1: where a reader of one would look next. */
const transitions = (vectors: readonly Float32Array[]): Float64Array[] =>
  vectors.map((one, at) => {
    const row = Float64Array.from(vectors, (other, index) => {
      const alike = index === at ? 0 : dot(one, other);
      return alike > ALIKE ? alike : 0;
    });
    const sum = row.reduce((total, value) => total + value, 0);
    return row.map((value) => (sum > 0 ? value / sum : 1 / vectors.length));
  });

/** News says first what matters; a title and a figure hint at it too. */
const biasOf = (
  sentences: readonly Sentence[],
  vectors: readonly Float32Array[],
  title: Float32Array,
): Float64Array => {
  const bias = Float64Array.from(sentences, ({ text }, at) => {
    const near = Math.max(0, dot(vectors[at] as Float32Array, title));
    return 0.4 / (1 + at * 0.35) + 0.4 * near + (/\p{N}/u.test(text) ? 0.1 : 0) + 0.05;
  });
  const sum = bias.reduce((total, value) => total + value, 0);
  return bias.map((value) => value / sum);
};

/** The power iteration of LexRank. */
const rank = (rows: readonly Float64Array[], bias: Float64Array): Float64Array => {
  let ranks = Float64Array.from(bias);
  for (let round = 0; round < ROUNDS; round += 1) {
    const next = bias.map((value) => (1 - DAMPING) * value);
    for (const [from, row] of rows.entries()) {
      const share = DAMPING * (ranks[from] ?? 0);
      for (let to = 0; to < row.length; to += 1)
        next[to] = (next[to] ?? 0) + share * (row[to] ?? 0);
    }
    ranks = next;
  }
  return ranks;
};

const weaken = (ranks: Float64Array, sentences: readonly Sentence[]): Float64Array =>
  ranks.map((value, at) => {
    const { text, words } = sentences[at] as Sentence;
    const long = words > LONG_WORDS ? LONG_FACTOR : 1;
    return WEAKNESSES.reduce(
      (sum, [pattern, factor]) => (pattern.test(text) ? sum * factor : sum),
      value * long,
    );
  });

/** Picks by rank less likeness to what is picked already. Gives places, in the order of the text. */
const pick = (
  ranks: Float64Array,
  vectors: readonly Float32Array[],
  sentences: readonly Sentence[],
  { maxSentences = 3, maxWords = MOST_WORDS }: SummaryLimits,
): number[] => {
  const top = Math.max(...ranks);
  const left = new Set(sentences.keys());
  const picked: number[] = [];
  let words = 0;
  const worth = (at: number): number => {
    const same = picked.map((one) =>
      dot(vectors[at] as Float32Array, vectors[one] as Float32Array),
    );
    return RELEVANCE * ((ranks[at] ?? 0) / top) - (1 - RELEVANCE) * Math.max(0, ...same);
  };
  while (picked.length < maxSentences && left.size > 0) {
    const best = [...left].reduce((one, other) => (worth(other) > worth(one) ? other : one));
    left.delete(best);
    const length = sentences[best]?.words ?? 0;
    if (picked.length > 0 && words + length > maxWords) continue;
    picked.push(best);
    words += length;
  }
  return picked.sort((one, other) => one - other);
};

const firstWords = (text: string, count: number): string => {
  const words = text.split(/\s+/);
  return words.length > count ? `${words.slice(0, count).join(' ')} …` : text;
};

/**
 * The sentences of an article that say the most of it, as they stand there and in their order. It writes nothing:
 * good on news, middling on reviews and features. A text with fewer usable sentences than asked for gives
 * those; one with none, its beginning.
 */
export const rankSentences = (
  table: WordTable,
  article: { readonly title: string; readonly text: string },
  limits: SummaryLimits = {},
): string[] => {
  const all = splitSentences(article.text).map((text) => ({ text, words: countWords(text) }));
  const sentences = all.filter(isUsable).slice(0, MOST_SENTENCES);
  if (sentences.length === 0) {
    const [first] = all;
    return first ? [firstWords(first.text, limits.maxWords ?? MOST_WORDS)] : [];
  }
  const vectors = sentences.map(({ text }) => hashEmbed(table, text));
  const bias = biasOf(sentences, vectors, hashEmbed(table, article.title));
  const ranks = weaken(rank(transitions(vectors), bias), sentences);
  return pick(ranks, vectors, sentences, limits).map((at) => sentences[at]?.text ?? '');
};
