import { stopWords } from './stop-words';

/** Words with what may stand inside one: `3.5`, `don't`, `c++`, `first-aid`, `node.js`. */
const WORD = /[\p{L}\p{M}\p{N}]+(?:['.+#&-][\p{L}\p{M}\p{N}]+)*[+#]*/gu;
/** Scripts that put no space between words. */
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]{2,}/u;

const pairs = (text: string): string[] => {
  const signs = [...text];
  return signs.slice(1).map((sign, index) => `${signs[index]}${sign}`);
};

const partsOf = (word: string): string[] => {
  if (UNSPACED.test(word)) return pairs(word);
  return word.includes('-') ? [word, ...word.split('-')] : [word];
};

/**
 * The words of a text that say what it is about, in lower case: without English stop words, compounds
 * also by their parts, scripts without spaces by pairs of signs.
 */
export const tokenise = (text: string): string[] => {
  const words = text.normalize('NFKC').toLowerCase().replaceAll('’', "'").match(WORD) ?? [];
  return words.flatMap(partsOf).filter((word) => word.length > 1 && !stopWords.has(word));
};
