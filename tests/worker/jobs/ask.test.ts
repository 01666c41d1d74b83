import { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { AskFrame } from '#contracts/ask';
import { toLiveAnswer } from '#contracts/ask-answer';
import { ask as contract } from '#contracts/jobs/ask';
import { newsIngestion } from '#contracts/jobs/news-ingestion';
import { createAi } from '#platform/ai/create-ai';
import { type Asking, createAsking } from '#platform/news/ask/create-asking';
import { createGatherOnDemand } from '#platform/news/ask/gather-on-demand';
import { RetryableError } from '#worker/job-context';
import { ask } from '#worker/jobs/ask';
import { startCore, type TestCore, testContract } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';
import { runHandler } from '../../helpers/run-handler';
import { unusedDeps } from '../../helpers/unused-deps';
import { articleIdOf, documents, storeNews } from '../../platform/news/ask/stored-news';

let core: TestCore;
beforeAll(async () => {
  core = await startCore({ env: { ENABLE_BACKGROUND_JOBS: 'false' } });
});
afterAll(() => core.stop());

const createDeps = async () => {
  const { config, pool, log, schedules } = core.platform;
  const ai = await createAi({ config: config.ai, pool, log });
  const asking = createAsking({ pool, ai, config, schedules });
  return { ...unusedDeps, config, pool, log, ai, asking };
};
const question = 'Which exchange froze withdrawals after its hot wallet was hacked?';

/** Ends the run as an ingestion would; nobody takes it here. */
const endRuns = () =>
  core.platform.pool.query(
    `update jobs set state = 'completed', finished_at = now() where type = 'news-ingestion' and finished_at is null`,
  );
const runs = async () =>
  (
    await core.platform.pool.query<{ id: string }>(
      `select id from jobs where type = 'news-ingestion'`,
    )
  ).rows;

describe('where nothing is stored', () => {
  beforeEach(async () => {
    await core.platform.pool.query(`delete from jobs where type = 'news-ingestion'`);
  });
  afterEach(async () => {
    await core.platform.pool.query('delete from news_sources');
  });

  test('ten who ask at once share one run, wait for it, and are answered from what it brought', async () => {
    const deps = [await createDeps(), await createDeps()];
    const all = Array.from({ length: 10 }, (_, n) =>
      runHandler(ask, { question }, { deps: deps[n % 2] as (typeof deps)[0] }),
    );
    await eventually(async () => (await runs()).length > 0, 5_000, 'a run');
    await storeNews(core.platform.pool, documents.slice(0, 3));
    await endRuns();
    const answers = await Promise.all(all);
    expect(await runs()).toHaveLength(1);
    for (const { output, progress } of answers) {
      expect(contract.output.parse(output)).toMatchObject({ outcome: 'answered', articles: 3 });
      expect(output.citations[0]?.articleId).toBe(articleIdOf('d01'));
      expect(progress.map(({ message }) => message)).toContain('Gathering the news first');
    }
  });

  test('a run that brought nothing is not begun anew for each who asks', async () => {
    const deps = await createDeps();
    const first = runHandler(ask, { question }, { deps });
    await eventually(async () => (await runs()).length === 1, 5_000, 'a run');
    await endRuns();
    expect((await first).output).toMatchObject({ outcome: 'empty', citations: [], articles: 0 });
    expect((await runHandler(ask, { question }, { deps })).output.outcome).toBe('empty');
    expect(await runs()).toHaveLength(1);
  });

  test('who stops asking waits no longer, and the run goes on', async () => {
    const reason = new Error('cancelled');
    const stop = new AbortController();
    const running = runHandler(
      ask,
      { question },
      { deps: await createDeps(), signal: stop.signal },
    );
    await eventually(async () => (await runs()).length === 1, 5_000, 'a run');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
    const { rows } = await core.platform.pool.query(
      `select state from jobs where type = 'news-ingestion'`,
    );
    expect(rows).toEqual([{ state: 'pending' }]);
    await endRuns();
  });

  test('a run that goes on for ever is waited for only so long', async () => {
    const { pool, config, schedules } = core.platform;
    const gathering = createGatherOnDemand({ pool, config, schedules, patienceMs: 300 });
    let told = 0;
    await gathering.insist(new AbortController().signal, () => {
      told += 1;
    });
    expect(told).toBe(1);
    expect(await runs()).toHaveLength(1);
    await endRuns();
  });
});

test('long jobs that hold every slot, and have used up their owner’s starts, keep no question waiting', async () => {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const quick = { ...contract.limits, express: contract.limits.express === true };
  core.worker(
    { long: () => held, brief: async () => 'answered' },
    [testContract('long'), testContract('brief', quick)],
    { WORKER_CONCURRENCY: '1', WORKER_MAX_JOBS: '1' },
  );
  const long = await core.submit('long');
  await eventually(
    async () => (await core.platform.reads.find(long.id))?.state === 'running',
    10_000,
    'the long job',
  );
  const brief = await Promise.all([1, 2, 3].map(() => core.submit('brief')));
  for (const { id } of brief) expect((await core.ended(id)).state).toBe('completed');
  expect((await core.platform.reads.find(long.id))?.state).toBe('running');
  letGo();
  expect((await core.ended(long.id)).state).toBe('completed');
});

describe('over stored articles', () => {
  let deps: Awaited<ReturnType<typeof createDeps>>;
  beforeAll(async () => {
    await core.platform.pool.query(`delete from jobs where type = 'news-ingestion'`);
    await storeNews(core.platform.pool, documents.slice(0, 20));
    await core.platform.pool.query(
      `insert into jobs (id, owner, type, state, max_attempts, input, finished_at)
       values ('system~news-ingestion~1', 'system', '${newsIngestion.type}', 'completed', 1, '{}', now() - interval '1 minute')`,
    );
    deps = await createDeps();
  });

  const framesOf = (chunks: readonly string[]) =>
    chunks.map((text) => JSON.parse(text) as AskFrame);

  test('the sources come first, then the text, and together they are the result', async () => {
    const { output, chunks } = await runHandler(ask, { question }, { deps });
    const result = contract.output.parse(output);
    const [first, ...rest] = framesOf(chunks);
    expect(first).toMatchObject({ kind: 'sources', attempt: 1, articles: 20 });
    expect(rest.every(({ kind }) => kind === 'text')).toBe(true);
    const live = toLiveAnswer(chunks.map((text) => ({ text })));
    expect(live.text).toBe(result.answer);
    expect(live.passages).toEqual(result.passages);
    expect(result.citations.map(({ n }) => n)).toEqual([1]);
    expect(contract.headline(result)).toBe(`1 source for “${question}”`);
    expect(await runs()).toHaveLength(1);
  });

  test('a name that no article holds is not guessed about; the closest passages stay', async () => {
    const { output } = await runHandler(ask, { question: 'Who founded Zanzibyte?' }, { deps });
    expect(output).toMatchObject({ outcome: 'not-found', citations: [], missing: ['Zanzibyte'] });
    expect(output.answer).toBe('No stored article mentions “Zanzibyte”.');
  });

  test('an answer that was given is not given again by the next attempt', async () => {
    const kept = new Map<string, unknown>();
    const first = await runHandler(ask, { question }, { deps, kept });
    const asking: Asking = { ...deps.asking, search: () => Promise.reject(new Error('searched')) };
    const again = await runHandler(
      ask,
      { question },
      { deps: { ...deps, asking }, kept, attempt: 2 },
    );
    expect(again.output).toEqual(first.output);
    expect(again.chunks).toEqual([]);
  });

  test('a database that is away ends the attempt, not the question', async () => {
    const away = new Pool({
      connectionString: 'postgres://127.0.0.1:1/none',
      connectionTimeoutMillis: 500,
    });
    away.on('error', () => {});
    const { config, schedules } = core.platform;
    const asking = createAsking({ pool: away, ai: deps.ai, config, schedules });
    const run = runHandler(ask, { question }, { deps: { ...deps, asking } });
    const error = (await run.catch((thrown: unknown) => thrown)) as RetryableError;
    expect(error).toBeInstanceOf(RetryableError);
    expect(error.code).toBe('news_unavailable');
    await away.end();
  });

  test('old news with the schedules off are looked for anew, and answered from all the same', async () => {
    await core.platform.pool.query(
      `update jobs set finished_at = now() - interval '2 hours' where type = 'news-ingestion'`,
    );
    const running = runHandler(ask, { question }, { deps });
    await eventually(async () => (await runs()).length === 2, 5_000, 'a run');
    await endRuns();
    expect((await running).output.outcome).toBe('answered');
  });
});
