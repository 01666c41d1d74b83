import { expect, test } from 'vitest';
import { startCore } from '../helpers/core';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';
import { startStubProvider } from '../stub-provider/start-stub-provider';

/** After how many steps each process dies; the last ones between saving a topic and keeping its step. */
const deaths = [
  ...[1, 2, 4, 5, 6, 9, 16].map((after) => ({ after, beforeCommit: false })),
  ...[6, 11, 17].map((after) => ({ after, beforeCommit: true })),
];

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
    deaths.map((_, n) => core.submit('train', { curriculum: `c-${n}` })),
  );
  await Promise.all(
    deaths.map(async ({ after, beforeCommit }) => {
      const env = { DIE_AFTER: String(after), DIE_BEFORE_COMMIT: beforeCommit ? '1' : '0' };
      await (await launch(env)).gone;
    }),
  );
  // Nobody lives before, who could do a job that was meant for a death.
  await launch({ WORKER_CONCURRENCY: '5' });
  const rows = await Promise.all(jobs.map(({ id }) => core.ended(id, 60_000)));

  expect(stub.requests).toHaveLength(deaths.length * calls);
  const expected = await rowsOf('undisturbed');
  expect(expected).toHaveLength(12);
  for (const [n, row] of rows.entries()) {
    expect(row).toMatchObject({ state: 'completed', crashes: 1, attempt: 2 });
    expect(JSON.parse(row.result ?? 'null')).toMatchObject({ learned: 12, skipped: 0, total: 12 });
    // Whoever dies before a step is kept tells nothing of it; whoever does it again finds it saved.
    expect(stepsOf(row.id).sort()).toEqual([...steps].sort());
    expect(await rowsOf(`c-${n}`)).toEqual(expected);
  }
}, 120_000);
