import { expect, test } from 'vitest';
import { startCore } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { constant, rssOf, startFeedServer } from '../helpers/feed-server';
import { inventedItems } from '../helpers/invented-news';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';

const FEEDS = 4;
const ARTICLES = 40;
/** With so many articles stored each process is killed, in the middle of a group. */
const deaths = [7, 41];

test('a worker killed amid an ingestion is followed by one that goes on: no article is twice or half there', async ({
  onTestFinished,
}) => {
  const feeds = await startFeedServer();
  const names = Array.from({ length: FEEDS }, (_, n) => `feed-${n}`);
  for (const [n, name] of names.entries()) {
    feeds.serve(name, constant(rssOf(inventedItems(n * ARTICLES, ARTICLES))));
  }
  const core = await startCore({
    env: {
      OUTBOUND_ALLOW: feeds.host,
      NEWS_FEEDS: names.map((name) => feeds.urlOf(name)).join(','),
      WORKER_PORT: '0',
    },
  });
  const workers: WorkerProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await core.stop();
    await feeds.stop();
  });
  const { pool } = core.platform;
  const stored = async () =>
    Number((await pool.query('select count(*)::int as n from news_articles')).rows[0]?.n);
  const { id } = await core.submit('news-ingestion', {}, { owner: 'system' });

  for (const death of deaths) {
    const worker = await startWorkerProcess(core.environment, 'news-worker-main');
    workers.push(worker);
    await eventually(async () => (await stored()) >= death, 60_000, `${death} articles`);
    await worker.end('SIGKILL');
    expect((await core.platform.reads.find(id))?.finished_at).toBeNull();
  }
  workers.push(await startWorkerProcess(core.environment, 'news-worker-main'));
  const row = await core.ended(id, 60_000);

  expect(row).toMatchObject({ state: 'completed', crashes: deaths.length });
  // What the killed ones had stored counts as well: it is one job's work.
  const chunks = Number(
    (await pool.query('select count(*)::int as n from news_chunks')).rows[0]?.n,
  );
  expect(JSON.parse(row.result ?? 'null')).toMatchObject({
    articlesProcessed: FEEDS * ARTICLES,
    embeddingsCreated: chunks,
    duplicates: 0,
  });
  const { rows } = await pool.query(
    `select count(*)::int as articles, count(distinct url_key)::int as keys, count(distinct title)::int as titles,
       count(*) filter (where summary = '')::int as blank,
       count(*) filter (where (select max(to_word) from news_chunks c where c.article_id = a.id)
         is distinct from word_count)::int as half,
       (select count(*)::int from news_chunks where embedding is null) as unembedded,
       (select sum(new)::int from news_source_stats) as noted, (select sum(articles)::int from news_sources) as counted
     from news_articles a`,
  );
  const all = FEEDS * ARTICLES;
  expect(rows[0]).toEqual({
    ...{ articles: all, keys: all, titles: all, noted: all, counted: all },
    ...{ blank: 0, half: 0, unembedded: 0 },
  });
}, 180_000);
