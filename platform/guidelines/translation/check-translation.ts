import { type LanguageCode, languageOf } from '#contracts/guideline-languages';
import { compareNumbers } from './figures';
import { compareUnits } from './units';

/** What is wrong with a translation, in words a model or a person can act on. */
export interface Complaint {
  readonly check:
    | 'empty'
    | 'placeholders'
    | 'numbers'
    | 'units'
    | 'script'
    | 'identical'
    | 'length';
  readonly message: string;
}

const placeholder =
  /\{\{\s*[\w.]+\s*\}\}|\$\{[\w.]+\}|%\{[\w.]+\}|\{[\w.]+\}|%(?:\d+\$)?[sd@](?![\p{L}])/gu;
const spacesInside = /\s+/g;

const placeholdersOf = (text: string): string[] =>
  (text.match(placeholder) ?? []).map((one) => one.replace(spacesInside, '')).sort();

/** Without what is not language: placeholders, addresses. */
const prose = (text: string): string =>
  text.replace(placeholder, ' ').replace(/https?:\/\/\S+/g, ' ');

const listed = (items: readonly string[]): string => [...new Set(items)].join(', ');

const checkPlaceholders = (source: string, text: string): string | null => {
  const [wanted, found] = [placeholdersOf(source), placeholdersOf(text)];
  if (wanted.join('\n') === found.join('\n')) return null;
  return wanted.length === 0
    ? `it names ${listed(found)}, which the English does not`
    : `it must hold these placeholders, each as often as the English and unchanged: ${listed(wanted)}`;
};

const checkNumbers = (source: string, text: string): string | null => {
  const { missing, added } = compareNumbers(prose(source), prose(text));
  const parts = [
    ...(missing.length > 0 ? [`it lacks ${listed(missing)}`] : []),
    ...(added.length > 0 ? [`it has ${listed(added)}, which the English does not`] : []),
  ];
  return parts.length > 0 ? `numbers must stay as they are, as digits: ${parts.join('; ')}` : null;
};

/** Letters of a neighbouring language that this one never uses. */
const FOREIGN: { readonly [L in LanguageCode]?: RegExp } = {
  ru: /[іїєґІЇЄҐ]/,
  uk: /[ыэъёЫЭЪЁ]/,
};
/** Names and abbreviations may stay Latin; the rest has to be in the script of the language. */
const LEAST_SHARE = 0.75;
/** From this many letters on, Japanese without any kana is Chinese. */
const KANA_FROM = 12;

const latinWord = /\p{Script=Latin}[\p{Script=Latin}\p{M}\p{Nd}]*/gu;

const scriptPatterns = new Map<LanguageCode, RegExp>();

/** Letters in the scripts of a language. */
const inScript = (code: LanguageCode): RegExp => {
  const scripts = languageOf(code)
    .scripts.map((script) => `\\p{Script=${script}}`)
    .join('');
  const pattern = scriptPatterns.get(code) ?? new RegExp(`(?=\\p{L})[${scripts}]`, 'gu');
  scriptPatterns.set(code, pattern);
  return pattern;
};

const checkScript = (
  source: string,
  text: string,
  code: LanguageCode,
  terms: readonly string[],
): string | null => {
  const { name, scripts } = languageOf(code);
  // A word that the English has too is an abbreviation, a unit or a name that was kept.
  const kept = new Set(scripts.includes('Latin') ? [] : (prose(source).match(latinWord) ?? []));
  const known = new Set(terms.flatMap((term) => term.match(latinWord) ?? []));
  const own = prose(text).replace(latinWord, (word) =>
    kept.has(word) && (known.has(word) || /\p{Lu}.*\p{Lu}|^.{1,3}$/u.test(word)) ? ' ' : word,
  );
  const letters = own.match(/\p{L}/gu) ?? [];
  if (letters.length === 0) return null;
  const share = (own.match(inScript(code))?.length ?? 0) / letters.length;
  if (share < LEAST_SHARE) return `it is not written in the script of ${name}`;
  if (FOREIGN[code]?.test(own)) return `it has letters that ${name} does not use`;
  const kana = /[\p{Script=Hiragana}\p{Script=Katakana}]/u;
  if (code === 'ja' && letters.length >= KANA_FROM && !kana.test(own)) return `it is not ${name}`;
  return null;
};

const wordsOf = (text: string): string[] => prose(text).match(/[\p{L}\p{M}]+/gu) ?? [];

const checkIdentical = (source: string, text: string): string | null => {
  const same = (one: string) => one.replace(/\s+/g, ' ').trim().toLowerCase();
  if (same(source) !== same(text)) return null;
  // Nothing to translate, or one word, which may be a name or the same in both languages.
  return wordsOf(source).length <= 1 ? null : 'it is the English, unchanged';
};

const BOUNDS = { least: 0.4, most: 2.5 };
const COMPACT_BOUNDS = { least: 0.12, most: 1.5 };
/** In short texts a word more or less says nothing: they may differ by this many characters besides. */
const SHORT = 24;
const SLACK = 20;

const lengthOf = (text: string): number => [...prose(text).trim()].length;

const checkLength = (source: string, text: string, code: LanguageCode): string | null => {
  const { least, most } = languageOf(code).compact ? COMPACT_BOUNDS : BOUNDS;
  const [english, own] = [lengthOf(source), lengthOf(text)];
  const slack = english <= SHORT ? SLACK : 0;
  if (own < english * least - slack) return 'it is much too short: nothing may be left out';
  if (own > english * most + slack) return 'it is much too long: nothing may be added';
  return null;
};

/**
 * Holds a translation against its English. Every engine's output goes through here before it is kept as
 * a translation.
 *
 * @param terms words that may stay as they are, where the English has them; default none but abbreviations
 * @returns what is wrong with it; nothing where it may be used
 */
export const checkTranslation = (
  source: string,
  text: string,
  code: LanguageCode,
  terms: readonly string[] = [],
): Complaint[] => {
  if (text.trim() === '') return [{ check: 'empty', message: 'it is empty' }];
  const units = compareUnits(prose(source), prose(text), languageOf(code).compact === true);
  const found: [Complaint['check'], string | null][] = [
    ['placeholders', checkPlaceholders(source, text)],
    ['numbers', checkNumbers(source, text)],
    ['units', units.length > 0 ? `units must stay as they are: ${listed(units)}` : null],
    ['script', checkScript(source, text, code, terms)],
    ['identical', checkIdentical(source, text)],
    ['length', checkLength(source, text, code)],
  ];
  return found.flatMap(([check, message]) => (message === null ? [] : [{ check, message }]));
};
