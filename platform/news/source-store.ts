import type { Pool } from 'pg';
import type { FeedMark } from './create-feed-fetcher';
import type { FeedSource } from './news-sources';

/** What is known of a source before a run. */
export interface SourceState extends FeedMark {
  readonly id: string;
  readonly failures: number;
  /** Whether it is to be left alone for now. */
  readonly waiting: boolean;
}

/** How one source fared in one run. */
export interface SourceReport {
  readonly id: string;
  readonly state: 'read' | 'unchanged' | 'failed';
  /** As the feed calls itself; null leaves the name it has. */
  readonly title: string | null;
  readonly bytes: number;
  readonly ms: number;
  readonly error: string | null;
  /** How long to leave it alone, in milliseconds; 0: not at all. */
  readonly pauseMs: number;
  /** To be sent at the next request; null keeps the one there is. */
  readonly mark: FeedMark | null;
}

const BACKOFF_MS = 60_000;
const MAX_BACKOFF_MS = 3_600_000;

/**
 * How long a source is left alone that has failed so many times in a row: not at all after the first, then a minute,
 * doubling up to an hour; longer where it asked for it.
 */
export const pauseAfter = (failures: number, retryAfterMs: number | null): number => {
  const backoff = failures < 2 ? 0 : Math.min(BACKOFF_MS * 2 ** (failures - 2), MAX_BACKOFF_MS);
  return Math.max(backoff, retryAfterMs ?? 0);
};

/** Writes the sources as they are configured; an address that changed forgets its mark. */
const syncSql = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g(id text, url text, title text, sample boolean)
), gone as (
  update news_sources s set enabled = false
  where s.enabled and not exists (select 1 from given g where g.id = s.id)
)
insert into news_sources (id, url, title, sample)
select id, url, coalesce(title, id), sample from given
on conflict (id) do update set url = excluded.url, sample = excluded.sample, enabled = true,
  title = case when (select g.title from given g where g.id = excluded.id) is null then news_sources.title else excluded.title end,
  etag = case when news_sources.url = excluded.url then news_sources.etag end,
  last_modified = case when news_sources.url = excluded.url then news_sources.last_modified end,
  content_hash = case when news_sources.url = excluded.url then news_sources.content_hash end,
  failures = case when news_sources.url = excluded.url then news_sources.failures else 0 end,
  next_fetch_at = case when news_sources.url = excluded.url then news_sources.next_fetch_at end
where not news_sources.enabled or news_sources.url <> excluded.url or news_sources.sample <> excluded.sample
  or news_sources.title <> coalesce((select g.title from given g where g.id = excluded.id), news_sources.title)`;

const statesSql = `select id, etag, last_modified as "lastModified", content_hash as "contentHash", failures,
  coalesce(next_fetch_at > now(), false) as waiting
from news_sources where id = any($1::text[])`;

const reportSql = `
with given as (
  select * from jsonb_to_recordset($1::jsonb) as g(id text, state text, title text, bytes bigint, ms bigint,
    error text, "pauseMs" float8, mark jsonb)
), stats as (
  insert into news_source_stats (source_id, day, fetched, failures, bytes, ms)
  select id, (now() at time zone 'UTC')::date, 1, (state = 'failed')::int, bytes, ms from given
  on conflict (source_id, day) do update set fetched = news_source_stats.fetched + 1,
    failures = news_source_stats.failures + excluded.failures,
    bytes = news_source_stats.bytes + excluded.bytes, ms = news_source_stats.ms + excluded.ms
)
update news_sources s set last_fetch_at = now(),
  last_ok_at = case when g.state = 'failed' then s.last_ok_at else now() end,
  last_error = g.error,
  failures = case when g.state = 'failed' then s.failures + 1 else 0 end,
  next_fetch_at = case when g."pauseMs" > 0 then now() + g."pauseMs" * interval '1 millisecond' end,
  title = coalesce(g.title, s.title),
  etag = case when g.mark is null then s.etag else g.mark ->> 'etag' end,
  last_modified = case when g.mark is null then s.last_modified else g.mark ->> 'lastModified' end,
  content_hash = case when g.mark is null then s.content_hash else g.mark ->> 'contentHash' end
from given g where g.id = s.id`;

/** The feeds and how they do, in Postgres. */
export const createSourceStore = (pool: Pool) => ({
  /** What is known of each; sources that are new are written, those no longer configured are switched off. */
  states: async (sources: readonly FeedSource[]): Promise<Map<string, SourceState>> => {
    await pool.query(syncSql, [JSON.stringify(sources)]);
    const { rows } = await pool.query<SourceState>(statesSql, [sources.map(({ id }) => id)]);
    return new Map(rows.map((row) => [row.id, row]));
  },

  /** Notes how a run went, in one statement. */
  report: async (reports: readonly SourceReport[]): Promise<void> => {
    if (reports.length > 0) await pool.query(reportSql, [JSON.stringify(reports)]);
  },
});
