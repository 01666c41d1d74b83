import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { JobInput } from '#contracts/jobs/index';
import type { JobContext } from '#worker/job-context';
import type { WorkerDeps } from '#worker/job-handler';
import { housekeeping } from '#worker/jobs/housekeeping';
import { startCore, type TestCore } from '../../helpers/core';
import { runHandler } from '../../helpers/run-handler';

let core: TestCore;
let deps: WorkerDeps;
beforeAll(async () => {
  core = await startCore({ env: { RETENTION_KEEP_COMPLETED: '2', RETENTION_KEEP_FAILED: '3' } });
  const { config, pool, userData, languageUse } = core.platform;
  deps = { config, pool, userData, languageUse, log: pino({ level: 'silent' }) } as WorkerDeps;
});
afterAll(() => core.stop());

const clean = (input: JobInput<'housekeeping'> = {}, kept?: Map<string, unknown>) =>
  runHandler<JobInput<'housekeeping'>, WorkerDeps, Awaited<ReturnType<typeof housekeeping>>>(
    (one, context: JobContext, given) => housekeeping(one, context, given),
    input,
    { deps, ...(kept ? { kept } : {}) },
  );
/** Finished jobs, `days` old and a minute apart, with a step, an edge and some AI use each. */
const add = async (owner: string, state: string, count: number, days: number, parent?: string) => {
  await core.platform.pool.query(
    `with made as (
       insert into jobs (id, owner, type, state, max_attempts, input, parent_id, created_at, started_at, finished_at)
       select $1::text || '~t~' || $2::text || $4::int || n, $1, 't', $2::text, 1, '{}', $5,
         now() - $4::int * interval '1 day' + n * interval '1 minute', now() - $4::int * interval '1 day',
         case when $2::text = 'running' then null else now() - $4::int * interval '1 day' + interval '2 seconds' end
       from generate_series(1, $3::int) n returning id
     ), steps as (
       insert into job_steps (job_id, name, attempt, started_at) select id, 'a', 1, now() from made
     ), changes as (
       insert into job_changes (job_id, rev, state, attempt) select id, 1, 'pending', 0 from made
     )
     insert into ai_usage (id, job_id, owner, task, engine, provider, model, input_tokens, usd, ms, attempt, outcome, at)
     select gen_random_uuid(), id, $1, 'ask', 'provider', 'p', 'm', 10, 0.5, 1, 1, 'ok', now() - $4::int * interval '1 day' from made`,
    [owner, state, count, days, parent ?? null],
  );
};
const count = async (sql: string) =>
  Number(
    (await core.platform.pool.query<{ n: string }>(`select count(*) n from ${sql}`)).rows[0]?.n,
  );

test('old jobs go with all that hangs on them; the latest of each owner and type stay, and so do the sums', async () => {
  await add('ann', 'completed', 5, 200);
  await add('ann', 'failed', 5, 200);
  await add('bea', 'completed', 2, 200);
  await add('ann', 'completed', 1, 1);
  const { output } = await clean();
  // Of Ann's, one recent completed job and one old one stay; of her failed ones, three.
  expect(output).toMatchObject({ jobsRemoved: 4 + 2, usageSummarised: 6, complete: true });
  expect(await count(`jobs where owner = 'ann' and state = 'completed'`)).toBe(2);
  expect(await count(`jobs where owner = 'ann' and state = 'failed'`)).toBe(3);
  expect(await count(`jobs where owner = 'bea'`)).toBe(2);
  for (const table of ['job_steps', 'job_changes', 'ai_usage']) {
    expect(await count(table), table).toBe(7);
  }
  const { rows } = await core.platform.pool.query(
    'select type, state, jobs, total_ms from job_archive order by state',
  );
  expect(rows).toEqual([
    { type: 't', state: 'completed', jobs: 4, total_ms: 8_000 },
    { type: 't', state: 'failed', jobs: 2, total_ms: 4_000 },
  ]);
  const { rows: days } = await core.platform.pool.query(
    'select calls, input_tokens, usd from ai_usage_days',
  );
  expect(days).toEqual([{ calls: 6, input_tokens: 60, usd: 3 }]);
});

