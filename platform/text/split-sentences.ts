/** Titles and short forms that are followed by what they belong to. */
const LEADS_ON =
  /(?:^|[^\p{L}])(?:Mr|Mrs|Ms|Mx|Dr|Prof|Rev|Hon|Sen|Rep|Gov|Pres|Gen|Col|Capt|Lt|Sgt|Cpl|St|Mt|Ft|vs|approx|e\.g|i\.e|cf|al|z\.B|bzw|ca)\.$/iu;
/** Short forms that are, where a figure follows. */
const LEADS_TO_FIGURE =
  /(?:^|[^\p{L}])(?:[Nn]os?|[Ff]igs?|[Vv]ol|pp?|Sec|Art|Ch|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\.$/u;
/** Initials and abbreviations by letters: `J.`, `U.S.`; not the unit in `35 °C.` */
const INITIAL = /(?:^|[\s("“‘'])(?:\p{L}\.)+$/u;
/** Words that begin a sentence and hardly ever follow an initial. */
const OPENS =
  /^["“‘'(]?(?:The|A|An|It|He|She|They|We|You|I|This|That|These|Those|There|Then|But|And|So|In|On|At|As|If|When|While|After|Before|However|Its|His|Her|Their|For|To|Do|Keep|Call|Use)\b/u;

/** Whether a segment goes on in the next one although its dot looks like an end. */
const goesOn = (segment: string, next: string): boolean => {
  if (LEADS_ON.test(segment)) return true;
  if (LEADS_TO_FIGURE.test(segment)) return /^\d/.test(next);
  return INITIAL.test(segment) && !OPENS.test(next);
};

/** Longer than any abbreviation, in characters. */
const TAIL = 24;

const segmenters = new Map<string, Intl.Segmenter>();
const segmenterOf = (locale: string): Intl.Segmenter => {
  const known = segmenters.get(locale);
  if (known) return known;
  const made = new Intl.Segmenter(locale, { granularity: 'sentence' });
  segmenters.set(locale, made);
  return made;
};

/**
 * The sentences of a text, trimmed, in order. A line break always ends one. The rules are Unicode's (UAX 29),
 * mended where an abbreviation of English looks like an end.
 *
 * @param locale BCP 47; default `en`
 */
export const splitSentences = (text: string, locale = 'en'): string[] => {
  const sentences: string[] = [];
  for (const line of text.split(/[\r\n\u2028\u2029]+/)) {
    const segments = Array.from(segmenterOf(locale).segment(line), ({ segment }) => segment);
    let sentence = '';
    for (const [index, segment] of segments.entries()) {
      sentence += segment;
      const next = segments[index + 1];
      // The tail tells; a text of initials alone must not cost its length squared.
      if (next !== undefined && goesOn(sentence.slice(-TAIL).trim(), next)) continue;
      if (sentence.trim()) sentences.push(sentence.trim());
      sentence = '';
    }
  }
  return sentences;
};
