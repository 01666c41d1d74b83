import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { startCore } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';

/** Longer on request: CHAOS_SLOTS=60 npx vitest run tests/chaos/schedule-kills.test.ts. */
const SLOTS = Number(process.env.CHAOS_SLOTS ?? 15);
/** On a busy machine a worker takes longer to start than a slot to pass. */
const LEAST_KILLS = 4;

test(`a schedule of seconds fires each slot once under five workers, one of them killed each second`, {
  timeout: 60_000 + SLOTS * 3_000,
}, async ({ onTestFinished }) => {
  const core = await startCore();
  const workers: WorkerProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await core.stop();
  });
  const launch = async () => {
    workers.push(await startWorkerProcess({ ...core.environment, EACH_SECOND: '1' }));
  };
  await Promise.all(Array.from({ length: 5 }, launch));
  const fired = async () => {
    const { rows } = await core.platform.pool.query<{ n: number }>(
      `select count(*)::int as n from schedule_slots where schedule = 'each-second'`,
    );
    return rows[0]?.n ?? 0;
  };
  let kills = 0;
  while ((await fired()) < SLOTS || kills < LEAST_KILLS) {
    const victim = workers.shift();
    await victim?.end('SIGKILL');
    kills += 1;
    // The pace of the fault, not a wait for something.
    await Promise.all([launch(), sleep(1_000)]);
  }
  const open = () =>
    core.platform.pool.query(
      `select 1 from jobs where owner = 'system' and finished_at is null limit 1`,
    );
  await eventually(async () => (await open()).rowCount === 0, 30_000, 'the end of every run');

  const { rows: slots } = await core.platform.pool.query<{ gap: number | null; runs: number }>(
    `select extract(epoch from slot_at - lag(slot_at) over (order by slot_at))::float8 as gap,
       (select count(*)::int from jobs where owner = 'system' and idem_key =
         'schedule:each-second:' || to_char(slot_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as runs
     from schedule_slots where schedule = 'each-second' and outcome <> 'waiting' order by slot_at`,
  );
  expect(slots.slice(1).map(({ gap }) => gap)).toEqual(slots.slice(1).map(() => 1));
  expect(slots.filter(({ runs }) => runs > 1)).toEqual([]);
  expect(slots.filter(({ runs }) => runs === 1).length).toBeGreaterThan(SLOTS / 2);
});
