import { dot } from '../../text/dot';
import { hashEmbed } from '../../text/hash-embed';
import { splitSentences } from '../../text/split-sentences';
import { stem } from '../../text/stem';
import { tokenise } from '../../text/tokenise';
import type { WordTable } from '../../text/word-table';
import type { QuestionTerm } from './question-terms';

/** A sentence of a passage, with how close it comes to the question. */
export interface ScoredSentence {
  readonly text: string;
  /** Among the sentences of its passage, from 0. */
  readonly at: number;
  readonly score: number;
}

export interface AskedQuestion {
  readonly text: string;
  readonly terms: readonly QuestionTerm[];
}

/** By meaning, by words, by what the question asks for, and less for what stands further down. */
const MEANING = 0.55;
const WORDS = 0.3;
const FITS = 0.12;
const MOST_SENTENCES = 60;
/** Longest sentence that is quoted; a text without ends is cut. */
const LONGEST = 420;

/** What an answer is likely to hold, by how the question asks. English alone: elsewhere it adds nothing. */
const wanted: readonly (readonly [question: RegExp, answer: RegExp])[] = [
  [
    /\bhow (many|much|long|fast|old|far|big|high)\b/i,
    /\d|percent|\b(one|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|half)\b/i,
  ],
  [
    /\bwhen\b/i,
    /\b(\d{4}|january|february|march|april|may|june|july|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|year|when|if|after)\b/i,
  ],
  [/\bwhy\b/i, /\b(because|due to|since|so that|to (help|reduce|avoid)|after|said)\b/i],
];

const cut = (text: string): string =>
  text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1).trimEnd()}…`;

/** Share of the question's telling words that a text holds, by their weight. */
const overlap = (terms: readonly QuestionTerm[], text: string): number => {
  const sum = terms.reduce((total, { weight }) => total + weight, 0);
  if (sum === 0) return 0;
  const stems = new Set(tokenise(text).map(stem));
  const held = terms.filter((term) => stems.has(term.stem));
  return held.reduce((total, { weight }) => total + weight, 0) / sum;
};

/** The sentences of a passage, the closest to the question first. */
export const scoreSentences = (
  table: WordTable,
  question: AskedQuestion,
  passage: { readonly title: string; readonly text: string; readonly language: string | null },
): ScoredSentence[] => {
  const asked = hashEmbed(table, question.text);
  const pattern = wanted.find(([how]) => how.test(question.text))?.[1];
  const locale =
    passage.language && /^[a-z]{2,3}\b/i.test(passage.language) ? passage.language : 'en';
  return splitSentences(passage.text, locale)
    .slice(0, MOST_SENTENCES)
    .map((text, at) => {
      // The first sentence of news takes its subject from the title.
      const words = overlap(question.terms, at === 0 ? `${text} ${passage.title}` : text);
      const meaning = dot(asked, hashEmbed(table, text));
      const score = MEANING * meaning + WORDS * words + (pattern?.test(text) ? FITS : 0);
      return { text: cut(text), at, score };
    })
    .sort((one, other) => other.score - one.score || one.at - other.at);
};
