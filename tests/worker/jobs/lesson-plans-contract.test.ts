import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { lessonPlans as contract } from '#contracts/jobs/lesson-plans';
import { modulePlanSchema } from '#contracts/lessons';
import { bundledCurriculum } from '#platform/lessons/curriculum';
import { createLessonStore } from '#platform/lessons/lesson-store';
import { PermanentError, RetryableError } from '#worker/job-context';
import { lessonPlans } from '#worker/jobs/lesson-plans';
import { runHandler } from '../../helpers/run-handler';
import { defaultAnswer } from '../../stub-provider/default-answers';
import type { Fault } from '../../stub-provider/faults';
import { type GuidelinesWorld, startGuidelinesWorld } from './guidelines-world';

let world: GuidelinesWorld;
beforeAll(async () => {
  world = await startGuidelinesWorld();
});
afterEach(async () => {
  world.stub.requests.length = 0;
  world.stub.faults.length = 0;
  await world.pool.query('delete from lesson_modules');
});
afterAll(() => world.stop());

const engines = ['built-in', 'compatible'] as const;
type RunOptions = { kept?: Map<string, unknown>; signal?: AbortSignal };

const run = async (
  engine: (typeof engines)[number],
  moduleIndex: number | undefined = 1,
  options: RunOptions = {},
) =>
  runHandler(
    lessonPlans,
    { workflowId: 'web', moduleIndex },
    { deps: await world.deps(engine), ...options },
  );
const kept = async (index: number) =>
  (await createLessonStore(world.pool).plans('ann', 'web', index))[0];
const module = bundledCurriculum().modules[1];

