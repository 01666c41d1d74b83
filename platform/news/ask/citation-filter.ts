/** Longest `[1, 2, 3]` that is waited for, in characters; a bracket that goes on is just a bracket. */
const LONGEST_MARK = 40;
/** The beginning of what may become a mark, at the end of a piece. */
const OPEN = /\s*\[[\d\s,;]*$/;

export interface CitationFilter {
  /** Takes the next piece and gives what can be shown of the text so far. */
  push(text: string): string;
  /** What is left once no more comes. */
  end(): string;
  /** Numbers that were cited, each once, in the order they came. */
  readonly cited: ReadonlySet<number>;
}

/**
 * Lets a text through as it comes, save citations of passages there are not: `[2, 9]` becomes `[2]` where there
 * are five. A citation that is cut by the end of a piece is held back until it is whole.
 *
 * @param count passages there are, from 1
 */
export const createCitationFilter = (count: number): CitationFilter => {
  const cited = new Set<number>();
  let held = '';

  const settle = (text: string): string =>
    text.replace(
      /(\s*)\[(\s*\d{1,3}(?:\s*[,;]\s*\d{1,3})*\s*)\]/g,
      (_, space: string, list: string) => {
        const numbers = [...new Set((list.match(/\d+/g) ?? []).map(Number))];
        const known = numbers.filter((n) => n >= 1 && n <= count);
        for (const n of known) cited.add(n);
        return known.length === 0 ? '' : `${space}${known.map((n) => `[${n}]`).join('')}`;
      },
    );

  return {
    cited,
    push: (text) => {
      const all = held + text;
      const open = OPEN.exec(all);
      const from = open && all.length - open.index <= LONGEST_MARK ? open.index : all.length;
      held = all.slice(from);
      return settle(all.slice(0, from));
    },
    end: () => {
      const rest = settle(held);
      held = '';
      return rest;
    },
  };
};
