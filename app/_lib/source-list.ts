import type { NewsSourceList } from '#contracts/news';
import { readNewsSources } from '#platform/news/read-sources';
import type { Platform } from '#platform/platform';

/** The feeds and when they are read next, for the API and the page alike. */
export const readSourceList = async ({ pool, schedules }: Platform): Promise<NewsSourceList> => {
  const [sources, { data }] = await Promise.all([readNewsSources(pool), schedules.status()]);
  const ingestion = data.jobs.find(({ name }) => name === 'ingestion');
  return { sources, nextRunAt: ingestion?.nextRun ?? null };
};
