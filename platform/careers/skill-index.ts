import { matchKey, normaliseText, stemWord, tokenise } from './normalise-text';

export interface SkillRow {
  readonly name: string;
  readonly aliases: readonly string[];
  /** Spellings that are everyday words too. */
  readonly ordinaryWords: readonly string[];
}

export interface SkillIndex {
  /** The name in the table for what a person typed as a skill, or null. Case does not matter. */
  canonical(typed: string): string | null;
  /**
   * The skills a text names. An everyday word such as “go” or “excel” counts only as an item of a list
   * or, inside a sentence, with a capital.
   */
  findIn(text: string): ReadonlySet<string>;
}

const LIST_BREAK = /[,;|/•·:()\t]|\s[-–—]\s/;
const LINE_BREAK = /\r?\n/;
const CAPITAL = /^\p{Lu}/u;
/** After one of these a capital says nothing. */
const SENTENCE_END = /[.!?]$/;

interface Names {
  readonly byKey: ReadonlyMap<string, string>;
  readonly ordinary: ReadonlySet<string>;
  /** Words in the longest name: how far a search has to look ahead. */
  readonly longest: number;
}

/** Calls `found` for the longest name at each place in `words`, left to right. */
const scan = (
  words: readonly string[],
  names: Names,
  found: (name: string, key: string) => void,
) => {
  const stems = words.map(stemWord);
  for (let start = 0; start < stems.length; start += 1) {
    for (let length = Math.min(names.longest, stems.length - start); length > 0; length -= 1) {
      const key = stems.slice(start, start + length).join(' ');
      const name = names.byKey.get(key);
      if (!name) continue;
      found(name, key);
      // `Spring Boot` is found once, and not as `Spring` again.
      start += length - 1;
      break;
    }
  }
};

/** Everyday words that are written as names: in a list, or with a capital within a sentence. */
const ordinaryNames = (line: string, names: Names): string[] => {
  const found: string[] = [];
  const add = (text: string) => {
    const key = matchKey(text);
    const name = names.ordinary.has(key) ? names.byKey.get(key) : undefined;
    if (name) found.push(name);
  };
  const items = line.split(LIST_BREAK);
  if (items.length > 1) for (const item of items) add(item);
  const words = line.split(/\s+/).filter(Boolean);
  words.forEach((word, index) => {
    const before = words[index - 1];
    const opens =
      before === undefined || SENTENCE_END.test(before) || !/[\p{L}\p{N}]/u.test(before);
    if (!opens && CAPITAL.test(word)) add(word);
  });
  return found;
};

export const createSkillIndex = (rows: readonly SkillRow[]): SkillIndex => {
  const byKey = new Map<string, string>();
  const ordinary = new Set<string>();
  let longest = 1;
  for (const { name, aliases, ordinaryWords } of rows) {
    for (const spelling of [name, ...aliases]) {
      const key = matchKey(spelling);
      if (!byKey.has(key)) byKey.set(key, name);
      longest = Math.max(longest, key.split(' ').length);
    }
    for (const word of ordinaryWords) ordinary.add(matchKey(word));
  }
  const names: Names = { byKey, ordinary, longest };
  return {
    canonical: (typed) => byKey.get(matchKey(typed)) ?? byKey.get(normaliseText(typed)) ?? null,
    findIn: (text) => {
      const found = new Set<string>();
      for (const line of text.split(LINE_BREAK)) {
        scan(tokenise(line), names, (name, key) => {
          if (!ordinary.has(key)) found.add(name);
        });
        for (const name of ordinaryNames(line, names)) found.add(name);
      }
      return found;
    },
  };
};
