import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobOutput } from '#contracts/jobs/index';
import { type Ai, createAi } from '#platform/ai/create-ai';
import { loadConfig } from '#platform/config';
import { createPool } from '#platform/store/create-pool';
import type { WorkerDeps } from '#worker/job-handler';
import { newsIngestion } from '#worker/jobs/news-ingestion';
import {
  constant,
  type FeedServer,
  hostileFeeds,
  rssOf,
  startFeedServer,
} from '../../helpers/feed-server';
import { inventedItems } from '../../helpers/invented-news';
import { startPostgres, type TestPostgres } from '../../helpers/postgres-server';
import { runHandler } from '../../helpers/run-handler';
import { testEnvironment } from '../../helpers/test-config';

type Output = JobOutput<'news-ingestion'>;

let feeds: FeedServer;
let postgres: TestPostgres;
let pool: ReturnType<typeof createPool>;
let ai: Ai;
const log = pino({ level: 'silent' });

beforeAll(async () => {
  [feeds, postgres] = await Promise.all([startFeedServer(), startPostgres()]);
  const config = loadConfig(
    testEnvironment({ redis: 'redis://127.0.0.1:1', postgres: postgres.url }),
  );
  pool = createPool(config.database, 4);
  ai = await createAi({ config: config.ai, pool, log });
});
afterAll(async () => {
  await ai.usage.close();
  await pool.end();
  await Promise.all([postgres.stop(), feeds.stop()]);
});

let runs = 0;
/** A run over some of the feeds, as a job of its own. */
const ingest = async (names: readonly string[], more: Record<string, string> = {}) => {
  const config = loadConfig(
    testEnvironment(
      { redis: 'redis://127.0.0.1:1', postgres: postgres.url },
      {
        OUTBOUND_ALLOW: feeds.host,
        NEWS_FEEDS: JSON.stringify(names.map((id) => ({ id, url: feeds.urlOf(id) }))),
        ...more,
      },
    ),
  );
  const jobId = `system~news-ingestion~${++runs}`;
  const deps = { config, pool, log, ai } as WorkerDeps;
  return runHandler<Record<string, never>, WorkerDeps, Output>(
    (input, context, given) => newsIngestion(input, { ...context, jobId, attempt: 3 }, given),
    {},
    { deps },
  );
};
const statusOf = ({ sources }: Output): Record<string, string> =>
  Object.fromEntries(sources.map(({ id, status }) => [id, status]));
const one = async <R extends object>(sql: string, values: unknown[] = []): Promise<R> =>
  (await pool.query<R>(sql, values)).rows[0] as R;

const plain = Array.from({ length: 10 }, (_, n) => `plain-${n}`);
const odd = ['entities', 'cyrillic', 'cut', 'links', 'json'];
const hostile = ['bomb', 'drip', 'metadata', 'nested', 'seven-megabytes'];

/** Twenty feeds: ten plain ones with 300 articles, five odd ones with 100, five that are out to harm. */
const serveAll = () => {
  for (const [n, name] of plain.entries()) {
    feeds.serve(name, constant(rssOf(inventedItems(n * 30, 30)), {}, n === 0 ? null : '"tag"'));
  }
  const at = (n: number) => inventedItems(300 + n * 20, 20);
  const bad =
    '<!DOCTYPE r [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;"><!ENTITY xxe SYSTEM "file:///etc/passwd">]>';
  const [first, ...rest] = at(0);
  feeds.serve(
    'entities',
    constant(rssOf([{ title: `${first?.title} &xxe;&b;`, text: `${first?.text}` }, ...rest], bad)),
  );
  const cyrillic = rssOf(at(1).map((item) => ({ ...item, text: `Жаба ${item.text}` })))
    .replace('UTF-8', 'windows-1251')
    .replaceAll('Жаба', '\u00c6\u00e0\u00e1\u00e0');
  feeds.serve(
    'cyrillic',
    constant(Buffer.from(cyrillic, 'latin1'), { 'content-type': 'text/xml' }),
  );
  const whole = rssOf([...at(2), { title: 'Lost', text: 'Gone' }]);
  feeds.serve('cut', constant(whole.slice(0, whole.indexOf('<title>Lost') + 9)));
  const traps = [
    'javascript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'https://u:p@news.example/',
  ];
  feeds.serve(
    'links',
    constant(
      rssOf([...traps.map((link, n) => ({ title: `Trap ${n}`, text: 'x', link })), ...at(3)]),
    ),
  );
  const items = at(4).map(({ title, text }, id) => ({
    id: `${id}`,
    url: `https://json.example/${id}`,
    title,
    content_text: text,
  }));
  feeds.serve(
    'json',
    constant(JSON.stringify({ version: 'https://jsonfeed.org/version/1.1', title: 'J', items })),
  );
  for (const [name, answer] of Object.entries(hostileFeeds())) feeds.serve(name, answer);
};

