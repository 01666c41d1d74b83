/** Words that are figures too. `one` is left out: it mostly is a pronoun. */
const FIGURE_WORDS =
  /\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|hundreds?|thousands?|millions?|billions?|dozens?|half|halved|twice|double[ds]?|doubling|thrice|triple[ds]?|tripling|quadrupled?|tenfold|twofold|threefold)\b/g;
/** Digits within a word (`EC2`, `B2B`) belong to a name. */
const DIGITS =
  /(?<![\p{L}\d])([$€£¥]\s?)?\d{1,15}(?:[.,:]\d{1,15})*(?:\s?(?:%|percent|per cent))?(?:[kmbx](?!\p{L})|bn)?/gu;

/** Every figure a text names, in a form two texts can be compared by: `43 percent` is `43%`. */
export const figuresOf = (text: string): ReadonlySet<string> => {
  const low = text.normalize('NFKC').toLowerCase();
  const digits = (low.match(DIGITS) ?? []).map((figure) =>
    figure
      .replace(/\s?(percent|per cent)$/, '%')
      .replace(/\s/g, '')
      .replace(/(\d),(?=\d{3}(\D|$))/g, '$1'),
  );
  return new Set([...digits, ...(low.match(FIGURE_WORDS) ?? [])]);
};

/** Figures in `text` that none of `sources` holds: what somebody made up. */
export const inventedFigures = (text: string, sources: readonly string[]): string[] => {
  const known = new Set(sources.flatMap((source) => [...figuresOf(source)]));
  return [...figuresOf(text)].filter((figure) => !known.has(figure));
};

/** Whether a bullet says how much, how many or how often. A year alone is a date. */
export const isQuantified = (bullet: string): boolean =>
  [...figuresOf(bullet)].some((figure) => !/^(19|20)\d{2}$/.test(figure));
