import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { train as contract } from '#contracts/jobs/train';
import type { Curriculum } from '#platform/guidelines/curriculum';
import { PermanentError, RetryableError } from '#worker/job-context';
import { createTrain, train } from '#worker/jobs/train';
import { runHandler } from '../../helpers/run-handler';
import { shortCurriculum } from '../../platform/guidelines/short-curriculum';
import { type GuidelinesWorld, startGuidelinesWorld } from './guidelines-world';

let world: GuidelinesWorld;
beforeAll(async () => {
  world = await startGuidelinesWorld();
});
afterEach(async () => {
  world.stub.requests.length = 0;
  world.stub.faults.length = 0;
  await world.pool.query('delete from guideline_topics');
});
afterAll(() => world.stop());

type Options = { kept?: Map<string, unknown>; signal?: AbortSignal };
const six = shortCurriculum(6);
const input = { curriculum: 'first-aid' } as const;

const run = async (
  engine: 'built-in' | 'compatible',
  curriculum: Curriculum = six,
  options: Options = {},
) =>
  runHandler(
    createTrain(() => curriculum),
    input,
    { deps: await world.deps(engine), ...options },
  );

const rows = async () =>
  (
    await world.pool.query(
      `select topic_id, summary, engine_id, embedding_model, cardinality(embedding) as dims,
        jsonb_array_length(qa) as qa from guideline_topics order by topic_id`,
    )
  ).rows;

const rewritten = (curriculum: Curriculum, place: number): Curriculum => ({
  ...curriculum,
  topics: curriculum.topics.map((topic, index) =>
    index === place ? { ...topic, contentHash: 'another text' } : topic,
  ),
});

test('all seventy topics are learnt once, and skipped the next time', async () => {
  const deps = await world.deps('built-in');
  const first = await runHandler(train, input, { deps });
  const output = contract.output.parse(first.output);
  expect(output).toMatchObject({ curriculum: 'first-aid', learned: 70, skipped: 0, total: 70 });
  expect(output.engine).toEqual({ kind: 'built-in', name: 'rules' });
  expect(contract.headline(output)).toBe('Learnt 70 of 70 topics, 0 skipped');
  const messages = first.progress.map(({ message }) => message);
  expect(messages).toContain('Learning: CPR for Adults (3/70)');
  const percents = first.progress.map(({ percent }) => percent ?? 0);
  expect(percents).toEqual([...percents].sort((one, other) => one - other));
  const stored = await rows();
  expect(stored).toHaveLength(70);
  for (const row of stored) {
    expect(row).toMatchObject({
      engine_id: 'rules@1 extractive@1',
      embedding_model: 'builtin-512@1',
      dims: 512,
    });
    expect(row.summary.length).toBeGreaterThan(40);
    expect(row.qa).toBeGreaterThan(3);
  }
  const second = await runHandler(train, input, { deps });
  expect(second.output).toMatchObject({ learned: 0, skipped: 70, total: 70 });
  expect(second.steps).toEqual(['plan']);
  expect(contract.headline(second.output)).toBe('Nothing new: all 70 topics were learnt before');
  // What is said of a skipped topic is what was learnt of it.
  expect(second.output.topics.map(({ questions }) => questions)).toEqual(
    first.output.topics.map(({ questions }) => questions),
  );
});

test('a provider summarises five topics and embeds fourteen a request, and learns them one by one', async () => {
  const { output, log } = await run('compatible');
  expect(contract.output.parse(output)).toMatchObject({
    learned: 6,
    engine: { kind: 'provider', name: 'compatible', model: 'm-1' },
    embeddingModel: 'compatible/e-1',
  });
  const asked = world.stub.requests.map(
    ({ properties, inputs }) => inputs?.length ?? properties[0],
  );
  expect(asked).toEqual(['summaries', 'summaries', 6, ...Array(6).fill('facts')]);
  expect(await rows()).toHaveLength(6);
  expect(log[0]).toMatch(/m-1: 420 tokens in, 70 out/);
  world.stub.requests.length = 0;
  expect((await run('compatible')).output).toMatchObject({ learned: 0, skipped: 6 });
  expect(world.stub.requests).toEqual([]);
});

test('a topic that has changed is learnt again, and no other', async () => {
  await run('compatible');
  world.stub.requests.length = 0;
  const { output, progress } = await run('compatible', rewritten(six, 3));
  expect(output).toMatchObject({ learned: 1, skipped: 5 });
  expect(output.topics[3]).toMatchObject({ outcome: 'learned' });
  expect(world.stub.requests).toHaveLength(3);
  expect(progress.at(-1)?.message).toBe('Learning: CPR for Children (4/6)');
});