test('twenty feeds with 400 articles, five of them hostile, are stored once and whole', async () => {
  serveAll();
  const all = [...plain, ...odd, ...hostile];
  const { output, log: lines } = await ingest(all);
  expect(output).toMatchObject({ articlesProcessed: 400, articlesLeft: 0, duplicates: 0 });
  const states = statusOf(output);
  expect(hostile.map((id) => states[id])).toEqual(hostile.map(() => 'failed'));
  expect([...plain, ...odd].filter((id) => states[id] !== 'new')).toEqual([]);
  expect(output.sources.filter(({ error }) => error).map(({ error }) => error)).toEqual([
    'The answer has more than 5242880 bytes.',
    'The other side did not answer in time.',
    'This address is not a public one.',
    'This nests deeper than 100 elements; no feed does.',
    'The answer has more than 5242880 bytes.',
  ]);
  expect(lines.join('\n')).toMatch(/cut: the feed was cut off/);

  const counted = await one<Record<string, number>>(
    `select count(*)::int as articles, (select count(*)::int from news_chunks) as chunks,
       count(*) filter (where a.word_count > 1000)::int as long,
       count(*) filter (where (select count(*) from news_chunks c where c.article_id = a.id)
         <> case when word_count > 1000 then 3 else 1 end)::int as partial,
       count(*) filter (where summary = '' or search is null)::int as blank,
       count(*) filter (where url !~ '^https?://' or text ~ 'root:')::int as bad from news_articles a`,
  );
  expect(counted).toMatchObject({ articles: 400, long: 40, partial: 0, blank: 0, bad: 0 });
  expect(output.embeddingsCreated).toBe(counted.chunks);
  const { texts } = await one<{ texts: number }>(
    `select count(*)::int as texts from news_articles where source_id = 'cyrillic' and text like 'Жаба %'`,
  );
  expect(texts).toBe(20);

  const again = await ingest([...plain, ...odd]);
  expect(again.output).toMatchObject({ articlesProcessed: 0, embeddingsCreated: 0 });
  expect(new Set(Object.values(statusOf(again.output)))).toEqual(new Set(['unchanged']));
  // Nothing new costs no step.
  expect(again.steps).toEqual([]);
}, 180_000);

