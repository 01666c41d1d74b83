import { expect, test } from 'vitest';
import { startCore } from '../helpers/core';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';
import { startStubProvider } from '../stub-provider/start-stub-provider';

/** After how many steps of its own each process dies; the last ones between saving a topic and keeping its step. */
const deaths = [
  ...[1, 2, 4, 5, 6, 3, 7].map((after) => ({ after, beforeCommit: false })),
  ...[2, 3, 5].map((after) => ({ after, beforeCommit: true })),
];
const JOBS = 5;

test('a worker killed ten times while training loses nothing and asks the provider for nothing twice', async ({
  onTestFinished,
}) => {
  const [core, stub] = await Promise.all([startCore(), startStubProvider()]);
  const workers: WorkerProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await core.stop();
    await stub.stop();
  });
  const launch = async (more: Record<string, string> = {}) => {
    const worker = await startWorkerProcess(
      {
        ...core.environment,
        // One job a process: whoever dies interrupts nobody else's call.
        ...{ WORKER_CONCURRENCY: '1', WORKER_PORT: '0', AI_MAX_CONCURRENCY: '20' },
        ...{ AI_PROVIDER: 'compatible', AI_API_KEY: 'k', AI_MODEL: 'm-1' },
        ...{ AI_EMBEDDING_MODEL: 'e-1', AI_BASE_URL: `${stub.url}/v1` },
        ...more,
      },
      'train-worker-main',
    );
    workers.push(worker);
    return worker;
  };
  const stepsOf = (jobId: string) =>
    workers
      .flatMap(({ reports }) => reports)
      .filter((one) => one.jobId === jobId)
      .map(({ what }) => what);
  const rowsOf = async (curriculum: string) =>
    (
      await core.platform.pool.query(
        `select topic_id, title, content_hash, summary, facts, qa, engine, embedding
        from guideline_topics where curriculum = $1 order by topic_id`,
        [curriculum],
      )
    ).rows;

  const calm = await launch();
  const undisturbed = await core.submit('train', { curriculum: 'undisturbed' });
  const whole = await core.ended(undisturbed.id);
  expect(whole).toMatchObject({ state: 'completed', crashes: 0 });
  const calls = stub.requests.length;
  const steps = stepsOf(undisturbed.id);
  expect([calls, steps.length]).toEqual([16, 17]);
  await calm.end('SIGTERM');
  stub.requests.length = 0;

  const jobs = await Promise.all(
    Array.from({ length: JOBS }, (_, n) => core.submit('train', { curriculum: `c-${n}` })),
  );
  // Five at a time; each that dies makes room for the next, and in the end for one that lives.
  const waiting = [...deaths];
  const relay = async (): Promise<void> => {
    const death = waiting.shift();
    if (!death) return void (await launch());
    const { after, beforeCommit } = death;
    const env = { DIE_AFTER: String(after), DIE_BEFORE_COMMIT: beforeCommit ? '1' : '0' };
    await (await launch(env)).gone;
    await relay();
  };
  await Promise.all(Array.from({ length: JOBS }, relay));
  const rows = await Promise.all(jobs.map(({ id }) => core.ended(id, 60_000)));

  expect(rows.reduce((sum, { crashes }) => sum + crashes, 0)).toBe(deaths.length);
  expect(stub.requests).toHaveLength(JOBS * calls);
  const expected = await rowsOf('undisturbed');
  expect(expected).toHaveLength(12);
  for (const [n, row] of rows.entries()) {
    expect(row.state).toBe('completed');
    expect(JSON.parse(row.result ?? 'null')).toMatchObject({ learned: 12, skipped: 0, total: 12 });
    // Whoever dies before a step is kept tells nothing of it; whoever does it again finds it saved.
    expect(stepsOf(row.id).sort()).toEqual([...steps].sort());
    expect(await rowsOf(`c-${n}`)).toEqual(expected);
  }
}, 120_000);
