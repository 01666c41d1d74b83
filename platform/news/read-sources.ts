import type { Pool } from 'pg';
import type { NewsSource } from '#contracts/news';
import { asDependencyError } from '../store/transient';

type Row = Omit<NewsSource, 'lastFetchAt' | 'lastOkAt' | 'nextFetchAt' | 'today'> & {
  readonly lastFetchAt: Date | null;
  readonly lastOkAt: Date | null;
  readonly nextFetchAt: Date | null;
} & Omit<NewsSource['today'], 'bytes' | 'averageMs'> & {
    readonly bytes: string;
    readonly averageMs: number | null;
  };

const sql = `
select s.id, s.title, s.url, s.sample, s.failures as "failuresInARow", s.last_error as "lastError",
  s.last_fetch_at as "lastFetchAt", s.last_ok_at as "lastOkAt",
  case when s.next_fetch_at > now() then s.next_fetch_at end as "nextFetchAt",
  (select count(*)::int from news_articles a where a.source_id = s.id) as articles,
  coalesce(d.fetched, 0) as fetched, coalesce(d.new, 0) as new, coalesce(d.duplicates, 0) as duplicates,
  coalesce(d.failures, 0) as failures, coalesce(d.bytes, 0) as bytes,
  case when d.fetched > 0 then round(d.ms::numeric / d.fetched)::int end as "averageMs"
from news_sources s
left join news_source_stats d on d.source_id = s.id and d.day = (now() at time zone 'UTC')::date
where s.enabled order by s.title, s.id`;

const isoOf = (at: Date | null): string | null => at?.toISOString() ?? null;

/**
 * The configured feeds and how they do; none before the first run.
 *
 * @throws AppError dependency_unavailable
 */
export const readNewsSources = async (pool: Pool): Promise<NewsSource[]> => {
  const { rows } = await pool.query<Row & { failuresInARow: number }>(sql).catch((error) => {
    throw asDependencyError(error);
  });
  return rows.map((row) => {
    const { fetched, duplicates, failures, averageMs, failuresInARow, bytes, ...source } = row;
    const { new: fresh, ...rest } = source;
    return {
      ...rest,
      failures: failuresInARow,
      lastFetchAt: isoOf(row.lastFetchAt),
      lastOkAt: isoOf(row.lastOkAt),
      nextFetchAt: isoOf(row.nextFetchAt),
      today: { fetched, new: fresh, duplicates, failures, bytes: Number(bytes), averageMs },
    };
  });
};
