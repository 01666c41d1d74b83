import type { Pool } from 'pg';
import { stem } from '../../text/stem';
import { tokenise } from '../../text/tokenise';

/** A word of a question that says what it is about. */
export interface QuestionTerm {
  /** In lower case. */
  readonly word: string;
  /** As `stem` has it, for finding it in a text at hand. */
  readonly stem: string;
  /** As full-text search has it. */
  readonly lexeme: string;
  /** Stored articles that hold it, counted up to MOST_COUNTED. */
  readonly articles: number;
  /** How much it tells: the fewer articles hold it, the more. */
  readonly weight: number;
}

export interface QuestionTerms {
  /** Stored articles in all. */
  readonly articles: number;
  readonly terms: readonly QuestionTerm[];
}

/** A word that so many articles hold tells little, however many more there are. */
const MOST_COUNTED = 2_000;
/** Words of a question that are looked up. */
const MOST_WORDS = 60;

// A dictionary may part a word in two or know it as none: the first lexeme is the word's own.
const termsSql = `
with asked as (
  select word, (tsvector_to_array(to_tsvector('english', word)))[1] as lexeme
  from unnest($1::text[]) as word
), counted as (
  select lexeme, (
    select count(*) from (
      select 1 from news_articles where search @@ quote_literal(lexeme)::tsquery limit ${MOST_COUNTED}
    ) as held
  )::int as articles
  from (select distinct lexeme from asked where lexeme is not null) as known
)
select (select count(*)::int from news_articles) as total, asked.word, asked.lexeme, counted.articles
from (select 1) as one left join asked on asked.lexeme is not null left join counted using (lexeme)`;

interface TermRow {
  readonly total: number;
  readonly word: string | null;
  readonly lexeme: string;
  readonly articles: number;
}

/** The telling words of a question, with how many stored articles hold each. */
export const readTerms = async (pool: Pool, question: string): Promise<QuestionTerms> => {
  const words = [...new Set(tokenise(question))].slice(0, MOST_WORDS);
  const { rows } = await pool.query<TermRow>(termsSql, [words]);
  const total = rows[0]?.total ?? 0;
  const byLexeme = new Map<string, QuestionTerm>();
  for (const { word, lexeme, articles } of rows) {
    if (word === null || byLexeme.has(lexeme)) continue;
    const weight = Math.log(1 + total / (1 + articles));
    byLexeme.set(lexeme, { word, stem: stem(word), lexeme, articles, weight });
  }
  return { articles: total, terms: [...byLexeme.values()] };
};