describe.each(engines)('with the %s engine', (engine) => {
  test('a module is planned whole, kept, and the next one queued', async () => {
    const { output, next } = await run(engine);
    expect(contract.output.parse(output)).toEqual(output);
    expect(output).toMatchObject({ outcome: 'generated', moduleIndex: 1, totalModules: 8 });
    expect(output.coverage).toMatchObject({
      missing: [],
      minutes: { planned: 1_260, asked: 1_260 },
    });
    const plan = modulePlanSchema.parse((await kept(1))?.plan);
    expect(plan.lessons).toHaveLength(14);
    expect(plan.lessons.at(-1)?.kind).toBe('review');
    const minutes = plan.lessons.flatMap((lesson) => lesson.activities.map((one) => one.minutes));
    expect(minutes.reduce((sum, one) => sum + one, 0)).toBe((module?.contactHours ?? 0) * 60);
    expect(output.engine).toEqual(
      engine === 'built-in'
        ? { kind: 'built-in', name: 'template@1' }
        : { kind: 'provider', name: 'compatible', model: 'm-1' },
    );
    expect((await kept(1))?.engine).toEqual(output.engine);
    expect(next).toEqual([
      expect.objectContaining({ scope: 'owner', input: { workflowId: 'web', moduleIndex: 2 } }),
    ]);
    expect(contract.headline(output)).toBe('WD2 Structure with HTML (2 of 8): 14 lessons');
  });

  test('says how far it is, naming the thing at hand, and never falls back', async () => {
    const { progress } = await run(engine);
    const percents = progress.map(({ percent }) => percent ?? 0);
    expect(percents).toEqual([...percents].sort((a, b) => a - b));
    expect(progress.map(({ message }) => message)).toContain(
      'Planning WD2: Elements and attributes (1/14)',
    );
  });

  test('does no step twice, whichever was the last before the crash', async () => {
    const all = new Map<string, unknown>();
    const whole = await run(engine, 1, { kept: all });
    for (const done of [0, 1, 3, whole.steps.length - 1, whole.steps.length]) {
      const some = new Map(whole.steps.slice(0, done).map((name) => [name, all.get(name)]));
      world.stub.requests.length = 0;
      const resumed = await run(engine, 1, { kept: some });
      expect(resumed.steps).toEqual(whole.steps.slice(done));
      expect(resumed.output).toEqual(whole.output);
      if (done === whole.steps.length) expect(world.stub.requests).toEqual([]);
    }
  });

  test('obeys before it has begun, and after a step', async () => {
    const reason = new Error('cancelled');
    await expect(run(engine, 1, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
    const stop = new AbortController();
    const steps = new Map<string, unknown>();
    const watched = Object.assign(steps, {
      set: (name: string, value: unknown) => {
        if (name === 'frames') stop.abort(reason);
        return Map.prototype.set.call(steps, name, value) as typeof steps;
      },
    });
    await expect(run(engine, 1, { signal: stop.signal, kept: watched })).rejects.toBe(reason);
  });
});

test('a job that names no module takes the first that is missing', async () => {
  expect((await run('built-in', 0)).output.outcome).toBe('generated');
  const { output } = await runHandler(
    lessonPlans,
    { workflowId: 'web' },
    { deps: await world.deps('built-in') },
  );
  expect(output.moduleIndex).toBe(1);
});

test('a module that the curriculum does not have fails for good', async () => {
  const error = await run('built-in', 8).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(PermanentError);
  expect(error).toMatchObject({ code: 'unknown_module' });
});

test('the last module queues none behind it', async () => {
  const deps = await world.deps('built-in');
  for (let index = 0; index < 8; index += 1) {
    const { next } = await runHandler(
      lessonPlans,
      { workflowId: 'web', moduleIndex: index },
      { deps },
    );
    expect(next.map(({ input }) => input)).toEqual(
      index < 7 ? [{ workflowId: 'web', moduleIndex: index + 1 }] : [],
    );
  }
});

describe('a provider in trouble', () => {
  const fail = async (...faults: Fault[]) => {
    world.stub.faults.push(...faults);
    return (await run('compatible').catch((thrown: unknown) => thrown)) as RetryableError;
  };
  /** A good answer to the request at hand, with one thing wrong in its first lesson. */
  const spoilt = async (spoil: (lesson: Record<string, unknown>) => void): Promise<Fault> => {
    await run('compatible');
    const answer = defaultAnswer(['lessons'], world.stub.requests[0]?.prompt ?? '') as {
      lessons: Record<string, unknown>[];
    };
    spoil(answer.lessons[0] ?? {});
    world.stub.requests.length = 0;
    await world.pool.query('delete from lesson_modules');
    return { kind: 'answer', answer };
  };
  const wrongs: [string, RegExp, (lesson: Record<string, unknown>) => void][] = [
    [
      'a lesson too short',
      /add up to 73 minutes; they must add up to 90/,
      (lesson) => {
        const [first] = lesson.activities as { minutes: number }[];
        if (first) first.minutes = 1;
      },
    ],
    [
      'a topic left out',
      /exactly these topics/,
      (lesson) => {
        lesson.topics = [];
      },
    ],
    [
      'an outcome made up',
      /exactly these outcomes/,
      (lesson) => {
        (lesson.outcomes as string[]).push('WD2-LO99');
      },
    ],
    [
      'a lesson left out',
      /is missing/,
      (lesson) => {
        lesson.no = 77;
      },
    ],
  ];

  test.each(wrongs)('asks again after %s, and keeps the better answer', async (_, why, spoil) => {
    const fault = await spoilt(spoil);
    world.stub.faults.push(fault);
    const { output } = await run('compatible');
    expect(output.coverage?.missing).toEqual([]);
    expect(world.stub.requests[1]?.prompt).toMatch(why);
  });

  test('is tried again after two answers that do not fit, and keeps nothing of them', async () => {
    const fault = await spoilt((lesson) => {
      lesson.topics = [];
    });
    const error = await fail(fault, fault);
    expect(error).toBeInstanceOf(RetryableError);
    expect(error.code).toBe('provider_invalid');
    expect(await kept(1)).toBeUndefined();
  });

  test.each([
    ['a failure on its side', { kind: 'status', status: 500 }, 'provider_unavailable'],
    ['a reset connection', { kind: 'reset' }, 'provider_unavailable'],
  ] satisfies [string, Fault, string][])('is tried again after %s', async (_, fault, code) => {
    expect(await fail(fault)).toMatchObject({ code, free: false });
  });

  test.each(['prose', 'wrong-shape', 'truncated', 'cut'] as const)(
    'asks again after %s, and is tried again after two',
    async (kind) => {
      expect((await fail({ kind }, { kind })).code).toBe('provider_invalid');
      expect(world.stub.requests).toHaveLength(2);
    },
  );

  test('is put off by a long Retry-After, and fails for good on a refused key', async () => {
    const headers = { 'retry-after': '600' };
    const later = await fail({ kind: 'status', status: 429, headers });
    expect(later).toMatchObject({
      code: 'provider_rate_limited',
      free: true,
      retryAfterMs: 600_000,
    });
    const never = await fail({ kind: 'status', status: 401 });
    expect(never).toBeInstanceOf(PermanentError);
    expect(never.code).toBe('provider_refused');
  });

  test('is left inside a call that hangs', async () => {
    world.stub.faults.push({ kind: 'hang' });
    const stop = new AbortController();
    const running = run('compatible', 1, { signal: stop.signal });
    running.catch(() => {});
    await expect.poll(() => world.stub.requests.length).toBe(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
    await world.stub.requests[0]?.closed;
  });
});
