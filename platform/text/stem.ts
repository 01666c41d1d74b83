/** Endings by the first that fits: the ending, what takes its place, and the least length of the word. */
const endings: readonly (readonly [ending: RegExp, instead: string, minLength: number])[] = [
  [/ies$/, 'y', 5],
  [/sses$/, 'ss', 5],
  [/ing$/, '', 7],
  [/ed$/, '', 6],
  [/(ch|sh|x)es$/, '$1', 6],
  [/([^sui])s$/, '$1', 4],
];
const DOUBLED = /([bdfgmnprt])\1$/;

/** A word without its English ending, so that `burn`, `burns` and `burning` are one. Light: it never guesses. */
export const stem = (word: string): string => {
  if (word.length <= 3 || /\d/.test(word)) return word;
  const bare = word.replace(/'s$/, '');
  const rule = endings.find(([ending, , min]) => bare.length >= min && ending.test(bare));
  const cut = rule ? bare.replace(rule[0], rule[1]) : bare;
  const short = cut.length > 4 && cut.endsWith('e') ? cut.slice(0, -1) : cut;
  return DOUBLED.test(short) ? short.slice(0, -1) : short;
};
