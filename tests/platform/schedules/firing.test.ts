import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MisfirePolicy, OverlapPolicy } from '#contracts/schedules';
import { createFiring } from '#platform/schedules/fire-schedules';
import type { WantedSchedule } from '#platform/schedules/resolve-schedules';
import { startCore, type TestCore, testContract } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';

const MINUTE_MS = 60_000;
const contract = testContract('chore', { attempts: 1 });
let core: TestCore;
beforeAll(async () => {
  core = await startCore();
});
afterAll(() => core.stop());

const wanted = (name: string, more: Partial<WantedSchedule> = {}): WantedSchedule => ({
  name,
  contract,
  input: {},
  cron: '* * * * *',
  timezone: 'UTC',
  overlap: 'skip',
  misfire: 'skip',
  misfireLimit: 1,
  runAtStart: false,
  ...more,
});

/** A schedule under a clock that the test turns; `workers` all fire it. */
const startSchedule = async (one: WantedSchedule, workers = 1) => {
  let now = new Date('2026-05-01T00:00:30Z');
  const all = Array.from({ length: workers }, () => createFiring(core.platform, [one], () => now));
  await Promise.all(all.map((firing) => firing.reconcile()));
  return {
    first: all[0] as (typeof all)[0],
    tick: async (minutes: number) => {
      now = new Date(now.getTime() + minutes * MINUTE_MS);
      await Promise.all(all.map((firing) => firing.tick(true)));
    },
    all,
  };
};
const slots = async (name: string) => {
  const { rows } = await core.platform.pool.query<{
    at: string;
    outcome: string;
    slots: number;
    job_id: string | null;
  }>(
    `select to_char(slot_at at time zone 'UTC', 'HH24:MI') as at, outcome, slots, job_id
     from schedule_slots where schedule = $1 order by slot_at, kind`,
    [name],
  );
  return rows;
};
const outcomes = async (name: string) =>
  (await slots(name)).map(({ at, outcome }) => `${at} ${outcome}`);
/** Ends a schedule's live run as a worker would. */
const end = async (name: string, state = 'completed') => {
  await core.platform.pool.query(
    `update jobs set state = $2, finished_at = clock_timestamp() where finished_at is null
     and id in (select job_id from schedule_slots where schedule = $1)`,
    [name, state],
  );
};

test('each slot fires once, however many workers look at once', async () => {
  const { tick } = await startSchedule(wanted('crowd', { overlap: 'queue' }), 5);
  for (let minute = 0; minute < 6; minute += 1) {
    await tick(1);
    await end('crowd');
  }
  const rows = await slots('crowd');
  expect(rows.map(({ outcome }) => outcome)).toEqual(Array(6).fill('started'));
  expect(new Set(rows.map(({ job_id }) => job_id)).size).toBe(6);
  const { rows: jobs } = await core.platform.pool.query(
    `select owner, idem_key from jobs where idem_key like 'schedule:crowd:%' order by idem_key`,
  );
  expect(jobs).toHaveLength(6);
  expect(jobs[0]).toEqual({ owner: 'system', idem_key: 'schedule:crowd:2026-05-01T00:01:00.000Z' });
});

test.each<[OverlapPolicy, string[], string[]]>([
  [
    'skip',
    ['00:01 started', '00:02 skipped_overlap', '00:03 skipped_overlap'],
    ['00:01 started', '00:02 skipped_overlap', '00:03 skipped_overlap', '00:04 started'],
  ],
  [
    'queue',
    ['00:01 started', '00:02 waiting', '00:03 waiting'],
    ['00:01 started', '00:02 started', '00:03 waiting', '00:04 waiting'],
  ],
  [
    'replace',
    ['00:01 started', '00:02 skipped_overlap', '00:03 waiting'],
    ['00:01 started', '00:02 skipped_overlap', '00:03 skipped_overlap', '00:04 started'],
  ],
])('a slot whose turn comes during a run: %s', async (overlap, during, then) => {
  const { tick } = await startSchedule(wanted(`during-${overlap}`, { overlap }));
  await tick(1);
  const [running] = await slots(`during-${overlap}`);
  // Claimed, so that a cancel does not end it at once.
  await core.platform.ledger.claim(running?.job_id ?? '', 'token');
  await tick(1);
  await tick(1);
  expect(await outcomes(`during-${overlap}`)).toEqual(during);
  const row = await core.platform.reads.find(running?.job_id ?? '');
  expect(row?.state).toBe(overlap === 'replace' ? 'cancelling' : 'running');
  await end(`during-${overlap}`);
  await tick(1);
  expect(await outcomes(`during-${overlap}`)).toEqual(then);
});