test('a story that two feeds tell is one story, and an address that two feeds give is one article', async () => {
  const [story, other, shared] = inventedItems(1_000, 3).map((item) => ({ ...item })) as [
    ReturnType<typeof inventedItems>[0],
    ReturnType<typeof inventedItems>[0],
    ReturnType<typeof inventedItems>[0],
  ];
  const link = 'https://www.news.example/shared?utm_source=one';
  feeds.serve('first', constant(rssOf([story, { ...shared, link }])));
  feeds.serve(
    'second',
    constant(rssOf([other, { ...shared, link: 'http://news.example/shared/#top' }])),
  );
  expect((await ingest(['first', 'second'])).output).toMatchObject({
    articlesProcessed: 3,
    duplicates: 0,
  });
  const retold = { title: `${story.title}, again`, text: `${story.text} So others say.` };
  feeds.serve('second', constant(rssOf([retold, other]), {}, '"two"'));
  const { output } = await ingest(['first', 'second']);
  expect(output).toMatchObject({ articlesProcessed: 1, duplicates: 1 });
  const { rows } = await pool.query<{ story_id: string; source_id: string }>(
    'select story_id, source_id from news_articles where title like $1',
    [`${story.title}%`],
  );
  expect(rows.map(({ source_id: id }) => id).sort()).toEqual(['first', 'second']);
  expect(new Set(rows.map(({ story_id: id }) => id)).size).toBe(1);
});

test('what is over one run’s limit comes with the next, and only then the feed’s mark is kept', async () => {
  feeds.serve('many', constant(rssOf(inventedItems(2_000, 12))));
  const limit = { NEWS_ARTICLES_PER_RUN: '5' };
  const taken: number[][] = [];
  for (let run = 0; run < 4; run += 1) {
    const { articlesProcessed, articlesLeft } = (await ingest(['many'], limit)).output;
    taken.push([articlesProcessed, articlesLeft]);
  }
  expect(taken).toEqual([
    [5, 7],
    [5, 2],
    [2, 0],
    [0, 0],
  ]);
  const asked = feeds.requests.filter(({ path }) => path === 'many');
  expect(asked.map(({ headers }) => headers['if-none-match'] ?? null)).toEqual([
    null,
    null,
    null,
    '"tag"',
  ]);
});

test('articles go with their age, and a feed that still lists them does not bring them back', async () => {
  feeds.serve('old', constant(rssOf(inventedItems(3_000, 4))));
  await ingest(['old']);
  await pool.query(
    `update news_articles set created_at = now() - interval '20 days' where source_id = 'old'`,
  );
  expect((await ingest(['old'])).output.articlesRemoved).toBe(4);
  feeds.serve('old', constant(rssOf(inventedItems(3_000, 5)), {}, '"two"'));
  expect((await ingest(['old'])).output).toMatchObject({ articlesProcessed: 1 });
});

test('a feed that fails is left alone for longer each time; where all fail the run has failed', async () => {
  feeds.serve('broken', (_request, response) =>
    response.writeHead(503, { 'retry-after': '120' }).end(),
  );
  feeds.serve('works', constant(rssOf(inventedItems(4_000, 1))));
  const both = ['broken', 'works'];
  expect(statusOf((await ingest(both)).output)).toEqual({ broken: 'failed', works: 'new' });
  expect(statusOf((await ingest(both)).output)).toEqual({ broken: 'waiting', works: 'unchanged' });
  await expect(ingest(['broken'])).rejects.toMatchObject({ code: 'feeds_unreachable' });
  const { pause, failures } = await one<{ pause: number; failures: number }>(
    `select extract(epoch from next_fetch_at - last_fetch_at)::int as pause, failures from news_sources where id = 'broken'`,
  );
  expect([pause, failures]).toEqual([120, 1]);
});

test('after a change of model the stored pieces are embedded anew, some each run', async () => {
  const outdated = `select count(*)::int as n from news_chunks where embedding_model <> $1`;
  await pool.query(
    `update news_chunks set embedding_model = 'other@1', embedding = '{1,0}' where (article_id, n) in (
       select article_id, n from news_chunks limit 130)`,
  );
  const left: number[] = [];
  for (let run = 0; run < 2; run += 1) {
    await ingest(['works']);
    left.push((await one<{ n: number }>(outdated, [ai.embedder.id])).n);
  }
  expect(left).toEqual([30, 0]);
  const { lengths } = await one<{ lengths: number[] }>(
    'select array_agg(distinct cardinality(embedding)) as lengths from news_chunks',
  );
  expect(lengths).toEqual([512]);
});
