import type { Pool } from 'pg';
import type { NewsStock } from '#contracts/ask-answer';

const sql = `select count(*)::int as articles, count(distinct source_id)::int as sources,
  max(created_at) as "newestAt" from news_articles`;

/** How much there is to ask about. */
export const readStock = async (pool: Pool): Promise<NewsStock> => {
  const { rows } = await pool.query<Omit<NewsStock, 'newestAt'> & { newestAt: Date | null }>(sql);
  const { articles = 0, sources = 0, newestAt = null } = rows[0] ?? {};
  return { articles, sources, newestAt: newestAt?.toISOString() ?? null };
};
