import { Pool } from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BudgetExceeded } from '#platform/ai/budget';
import { readJobUsage } from '#platform/ai/read-job-usage';
import { builtInUsage, type Usage } from '#platform/ai/usage';
import { createUsageLedger, type UsageLedgerParts } from '#platform/ai/usage-ledger';
import { createMetrics } from '#platform/metrics';
import { eventually } from '../../helpers/eventually';
import { startPostgres, type TestPostgres } from '../../helpers/postgres-server';

let postgres: TestPostgres;
let pool: Pool;
beforeAll(async () => {
  postgres = await startPostgres();
  pool = new Pool({ connectionString: postgres.url, max: 4, connectionTimeoutMillis: 1_000 });
  pool.on('error', () => {});
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const metrics = createMetrics('worker');
const open = (more: Partial<UsageLedgerParts> = {}) =>
  createUsageLedger({
    pool,
    log: pino({ level: 'silent' }),
    prices: {},
    budget: {},
    metrics,
    ...more,
  });
let jobs = 0;
const newJob = () => {
  jobs += 1;
  return { jobId: `ann~test~${jobs}`, owner: 'ann', attempt: 1 };
};
const call = (more: Partial<Usage> = {}): Usage => ({
  task: 'resume',
  engine: 'provider',
  provider: 'compatible',
  model: 'm-1',
  inputTokens: 1_000,
  outputTokens: 100,
  cachedInputTokens: 200,
  units: null,
  ms: 12,
  outcome: 'ok',
  ...more,
});
const prices = { 'm-1': { input: 2, output: 10, cached: 1 } };

test('every call is booked, with its price, and summed per model', async () => {
  const ledger = open({ prices });
  const of = newJob();
  expect(ledger.book(of, call())).toBeCloseTo(0.0028, 10);
  expect(ledger.book({ ...of, attempt: 2 }, call({ outcome: 'unusable' }))).toBeCloseTo(0.0028, 10);
  await ledger.close();
  expect(await readJobUsage(pool, of.jobId)).toEqual({
    jobId: of.jobId,
    calls: 2,
    inputTokens: 2_000,
    outputTokens: 200,
    usd: expect.closeTo(0.0056, 10),
    unpricedCalls: 0,
    lines: [
      expect.objectContaining({
        model: 'm-1',
        calls: 2,
        failedCalls: 1,
        cachedTokens: 400,
        ms: 24,
      }),
    ],
  });
});

test('a price that is not known is null, never nothing', async () => {
  const ledger = open({ prices });
  const of = newJob();
  expect(ledger.book(of, call({ model: 'm-2' }))).toBeNull();
  const cutOff = { inputTokens: null, outputTokens: null, cachedInputTokens: null };
  expect(ledger.book(of, call({ ...cutOff, outcome: 'failed' }))).toBeNull();
  await eventually(async () => (await readJobUsage(pool, of.jobId)).calls === 2);
  expect(await readJobUsage(pool, of.jobId)).toMatchObject({ usd: null, unpricedCalls: 2 });
  ledger.book(of, call());
  await ledger.close();
  expect(await readJobUsage(pool, of.jobId)).toMatchObject({
    usd: expect.closeTo(0.0028, 10),
    unpricedCalls: 2,
  });
});

test('built-in work is booked in its own units, costs nothing, and is written together', async () => {
  const ledger = open();
  const of = newJob();
  const statements: string[] = [];
  const query = pool.query.bind(pool) as (...args: unknown[]) => unknown;
  const counting = {
    query: (text: string, values: unknown) => {
      statements.push(text);
      return query(text, values);
    },
  };
  const busy = open({ pool: counting as unknown as Pool });
  for (let n = 0; n < 300; n += 1) {
    busy.book(
      of,
      builtInUsage('embed', 'builtin-512@1', performance.now(), { count: 3, name: 'words' }),
    );
  }
  await busy.close();
  await ledger.close();
  expect(statements).toHaveLength(1);
  expect(await readJobUsage(pool, of.jobId)).toMatchObject({
    calls: 0,
    usd: 0,
    lines: [{ calls: 300, usd: 0, units: { count: 900, name: 'words' } }],
  });
});

test('what is used while the database is away is booked once it is back', async () => {
  const ledger = open({ prices });
  const of = newJob();
  await postgres.pause();
  ledger.book(of, call());
  await postgres.resume();
  await eventually(
    async () => (await readJobUsage(pool, of.jobId).catch(() => null))?.calls === 1,
    20_000,
  );
  await ledger.close();
});

test('a job that has used up its dollars makes no further call, and others do', async () => {
  const ledger = open({ prices, budget: { usdPerJob: 0.005 } });
  const of = newJob();
  await ledger.admit(of.jobId);
  ledger.book(of, call());
  await ledger.admit(of.jobId);
  ledger.book(of, call());
  const error = (await ledger.admit(of.jobId).catch((thrown: unknown) => thrown)) as BudgetExceeded;
  expect(error).toBeInstanceOf(BudgetExceeded);
  expect(error).toMatchObject({ scope: 'job', retryAfterMs: undefined });
  expect(error.message).toContain('USD 0.0056 of USD 0.005');
  await ledger.admit(newJob().jobId);
  await ledger.close();
  await expect(open({ budget: { usdPerJob: 0.005 } }).admit(of.jobId)).rejects.toThrow(
    /USD 0\.0056/,
  );
});

test('tokens are counted where the price is not known', async () => {
  const ledger = open({ budget: { tokensPerJob: 1_500 } });
  const of = newJob();
  ledger.book(of, call());
  await ledger.admit(of.jobId);
  ledger.book(of, call());
  await expect(ledger.admit(of.jobId)).rejects.toThrow('2,200 of 1,500 tokens');
  await ledger.close();
});

test('a day that has used up its budget says when the next one begins', async () => {
  const ledger = open({ prices, budget: { usdPerDay: 0.0001 } });
  ledger.book(newJob(), call());
  const error = await ledger.admit(newJob().jobId).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ scope: 'day' });
  const untilMidnight = 86_400_000 - (Date.now() % 86_400_000);
  expect((error as BudgetExceeded).retryAfterMs).toBeGreaterThanOrEqual(untilMidnight - 60_000);
  expect((error as BudgetExceeded).retryAfterMs).toBeLessThanOrEqual(untilMidnight + 60_000);
  await ledger.close();
});

test('yesterday does not count', async () => {
  const of = newJob();
  const ledger = open({ prices });
  ledger.book(of, call({ inputTokens: 1_000_000_000 }));
  await ledger.close();
  await pool.query(`update ai_usage set at = at - interval '1 day'`);
  await open({ budget: { usdPerDay: 1 } }).admit(of.jobId);
});

test('calls and tokens are counted for the monitor', async () => {
  const text = await metrics.registry.metrics();
  expect(text).toMatch(
    /jobwire_provider_calls_total\{provider="compatible",model="m-1",outcome="ok"[^}]*\} \d/,
  );
  expect(text).toMatch(
    /jobwire_provider_tokens_total\{provider="compatible",model="m-1",direction="input"/,
  );
});
