import { type LanguageCode, languageOf } from '#contracts/guideline-languages';

const ACCENTED: Readonly<Record<string, string>> = Object.fromEntries(
  [...'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter, index) => [
    letter,
    [...'áƀçđéƒĝĥíĵķĺɱñóþɋŕšţúṽŵẋýžÁƁÇĐÉƑĜĤÍĴĶĹṀÑÓÞɊŔŠŢÚṼŴẊÝŽ'][index] ?? letter,
  ]),
);

/** Placeholders, and figures with the unit behind them, stay as they are. */
const fixed =
  /\{\{\s*[\w.]+\s*\}\}|\$\{[\w.]+\}|%\{[\w.]+\}|\{[\w.]+\}|\d[\d.,:]*(?:\s?(?:°[CF]|%|mg|kg|g|ml|l|mm|cm|km|m)(?![A-Za-z]))?/g;

/** Most languages need more room than English: this share more. */
const GROWTH = 0.3;
const RIGHT_TO_LEFT = '\u2067';
const END_OF_ISOLATE = '\u2069';

const accent = (text: string): string =>
  text.replace(/[A-Za-z]/g, (letter) => ACCENTED[letter] ?? letter);

/**
 * English in disguise, to try batches, layout and direction without a translation: accented, longer, in
 * brackets that name the language. It is never shown to readers.
 */
export const pseudoLocalise = (english: string, code: LanguageCode): string => {
  let at = 0;
  let text = '';
  for (const found of english.matchAll(fixed)) {
    text += accent(english.slice(at, found.index)) + found[0];
    at = found.index + found[0].length;
  }
  text += accent(english.slice(at));
  const padding = '·'.repeat(Math.ceil([...english].length * GROWTH));
  const marked = `[${code}: ${text}${padding}]`;
  return languageOf(code).dir === 'rtl' ? `${RIGHT_TO_LEFT}${marked}${END_OF_ISOLATE}` : marked;
};
