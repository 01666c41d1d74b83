import { describe, expect, type TestContext, test } from 'vitest';
import { makeJobId } from '#platform/store/job-id';
import type { JobRow } from '#platform/store/job-row';
import type { AttemptEnd } from '#platform/store/ledger';
import { startCore } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';

/** Stores and workers of one test's own, so that both can run at once. */
const startWorld = async (onTestFinished: TestContext['onTestFinished']) => {
  const core = await startCore();
  const workers: WorkerProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await core.stop();
  });
  const launch = async () => {
    const worker = await startWorkerProcess({ ...core.environment, WORKER_CONCURRENCY: '2' });
    workers.push(worker);
    return worker;
  };
  const reports = (what: string, jobId: string) =>
    workers
      .flatMap((worker) => worker.reports)
      .filter((one) => one.what === what && one.jobId === jobId).length;
  const chain = async (): Promise<JobRow[]> =>
    (await core.platform.reads.list({ owner: 'ann', types: ['chain'], limit: 100 })).reverse();
  return { core, launch, reports, chain };
};

const completed = (id: string, fence: number): AttemptEnd => ({
  id,
  fence,
  state: 'completed',
  result: '{}',
  error: null,
  delayMs: 0,
  progress: null,
  engine: null,
  refund: 0,
  detail: null,
});

describe.concurrent('a fault in a tree', () => {
  test('a worker killed under a tree and a chain loses none of either and doubles none', async ({
    onTestFinished,
  }) => {
    const { core, launch, reports, chain } = await startWorld(onTestFinished);
    const first = await launch();
    const parent = await core.submit('family', { count: 3, ms: 150 }, { owner: 'ann' });
    const [waits] = await eventually(async () => {
      const children = await core.platform.reads.startedBy(parent.id, 100);
      return children.some(({ row }) => row.state === 'running') ? children : null;
    });
    expect(waits?.row.parent_id).toBe(parent.id);
    await core.submit('chain', { left: 2, ms: 0 }, { owner: 'ann' });
    await eventually(() => first.reports.some((one) => one.what.startsWith('link')));
    await first.end('SIGKILL');
    await core.redis.flush();
    await launch();
    const row = await core.ended(parent.id, 30_000);
    expect(row).toMatchObject({ state: 'completed', attempt: 1, crashes: 0 });
    expect(JSON.parse(row.result ?? '')).toEqual({
      attempt: 1,
      keys: ['child-0', 'child-1', 'child-2'],
    });
    expect(await core.platform.reads.startedBy(parent.id, 100)).toHaveLength(3);
    expect(reports('resumed', parent.id)).toBe(1);
    const links = await eventually(async () => {
      const all = await chain();
      return all.length >= 3 && all.every((one) => one.finished_at) ? all : null;
    }, 30_000);
    expect(links.map((one) => JSON.parse(one.result ?? ''))).toEqual([
      { left: 2 },
      { left: 1 },
      { left: 0 },
    ]);
  });

  test('what died right after a commit is taken up: the last child’s end, and a job with its next', async ({
    onTestFinished,
  }) => {
    const { core, launch, chain } = await startWorld(onTestFinished);
    const { ledger, flows } = core.platform;
    const parent = await core.submit('family', { count: 1, ms: 0 }, { owner: 'ann' });
    const link = await core.submit('chain', { left: 1, ms: 0 }, { owner: 'ann' });
    await ledger.claim(parent.id, 'dies-1');
    const child = makeJobId('ann', 'steps');
    const family = {
      parent: { id: parent.id, fence: 1 },
      name: 'parts',
      onFailure: 'fail',
      fromPercent: 10,
      toPercent: 90,
      progress: '{"percent":10,"message":""}',
      options: '{}',
      depth: 1,
      children: [
        { id: child, type: 'steps', input: '{"ms":0}', key: 'only', weight: 1, maxAttempts: 3 },
      ],
    } as const;
    expect((await flows.ledger.start(family))?.parent.state).toBe('waiting');
    // A statement whose answer was lost is sent again.
    expect(await flows.ledger.start(family)).toBeNull();
    await ledger.claim(child, 'dies-2');
    expect(await ledger.finish(completed(child, 1))).toMatchObject({ state: 'completed' });

    await ledger.claim(link.id, 'dies-3');
    const next = { type: 'chain', input: '{"left":0,"ms":0}', idemKey: 'next x', maxAttempts: 3 };
    const end = completed(link.id, 1);
    const finish = () =>
      flows.ledger.finishWithNext(end, '{}', [{ ...next, id: makeJobId('ann', 'chain') }]);
    expect(await finish()).toMatchObject({ state: 'completed' });
    expect(await finish()).toBeNull();

    await launch();
    const row = await core.ended(parent.id, 30_000);
    expect(JSON.parse(row.result ?? '')).toEqual({ attempt: 1, keys: ['only'] });
    const links = await eventually(async () => {
      const all = await chain();
      return all.every((one) => one.finished_at) ? all : null;
    }, 30_000);
    expect(links.map((one) => one.parent_id)).toEqual([null, link.id]);
  });
});
