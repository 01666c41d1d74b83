import type { Pool } from 'pg';
import type { ArticleLink, AskPassage } from '#contracts/ask';
import type { Embedder } from '../../ai/embedder';
import type { AiCall } from '../../ai/usage';
import { loadWordTable, type WordTable } from '../../text/word-table';
import { type AskedQuestion, type ScoredSentence, scoreSentences } from './closest-sentences';
import { fuseRanks, type Ranked } from './fuse-ranks';
import { findMissing } from './missing-names';
import type { NearChunk, NearestChunks } from './nearest-chunks';
import { type QuestionTerms, readTerms } from './question-terms';

/** A passage with its text, to be answered from. */
export interface FoundPassage extends AskPassage {
  readonly text: string;
  /** Its sentences, the closest to the question first. */
  readonly sentences: readonly ScoredSentence[];
}

/** What the stored news holds about a question. */
export interface FoundNews {
  readonly question: AskedQuestion;
  /** One a story, the closest first. */
  readonly passages: readonly FoundPassage[];
  /** Names in the question that no stored article holds. */
  readonly missing: readonly string[];
  /** Articles that were searched. */
  readonly articles: number;
}

export interface SearchParts {
  readonly pool: Pool;
  readonly nearest: NearestChunks;
  readonly embedder: Embedder;
}

/** Stories that are answered from. */
const MOST_PASSAGES = 5;
/** Finds of each kind that are put together. */
const MOST_FINDS = 40;
const MOST_OTHERS = 5;
/** A word that more than this share of the articles holds finds too much to be a find. */
const COMMON = 0.5;
/** A chunk further away than this has nothing to do with the question. */
const LEAST_SIMILARITY = 0.2;

/** An article that holds words of the question. */
interface WordHit {
  readonly articleId: string;
  readonly storyId: string;
  /** Sum of the weights of the words it holds. */
  readonly weight: number;
}

// Words by how telling they are come first; ts_rank_cd, which does not know that, decides between equals.
const wordsSql = `
with asked as (select * from unnest($1::text[], $2::float8[]) as asked (lexeme, weight)),
hits as (
  select a.id, sum(asked.weight) as weight from asked
  join news_articles a on a.search @@ quote_literal(asked.lexeme)::tsquery group by a.id
)
select a.id as "articleId", a.story_id as "storyId", hits.weight
from hits join news_articles a using (id)
order by hits.weight desc,
  ts_rank_cd(a.search, (select string_agg(quote_literal(lexeme), '|')::tsquery from asked), 1) desc,
  a.created_at desc, a.id
limit $3`;

const findByWords = async (pool: Pool, { articles, terms }: QuestionTerms): Promise<WordHit[]> => {
  const held = terms.filter((term) => term.articles > 0);
  const telling = held.filter((term) => term.articles <= Math.max(20, COMMON * articles));
  const used = telling.length > 0 ? telling : held;
  if (used.length === 0) return [];
  const values = [used.map(({ lexeme }) => lexeme), used.map(({ weight }) => weight), MOST_FINDS];
  return (await pool.query<WordHit>(wordsSql, values)).rows;
};

const storiesSql = `select id, story_id as "storyId" from news_articles where id = any($1::uuid[])`;

/** The stories of chunks, each once, in their order. */
const storiesOf = async (
  pool: Pool,
  chunks: readonly NearChunk[],
): Promise<{ storyId: string; chunk: NearChunk }[]> => {
  const ids = [...new Set(chunks.map(({ articleId }) => articleId))];
  const { rows } = await pool.query<{ id: string; storyId: string }>(storiesSql, [ids]);
  const storyOf = new Map(rows.map(({ id, storyId }) => [id, storyId]));
  const found = new Map<string, { storyId: string; chunk: NearChunk }>();
  for (const chunk of chunks) {
    const storyId = storyOf.get(chunk.articleId);
    if (storyId !== undefined && !found.has(storyId)) found.set(storyId, { storyId, chunk });
  }
  return [...found.values()];
};

/** A find by words counts by the share of the question that it holds: one common word in a title is little. */
const rankWordHits = (hits: readonly WordHit[], { terms }: QuestionTerms): Ranked[] => {
  const whole = terms.reduce((sum, { weight }) => sum + weight, 0);
  const best = new Map<string, Ranked>();
  for (const { storyId, weight } of hits) {
    if (!best.has(storyId)) best.set(storyId, { id: storyId, weight: weight / (whole || 1) });
  }
  return [...best.values()];
};

interface ArticleRow extends Omit<ArticleLink, 'publishedAt'> {
  readonly storyId: string;
  readonly sample: boolean;
  readonly language: string | null;
  readonly publishedAt: Date | null;
}

const articlesSql = `select a.id as "articleId", a.story_id as "storyId", a.title, a.url, s.title as source,
  s.sample, a.language, a.published_at as "publishedAt"
from news_articles a join news_sources s on s.id = a.source_id
where a.story_id = any($1::uuid[]) order by a.created_at, a.id`;
const chunksSql = `select article_id as "articleId", n, text, count(*) over (partition by article_id)::int as of
from news_chunks where article_id = any($1::uuid[]) order by article_id, n`;

