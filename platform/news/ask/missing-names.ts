import type { Pool } from 'pg';
import { stopWords } from '../../text/stop-words';
import type { QuestionTerm, QuestionTerms } from './question-terms';

/** Parts of the world have too many names for one of them to be missed. */
const regions = new Set(
  `north south east west northern southern eastern western central african american asian
   european latin`.split(/\s+/),
);
/** So much of a word has to be the same: `Japanese` is not missing where `Japan` is there. */
const SHARED_BEGINNING = 5;
/** Above this share of words with a capital, capitals say nothing. */
const MOST_CAPITALS = 0.6;

const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.+#&-][\p{L}\p{M}\p{N}]+)*[+#]*/gu;

const isCapital = (word: string): boolean => /^\p{Lu}/u.test(word);
/** `USB-C`, `iPhone`, `B12`: a name wherever it stands. */
const isOddlySpelt = (word: string): boolean => /.\p{Lu}|\p{L}.*\p{N}|\p{N}.*\p{L}/u.test(word);

/**
 * The words of a question that are names by their spelling: a capital within the sentence, capitals or figures
 * within the word, or at its beginning a word no dictionary has.
 *
 * @param isKnown whether a word, in lower case, is an ordinary one
 */
export const namesIn = (question: string, isKnown: (word: string) => boolean): string[] => {
  const found = [...question.matchAll(WORD)].map(({ 0: word, index }) => ({
    word: word.replace(/['’]s$/, ''),
    opens: /(?:^|[.!?]["”’)]*\s+)["“‘(]*$/u.test(question.slice(0, index)),
  }));
  const telling = found.filter(({ word }) => !stopWords.has(word.toLowerCase()));
  const capitals = telling.filter(({ word }) => isCapital(word)).length;
  const capitalsTell = telling.length < 3 || capitals <= MOST_CAPITALS * telling.length;
  return telling
    .filter(({ word, opens }) => {
      if (regions.has(word.toLowerCase()) || /^\p{N}+$/u.test(word)) return false;
      if (isOddlySpelt(word)) return capitalsTell || /\p{N}/u.test(word);
      if (!isCapital(word) || !capitalsTell) return false;
      return !opens || !isKnown(word.toLowerCase());
    })
    .map(({ word }) => word);
};

const likeSql = `select begin from unnest($1::text[]) as begin
where exists (select 1 from news_articles where search @@ (quote_literal(begin) || ':*')::tsquery)`;

/**
 * Names in a question that no stored article holds, in any form of the word: about them the articles say
 * nothing, however close some of them come. Where not a single telling word is held by any article, all of them.
 */
export const findMissing = async (
  pool: Pool,
  question: string,
  { articles, terms }: QuestionTerms,
  isKnown: (word: string) => boolean,
): Promise<string[]> => {
  if (articles === 0 || terms.length === 0) return [];
  const nothingHeld = terms.every((term) => term.articles === 0);
  const absent = new Map<string, QuestionTerm>(
    terms.filter((term) => term.articles === 0).map((term) => [term.word, term]),
  );
  const names = [...new Set(namesIn(question, isKnown))].flatMap((name) => {
    const term = absent.get(name.toLowerCase().replaceAll('’', "'"));
    return term ? [{ name, begin: term.lexeme.slice(0, SHARED_BEGINNING) }] : [];
  });
  if (names.length === 0) return nothingHeld ? terms.map(({ word }) => word) : [];
  const begins = names.map(({ begin }) => begin).filter((begin) => begin.length > 2);
  const { rows } = await pool.query<{ begin: string }>(likeSql, [begins]);
  const alike = new Set(rows.map(({ begin }) => begin));
  return names.filter(({ begin }) => !alike.has(begin)).map(({ name }) => name);
};