test('another engine learns everything anew', async () => {
  await run('built-in');
  expect((await run('compatible')).output).toMatchObject({ learned: 6, skipped: 0 });
  await world.pool.query(
    `update guideline_topics set embedding_model = 'other' where topic_id = 'adult-cpr'`,
  );
  expect((await run('compatible')).output).toMatchObject({ learned: 1, skipped: 5 });
});

describe.each(['built-in', 'compatible'] as const)('with the %s engine', (engine) => {
  test('stops after any of its steps, and then goes on with the next one', async () => {
    const whole = await run(engine);
    const requests = world.stub.requests.length;
    const reason = new Error('cancelled');
    await expect(run(engine, six, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    for (const [place, last] of whole.steps.entries()) {
      await world.pool.query('delete from guideline_topics');
      world.stub.requests.length = 0;
      const stop = new AbortController();
      const kept = new Map<string, unknown>();
      const watched = Object.assign(kept, {
        set: (name: string, value: unknown) => {
          if (name === last) stop.abort(reason);
          return Map.prototype.set.call(kept, name, value) as typeof kept;
        },
      });
      await expect(run(engine, six, { signal: stop.signal, kept: watched })).rejects.toBe(reason);
      const resumed = await run(engine, six, { kept: new Map(kept) });
      expect(resumed.steps).toEqual(whole.steps.slice(place + 1));
      expect(resumed.output).toEqual(whole.output);
      expect(world.stub.requests).toHaveLength(requests);
      expect(await rows()).toHaveLength(6);
    }
  });
});

test('a topic that was saved just before a crash is not asked for again', async () => {
  const kept = new Map<string, unknown>();
  const { steps } = await run('compatible', six, { kept });
  const last = steps.at(-1) ?? '';
  kept.delete(last);
  world.stub.requests.length = 0;
  const resumed = await run('compatible', six, { kept });
  expect(resumed.steps).toEqual([last]);
  expect(world.stub.requests).toEqual([]);
  expect(resumed.output).toMatchObject({ learned: 6, skipped: 0 });
});

test('one topic that a provider cannot do is left out and named; the next attempt does only that', async () => {
  const kept = new Map<string, unknown>();
  const broken = { kind: 'prose' } as const;
  const answers = world.stub.faults;
  // Two summaries, one embedding, the first topic; then the second one, asked twice in each of three tries.
  const skip = Array.from(
    { length: 4 },
    () => ({ kind: 'late', until: Promise.resolve() }) as const,
  );
  answers.push(...skip, broken, broken, broken, broken, broken, broken);
  const error = await run('compatible', six, { kept }).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RetryableError);
  expect(error).toMatchObject({
    code: 'batches_missing',
    message: expect.stringContaining('1 of 6'),
  });
  expect(await rows()).toHaveLength(5);
  world.stub.requests.length = 0;
  expect((await run('compatible', six, { kept })).output).toMatchObject({ learned: 6, skipped: 0 });
  expect(world.stub.requests).toHaveLength(1);
});

test('obeys inside a call that hangs, and lets go of it', async () => {
  world.stub.faults.push({ kind: 'hang' });
  const stop = new AbortController();
  const running = run('compatible', six, { signal: stop.signal });
  await expect.poll(() => world.stub.requests.length).toBe(1);
  const reason = new Error('cancelled');
  stop.abort(reason);
  await expect(running).rejects.toBe(reason);
  await world.stub.requests[0]?.closed;
});

test('a refused key ends it for good, a long pause puts it off at no cost', async () => {
  const refuse = { kind: 'status', status: 401 } as const;
  world.stub.faults.push(refuse, refuse, refuse);
  await expect(run('compatible')).rejects.toBeInstanceOf(PermanentError);
  world.stub.faults.length = 0;
  world.stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '600' } });
  await expect(run('compatible')).rejects.toMatchObject({
    code: 'provider_rate_limited',
    free: true,
    retryAfterMs: 600_000,
  });
});

test('obeys while the database does not answer, and is tried again where it refuses', async () => {
  const handler = createTrain(() => six);
  const over = (query: () => Promise<unknown>) =>
    world.deps('built-in', { query } as unknown as Pool);
  const stop = new AbortController();
  const stuck = runHandler(handler, input, {
    deps: await over(() => new Promise(() => {})),
    signal: stop.signal,
  });
  const reason = new Error('cancelled');
  stop.abort(reason);
  await expect(stuck).rejects.toBe(reason);
  const away = runHandler(handler, input, {
    deps: await over(() => Promise.reject(new Error('relation missing at 10.0.0.5:5432'))),
  });
  const error = (await away.catch((thrown: unknown) => thrown)) as RetryableError;
  expect(error).toMatchObject({ code: 'guidelines_unavailable' });
  expect(error.message).not.toContain('10.0.0.5');
});
