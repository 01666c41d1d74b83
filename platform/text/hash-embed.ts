import { stem } from './stem';
import { tokenise } from './tokenise';
import { WORD_DIMS, type WordTable } from './word-table';

export const HASH_DIMS = 512;
const LEXICAL_DIMS = HASH_DIMS - WORD_DIMS;
/** Share of the meaning of words, against the words themselves, in a vector's square. Found by trial on 40 questions. */
const SEMANTIC_SHARE = 0.8;
/** Smooth inverse frequency (Arora, Liang, Ma 2017): a word's weight is a / (a + its probability). */
const SMOOTHING = 1e-4;
/** Zipf: the word of rank r has about the probability 1 / ((r + 2.7) · 12). */
const ZIPF_SHIFT = 2.7;
const ZIPF_SUM = 12;

/** FNV-1a with a final mix, so that low bits differ where only the last letter does. */
const hash = (text: string): number => {
  let value = 2_166_136_261;
  for (let i = 0; i < text.length; i += 1) {
    value = Math.imul(value ^ text.charCodeAt(i), 16_777_619);
  }
  value = Math.imul(value ^ (value >>> 13), 0x5bd1e995);
  return (value ^ (value >>> 15)) >>> 0;
};

const rankOf = (table: WordTable, word: string): number | undefined =>
  table.rank(word) ?? table.rank(word.replace(/'s$/, '')) ?? table.rank(stem(word));

/** Copies a part into the vector, so that its square sums to `share`. */
const place = (vector: Float32Array, from: number, part: Float64Array, share: number): void => {
  const factor = Math.sqrt(share) / (Math.hypot(...part) || 1);
  for (let i = 0; i < part.length; i += 1) vector[from + i] = (part[i] ?? 0) * factor;
};

/**
 * A text as 512 numbers: what its English words mean (the weighted sum of their vectors, 100 numbers) beside
 * which words they are (stems hashed with a sign, 412 numbers). The same text gives the same vector, always;
 * raise the version of its id when anything here changes. Of length 1 where every part of it says something.
 */
export const hashEmbed = (table: WordTable, text: string): Float32Array => {
  const counts = new Map<string, number>();
  for (const word of tokenise(text)) counts.set(word, (counts.get(word) ?? 0) + 1);
  const semantic = new Float64Array(WORD_DIMS);
  const stems = new Map<string, { count: number; rarity: number }>();
  // Words that nobody listed are rarer than all that are.
  const unlisted = table.size * 2;
  for (const [word, count] of counts) {
    const rank = rankOf(table, word);
    const probability = 1 / (((rank ?? unlisted) + ZIPF_SHIFT) * ZIPF_SUM);
    const weight = SMOOTHING / (SMOOTHING + probability);
    if (rank !== undefined) table.addTo(semantic, rank, weight * (1 + Math.log(count)));
    const rarity = Math.log(1 + (rank ?? unlisted)) / Math.log(1 + unlisted);
    const key = stem(word);
    const known = stems.get(key);
    stems.set(key, {
      count: count + (known?.count ?? 0),
      rarity: Math.max(rarity, known?.rarity ?? 0),
    });
  }
  const lexical = new Float64Array(LEXICAL_DIMS);
  for (const [key, { count, rarity }] of stems) {
    const value = hash(key);
    const slot = value % LEXICAL_DIMS;
    const sign = (value >>> 20) & 1 ? 1 : -1;
    lexical[slot] = (lexical[slot] ?? 0) + sign * (1 + Math.log(count)) * rarity ** 2;
  }
  const vector = new Float32Array(HASH_DIMS);
  const meant = semantic.some((value) => value !== 0);
  place(vector, 0, semantic, SEMANTIC_SHARE);
  // Without a word whose meaning is known, the words themselves are all there is.
  place(vector, WORD_DIMS, lexical, meant ? 1 - SEMANTIC_SHARE : 1);
  return vector;
};