test('a second run, and a page repeated after a crash, change nothing and count nothing twice', async () => {
  const before = new Date(Date.now() - 90 * 24 * 3_600_000).toISOString();
  const { output } = await clean({}, new Map([['line', before]]));
  expect(output).toMatchObject({ before, jobsRemoved: 0, usageSummarised: 0 });
  expect(await count('job_archive where jobs = 4')).toBe(1);
});

test('a child stays while its parent goes on, however old it is', async () => {
  await add('cleo', 'running', 1, 300);
  await add('cleo', 'completed', 6, 250, 'cleo~t~running3001');
  await core.platform.pool.query(
    `insert into job_children (parent_id, name, key, child_id, position, weight, depth)
     select parent_id, 'parts', id, id, 0, 1, 1 from jobs where parent_id is not null`,
  );
  expect((await clean()).output.jobsRemoved).toBe(0);
  await core.platform.pool.query(
    `update jobs set state = 'completed', finished_at = now() where owner = 'cleo' and state = 'running'`,
  );
  expect((await clean()).output.jobsRemoved).toBe(4);
  expect(await count('job_children')).toBe(2);
});

test('more than a page goes in several steps', async () => {
  await add('dora', 'completed', 2_100, 150);
  const { output, steps } = await clean({ days: 100 });
  expect(output.jobsRemoved).toBe(2_098);
  expect(steps.filter((name) => /^Old jobs \d/.test(name))).toHaveLength(3);
});

test('jobs of a type that is kept for days go after them, the latest too, with the slots of their schedule', async () => {
  const { pool } = core.platform;
  await pool.query(
    `insert into schedules (name, type, input, cron, timezone, declared_cron, declared_timezone, overlap, misfire,
       misfire_limit, run_at_start, next_at)
     values ('often', 'news-ingestion', '{}', '* * * * *', 'UTC', '* * * * *', 'UTC', 'skip', 'once', 1, false, now())`,
  );
  await pool.query(
    `with made as (
       insert into jobs (id, owner, type, state, max_attempts, input, created_at, started_at, finished_at)
       select 'system~news-ingestion~' || n, 'system', 'news-ingestion', 'completed', 1, '{}',
         now() - n * interval '1 day', now() - n * interval '1 day', now() - n * interval '1 day'
       from generate_series(0, 5) n returning id, created_at
     )
     insert into schedule_slots (schedule, slot_at, kind, outcome, job_id)
     select 'often', created_at, 'cron', 'started', id from made`,
  );
  await pool.query(
    `insert into ai_usage (id, job_id, owner, task, engine, provider, model, usd, ms, attempt, outcome, at)
     select gen_random_uuid(), id, 'system', 'embed', e.kind, 'p', 'm', 0, 1, 1, 'ok', created_at
     from jobs, unnest(array['built-in', 'provider']) as e(kind) where type = 'news-ingestion'`,
  );
  const { output } = await clean();
  // What a provider was asked for stays: bills come later than results go.
  expect(output).toMatchObject({
    jobsRemoved: 4,
    usageSummarised: 4,
    slotsRemoved: 4,
    complete: true,
  });
  expect(await count(`jobs where type = 'news-ingestion'`)).toBe(2);
  expect(await count(`schedule_slots where schedule = 'often'`)).toBe(2);
  expect((await clean()).output).toMatchObject({ jobsRemoved: 0, slotsRemoved: 0 });
});

test('the use of languages goes once no window can reach it, whatever the retention', async () => {
  const { languageUse } = core.platform;
  const ago = (days: number) => new Date(Date.now() - days * 24 * 3_600_000);
  for (const days of [500, 380, 1]) {
    await languageUse.record([{ language: 'he', kind: 'view', uses: 1 }], ago(days));
  }
  expect((await clean({ days: 1 })).output).toMatchObject({ languageUsesRemoved: 1 });
  expect([...(await languageUse.counts(ago(1_000), new Date()))]).toEqual([['he', 2]]);
});
