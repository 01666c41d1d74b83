/** Letters, digits and what belongs to names of technologies: `C++`, `C#`, `Node.js`, `.NET`. */
const BREAKS = /[^\p{L}\p{N}+#.]+/gu;

/** Cuts a text into lower-case words; the full stop at a sentence's end goes, the one in `node.js` stays. */
export const tokenise = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .split(BREAKS)
    .map((word) => word.replace(/\.+$/, '').replace(/^\.{2,}/, ''))
    .filter(Boolean);

/** One spelling for everything that only differs in case, punctuation or spaces. */
export const normaliseText = (text: string): string => tokenise(text).join(' ');

/** Words whose last s is no plural, whatever they look like. */
const NO_PLURAL = /(ss|us|is|js|as|ps)$/;

/** Takes off a plural; both sides of a comparison go through it, so odd stems do no harm. */
export const stemWord = (word: string): string => {
  if (word.length < 4 || !word.endsWith('s') || NO_PLURAL.test(word)) return word;
  return word.endsWith('ies') ? `${word.slice(0, -3)}y` : word.slice(0, -1);
};

/** What two texts must share to count as the same name: `REST APIs` and `rest api` do. */
export const matchKey = (text: string): string => tokenise(text).map(stemWord).join(' ');
