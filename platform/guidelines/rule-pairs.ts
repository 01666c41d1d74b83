import type { QaKind, QaPair } from '#contracts/guidelines';
import type { TopicSentence } from './classify-sentences';

/** A title within a sentence or before a colon: only its first word and its initialisms keep their capitals. */
const sentenceCase = (title: string): string =>
  title
    .split(' ')
    .map((word, index) => (index === 0 || /^\p{Lu}{2,}/u.test(word) ? word : word.toLowerCase()))
    .join(' ');

const texts = (sentences: readonly TopicSentence[]): string[] => sentences.map(({ text }) => text);

const numbered = (lines: readonly string[]): string =>
  lines.map((line, index) => `${index + 1}. ${line}`).join('\n');

const pair = (
  kind: QaKind,
  question: string,
  sources: readonly string[],
  answer = sources.join('\n'),
): QaPair[] => (sources.length === 0 ? [] : [{ kind, question, answer, sources: [...sources] }]);

/**
 * What to do, what not to do and when to get help, in the topic's own words. No sentence is reworded, shortened or
 * moved: an order that is lost or changed here may hurt somebody.
 */
export const safetyPairs = (title: string, sentences: readonly TopicSentence[]): QaPair[] => {
  const about = sentenceCase(title);
  const steps = texts(sentences.filter((one) => one.isStep));
  const prohibitions = texts(sentences.filter((one) => one.isProhibition));
  const redFlags = texts(sentences.filter((one) => one.isRedFlag));
  return [
    ...pair('procedure', `${about}: what do you do, step by step?`, steps, numbered(steps)),
    ...pair('contraindication', `${about}: what must you not do?`, prohibitions),
    ...pair('red-flag', `${about}: when do you get help?`, redFlags),
  ];
};

/** The subject of `X is …`, no longer than a name is. */
const DEFINES = /^(\S+(?: [^\s:;]+){0,7}?),? (is|are) /;

const inQuestion = (subject: string): string =>
  /^\p{Lu}{2}/u.test(subject) ? subject : subject.charAt(0).toLowerCase() + subject.slice(1);

/** From the topic's first statement. */
export const definitionPairs = (title: string, sentences: readonly TopicSentence[]): QaPair[] => {
  const first = sentences.find((one) => one.isStatement);
  if (!first) return [];
  const [, subject, verb = 'is'] = DEFINES.exec(first.text) ?? [];
  const what = subject ? inQuestion(subject.replace(/,$/, '')) : sentenceCase(title).toLowerCase();
  return pair('definition', `What ${verb} ${what}?`, [first.text]);
};

export const recognitionPairs = (title: string, sentences: readonly TopicSentence[]): QaPair[] =>
  pair(
    'recognition',
    `${sentenceCase(title)}: which signs do you look for?`,
    texts(sentences.filter((one) => one.isSign)),
  );

/** Figures with what they count, ranges whole. */
const MEASURE =
  /\b\d+(?:[.,]\d+)*(?: (?:to|or) \d+(?:[.,]\d+)*)? ?(?:°C|%|cm|mm|metres?|kilometres?|seconds?|minutes?|hours?|days?|weeks?|months?|years?|times|steps|compressions(?: a minute)?|rescue breaths|(?:small )?breaths|back blows|blows|(?:abdominal |chest )?thrusts)(?!\p{L})/u;
/** Enough to practise with; more would be trivia. */
const MOST_NUMBERS = 4;

/** Sentences with a figure left out. */
export const numberPairs = (title: string, sentences: readonly TopicSentence[]): QaPair[] =>
  sentences
    .flatMap(({ text }) => {
      const [figure] = MEASURE.exec(text) ?? [];
      if (figure === undefined) return [];
      const gap = text.replace(figure, '____');
      return pair('number', `${sentenceCase(title)}, fill in: “${gap}”`, [text], figure);
    })
    .slice(0, MOST_NUMBERS);