interface ChunkRow {
  readonly articleId: string;
  readonly n: number;
  readonly text: string;
  readonly of: number;
}

const linkOf = ({ articleId, title, url, source, publishedAt }: ArticleRow): ArticleLink => ({
  articleId,
  title,
  url,
  source,
  publishedAt: publishedAt?.toISOString() ?? null,
});

/** The find that stands for a story: its closest chunk, else the article that holds most of the words. */
interface StoryFind {
  readonly storyId: string;
  readonly articleId: string;
  readonly chunk: NearChunk | undefined;
}

const toPassage = (
  table: WordTable,
  question: AskedQuestion,
  find: StoryFind,
  story: readonly ArticleRow[],
  chunks: readonly ChunkRow[],
): Omit<FoundPassage, 'n'> | null => {
  const article = story.find(({ articleId }) => articleId === find.articleId);
  if (!article) return null;
  const own = chunks.filter(({ articleId }) => articleId === find.articleId);
  const scored = own
    .filter(({ n }) => find.chunk === undefined || n === find.chunk.n)
    .map((chunk) => ({
      chunk,
      sentences: scoreSentences(table, question, { ...article, text: chunk.text }),
    }))
    .sort((one, other) => (other.sentences[0]?.score ?? 0) - (one.sentences[0]?.score ?? 0));
  const [best] = scored;
  const [first] = best?.sentences ?? [];
  if (!best || !first) return null;
  const similarity = find.chunk?.similarity;
  return {
    ...linkOf(article),
    sample: article.sample,
    language: article.language,
    piece: { at: best.chunk.n + 1, of: best.chunk.of },
    similarity: similarity === undefined ? null : Math.round(Math.max(0, similarity) * 100) / 100,
    quote: first.text,
    others: story
      .filter((one) => one !== article)
      .slice(0, MOST_OTHERS)
      .map(linkOf),
    text: best.chunk.text,
    sentences: best.sentences,
  };
};

const readPassages = async (
  pool: Pool,
  question: AskedQuestion,
  finds: readonly StoryFind[],
): Promise<FoundPassage[]> => {
  if (finds.length === 0) return [];
  const [table, articles, chunks] = await Promise.all([
    loadWordTable(),
    pool.query<ArticleRow>(articlesSql, [finds.map(({ storyId }) => storyId)]),
    pool.query<ChunkRow>(chunksSql, [finds.map(({ articleId }) => articleId)]),
  ]);
  return finds
    .flatMap(
      (find) =>
        toPassage(
          table,
          question,
          find,
          articles.rows.filter((one) => one.storyId === find.storyId),
          chunks.rows,
        ) ?? [],
    )
    .map((passage, index) => ({ ...passage, n: index + 1 }));
};

/**
 * Searches the stored news for a question by meaning and by words, one find a story.
 *
 * @throws ProviderError, BudgetExceeded where a provider embeds; the signal's reason once it aborts
 */
export const searchNews = async (
  { pool, nearest, embedder }: SearchParts,
  text: string,
  call: AiCall,
): Promise<FoundNews> => {
  const terms = await readTerms(pool, text);
  const question: AskedQuestion = { text, terms: terms.terms };
  if (terms.articles === 0) return { question, passages: [], missing: [], articles: 0 };
  const byMeaning = async () => {
    const [vector] = await embedder.embed([text], call);
    const chunks = await nearest.find(vector as Float32Array, embedder, MOST_FINDS);
    const close = chunks.filter(({ similarity }) => similarity >= LEAST_SIMILARITY);
    return storiesOf(pool, close);
  };
  const [near, hits, table] = await Promise.all([
    byMeaning(),
    findByWords(pool, terms),
    loadWordTable(),
  ]);
  call.signal.throwIfAborted();
  const ranked = fuseRanks([
    near.map(({ storyId }) => ({ id: storyId })),
    rankWordHits(hits, terms),
  ]);
  const chunkOf = new Map(near.map(({ storyId, chunk }) => [storyId, chunk]));
  const articleOf = new Map(
    hits.map((hit) => [hit.storyId, hit.articleId]).reverse() as [string, string][],
  );
  const finds = ranked.slice(0, MOST_PASSAGES).flatMap((storyId): StoryFind[] => {
    const chunk = chunkOf.get(storyId);
    const articleId = chunk?.articleId ?? articleOf.get(storyId);
    return articleId === undefined ? [] : [{ storyId, articleId, chunk }];
  });
  const isKnown = (word: string) => table.rank(word) !== undefined;
  const [passages, missing] = await Promise.all([
    readPassages(pool, question, finds),
    findMissing(pool, text, terms, isKnown),
  ]);
  return { question, passages, missing, articles: terms.articles };
};