test.each<[MisfirePolicy, string[]]>([
  ['skip', ['00:01 skipped_misfire']],
  ['once', ['00:01 skipped_misfire', '00:10 started']],
  ['all', ['00:01 skipped_misfire', '00:09 started', '00:10 waiting']],
])('slots missed while all workers were down: %s', async (misfire, expected) => {
  const one = wanted(`missed-${misfire}`, { misfire, misfireLimit: 2, overlap: 'queue' });
  const { tick } = await startSchedule(one);
  await tick(10.2);
  expect(await outcomes(one.name)).toEqual(expected);
});

test('an emptied Redis loses no slot and no run', async () => {
  const { tick } = await startSchedule(wanted('flushed', { overlap: 'queue' }));
  await tick(1);
  await core.platform.redis.flushall();
  await end('flushed');
  await tick(1);
  expect(await outcomes('flushed')).toEqual(['00:01 started', '00:02 started']);
});

test('a start fires once, however many workers start together; a later one fires again', async () => {
  const one = wanted('boot', { runAtStart: true, cron: '0 0 1 1 *', overlap: 'queue' });
  const { all } = await startSchedule(one, 5);
  await Promise.all(all.map((firing) => firing.start()));
  expect(await slots('boot')).toHaveLength(1);
  await core.platform.pool.query(
    `update schedule_slots set slot_at = slot_at - interval '2 minutes' where schedule = 'boot'`,
  );
  await all[0]?.start();
  expect(await slots('boot')).toHaveLength(2);
});

test('an admin’s time outlives every reconciliation, until it is reset', async () => {
  const { first } = await startSchedule(wanted('edited'));
  const cron = async () =>
    (await core.platform.pool.query(`select cron, next_at from schedules where name = 'edited'`))
      .rows[0] as { cron: string; next_at: Date };
  await core.platform.pool.query(
    `update schedules set cron = '5 * * * *', edited = true where name = 'edited'`,
  );
  await first.reconcile();
  expect((await cron()).cron).toBe('5 * * * *');
  const other = createFiring(core.platform, [wanted('edited', { cron: '7 * * * *' })]);
  await other.reconcile();
  expect((await cron()).cron).toBe('5 * * * *');
  await core.platform.pool.query(`update schedules set edited = false where name = 'edited'`);
  await createFiring(core.platform, [wanted('edited', { cron: '9 * * * *' })]).reconcile();
  expect(await cron()).toMatchObject({ cron: '9 * * * *' });
  expect((await cron()).next_at.getUTCMinutes()).toBe(9);
});

test('three failures in a row are told once, and so is the recovery', async () => {
  const { first, tick } = await startSchedule(wanted('frail'));
  const critical = async () =>
    (await core.platform.pool.query(`select critical from schedules where name = 'frail'`)).rows[0];
  const run = async (state: string) => {
    await tick(1);
    await end('frail', state);
    await first.watch();
  };
  await run('failed');
  await run('failed');
  expect(await critical()).toEqual({ critical: false });
  await run('failed');
  expect(await critical()).toEqual({ critical: true });
  await run('completed');
  expect(await critical()).toEqual({ critical: false });
});

test('a worker fires a schedule of seconds in real time, without a slot twice or lost', async () => {
  const one = wanted('real', { cron: '* * * * * *', overlap: 'queue' });
  core.worker({ chore: async () => 'done' }, [contract], {}, [one]);
  const rows = await eventually(
    async () => {
      const done = (await slots('real')).filter(({ outcome }) => outcome === 'started');
      return done.length >= 3 ? done : null;
    },
    20_000,
    'three slots',
  );
  await core.ended(rows[0]?.job_id ?? '');
  const { rows: gaps } = await core.platform.pool.query<{ gap: number }>(
    `select extract(epoch from slot_at - lag(slot_at) over (order by slot_at))::int as gap
     from schedule_slots where schedule = 'real' order by slot_at offset 1`,
  );
  expect(gaps.every(({ gap }) => gap === 1)).toBe(true);
});
