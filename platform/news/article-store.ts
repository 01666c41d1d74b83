import type { Pool } from 'pg';
import type { TextChunk } from './chunk-text';
import type { FeedItem } from './parse-feed';

/** An article with all that is stored of it. */
export interface NewArticle extends FeedItem {
  readonly id: string;
  readonly sourceId: string;
  readonly urlKey: string;
  readonly wordCount: number;
  readonly summary: string;
  readonly summaryEngine: string;
  readonly storyId: string;
  readonly language: string | null;
  readonly jobId: string;
  readonly chunks: readonly (TextChunk & { readonly embedding: Float32Array })[];
  readonly embeddingModel: string;
}

/** What a job stored for a source. */
export interface StoredCount {
  readonly sourceId: string;
  readonly articles: number;
  readonly duplicates: number;
  readonly chunks: number;
}

/** Rows that one run removes; the next goes on. */
const REMOVED_AT_ONCE = 500;
/** How long removed articles are remembered, in days: hardly a feed lists older ones. */
const REMEMBERED_DAYS = 400;

const knownSql = `
select k.key from unnest($1::text[]) as k(key)
where exists (select 1 from news_articles a where a.url_key = k.key)
  or exists (select 1 from news_forgotten f where f.key = md5(k.key)::uuid)`;

/** All of an article or nothing of it: one statement is one transaction. */
const saveSql = `
with article as (
  insert into news_articles (id, source_id, url, url_key, title, author, published_at, "text", word_count, summary,
    summary_engine, story_id, language, job_id)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
  on conflict (url_key) do nothing returning id, source_id, (story_id <> id)::int as retold
), chunks as (
  insert into news_chunks (article_id, n, "text", from_word, to_word, embedding, embedding_model)
  select a.id, c.n, c.body, c.from_word, c.to_word, c.embedding::real[], $20
  from article a, unnest($15::int[], $16::text[], $17::int[], $18::int[], $19::text[])
    as c(n, body, from_word, to_word, embedding)
), stats as (
  insert into news_source_stats (source_id, day, new, duplicates)
  select source_id, (now() at time zone 'UTC')::date, 1, retold from article
  on conflict (source_id, day) do update set new = news_source_stats.new + 1,
    duplicates = news_source_stats.duplicates + excluded.duplicates
), source as (
  update news_sources s set articles = s.articles + 1 from article a where s.id = a.source_id
)
select id from article`;

/** By time first: the index knows it, and a run is not a day long. */
const countsSql = `
select a.source_id as "sourceId", count(*)::int as articles,
  (count(*) filter (where a.story_id <> a.id))::int as duplicates,
  sum((select count(*) from news_chunks c where c.article_id = a.id))::int as chunks
from news_articles a where a.created_at > now() - interval '1 day' and a.job_id = $1 group by 1`;

const removeSql = `
with gone as (
  delete from news_articles where id in (
    select id from news_articles where created_at < now() - $1 * interval '1 day' order by created_at limit $2)
  returning url_key
), remembered as (
  insert into news_forgotten (key) select md5(url_key)::uuid from gone on conflict do nothing
)
select count(*)::int as removed from gone`;

/** A vector as Postgres reads an array. */
const arrayOf = (vector: Float32Array): string => `{${vector.join(',')}}`;

/** The articles in Postgres. */
export const createArticleStore = (pool: Pool) => ({
  /** Those of the keys whose articles are stored, or have been removed for their age. */
  known: async (keys: readonly string[]): Promise<Set<string>> => {
    if (keys.length === 0) return new Set();
    const { rows } = await pool.query<{ key: string }>(knownSql, [keys]);
    return new Set(rows.map(({ key }) => key));
  },

  /** Stores an article whole, once. @returns false: its address was there already */
  save: async (article: NewArticle): Promise<boolean> => {
    const { chunks } = article;
    const { rows } = await pool.query(saveSql, [
      article.id,
      article.sourceId,
      article.url,
      article.urlKey,
      article.title,
      article.author,
      article.publishedAt,
      article.text,
      article.wordCount,
      article.summary,
      article.summaryEngine,
      article.storyId,
      article.language,
      article.jobId,
      chunks.map(({ n }) => n),
      chunks.map(({ text }) => text),
      chunks.map(({ fromWord }) => fromWord),
      chunks.map(({ toWord }) => toWord),
      chunks.map(({ embedding }) => arrayOf(embedding)),
      article.embeddingModel,
    ]);
    return rows.length > 0;
  },

  /** What a job has stored, over all its attempts, by source. */
  countsOf: async (jobId: string): Promise<StoredCount[]> =>
    (await pool.query<StoredCount>(countsSql, [jobId])).rows,

  /** Removes what is older than `keepDays`, a bounded number. @returns how many */
  removeOld: async (keepDays: number): Promise<number> => {
    const { rows } = await pool.query<{ removed: number }>(removeSql, [keepDays, REMOVED_AT_ONCE]);
    const removed = rows[0]?.removed ?? 0;
    if (removed > 0) {
      await pool.query(
        `delete from news_forgotten where at < now() - interval '${REMEMBERED_DAYS} days'`,
      );
    }
    return removed;
  },
});
