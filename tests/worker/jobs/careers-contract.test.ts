import type { Pool } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type JobType, jobContracts } from '#contracts/jobs/index';
import { PermanentError, RetryableError } from '#worker/job-context';
import { bindHandlers } from '#worker/jobs/index';
import { runHandler } from '../../helpers/run-handler';
import { sampleResume } from '../../platform/careers/sample-resume';
import type { Fault } from '../../stub-provider/faults';
import { type CareersWorld, startCareersWorld } from './careers-world';

let world: CareersWorld;
beforeAll(async () => {
  world = await startCareersWorld();
});
afterEach(() => {
  world.stub.requests.length = 0;
  world.stub.faults.length = 0;
});
afterAll(() => world.stop());

/** Per type an input, and the thing that its messages must name. */
const cases = [
  {
    type: 'resume-optimization',
    input: { resumeText: sampleResume, targetRole: 'Full stack developer' },
    thing: /Full-stack developer|bullets? \d/,
  },
  {
    type: 'skill-gap-analysis',
    input: { targetRole: 'SRE', industry: 'Software', currentSkills: ['Linux', 'Python'] },
    thing: /Site reliability engineer/,
  },
  { type: 'career-insights', input: { domain: 'Data' }, thing: /for Data$/ },
] as const satisfies { type: JobType; input: unknown; thing: RegExp }[];

const engines = ['built-in', 'compatible', 'gemini'] as const;
const providers = ['compatible', 'gemini'] as const;

const run = (
  type: JobType,
  input: unknown,
  engine: (typeof engines)[number],
  options: { kept?: Map<string, unknown>; signal?: AbortSignal } = {},
) => {
  const handler = bindHandlers(world.deps(engine))[type];
  if (!handler) throw new Error(`no handler for ${type}`);
  return runHandler(handler, input, options);
};

describe.each(cases)('$type', ({ type, input, thing }) => {
  const contract = jobContracts[type];

  describe.each(engines)('with the %s engine', (engine) => {
    test('gives what its contract promises, and says which engine it was', async () => {
      const { output } = await run(type, input, engine);
      const result = contract.output.parse(output);
      expect(output).toEqual(result);
      expect(result.engine).toEqual(
        engine === 'built-in'
          ? { kind: 'built-in', name: 'rules' }
          : { kind: 'provider', name: engine, model: engine === 'gemini' ? 'm-2' : 'm-1' },
      );
      expect(result.source.attribution).toMatch(/CC BY 4\.0/);
      expect(contract.headline(result as never)).toMatch(/\S/);
    });

    test('says how far it is, naming the thing at hand, and never falls back', async () => {
      const { progress } = await run(type, input, engine);
      const percents = progress.map(({ percent }) => percent ?? 0);
      expect(percents).toEqual([...percents].sort((a, b) => a - b));
      expect(percents[0]).toBe(0);
      expect(Math.max(...percents)).toBeLessThan(100);
      expect(progress.filter(({ message }) => thing.test(message)).length).toBeGreaterThan(1);
      for (const { message } of progress) expect(message.length).toBeGreaterThan(5);
    });

    test('does no step twice, whichever was the last before the crash', async () => {
      const whole = await run(type, input, engine);
      expect(whole.steps.length).toBeGreaterThanOrEqual(3);
      expect(new Set(whole.steps).size).toBe(whole.steps.length);
      const all = new Map<string, unknown>();
      await run(type, input, engine, { kept: all });
      for (let done = 0; done <= whole.steps.length; done += 1) {
        const kept = new Map(whole.steps.slice(0, done).map((name) => [name, all.get(name)]));
        world.stub.requests.length = 0;
        const resumed = await run(type, input, engine, { kept });
        expect(resumed.steps).toEqual(whole.steps.slice(done));
        expect(resumed.output).toEqual(whole.output);
        if (done === whole.steps.length) expect(world.stub.requests).toEqual([]);
      }
    });

    test('obeys before it has begun', async () => {
      const reason = new Error('cancelled');
      const running = run(type, input, engine, { signal: AbortSignal.abort(reason) });
      await expect(running).rejects.toBe(reason);
    });

    test('obeys after each of its steps', async () => {
      const { steps } = await run(type, input, engine);
      for (const last of steps) {
        const stop = new AbortController();
        const reason = new Error(`after ${last}`);
        const kept = new Map<string, unknown>();
        const watched = Object.assign(kept, {
          set: (name: string, value: unknown) => {
            if (name === last) stop.abort(reason);
            return Map.prototype.set.call(kept, name, value) as typeof kept;
          },
        });
        await expect(run(type, input, engine, { signal: stop.signal, kept: watched })).rejects.toBe(
          reason,
        );
      }
    });
  });

  test('obeys while the database does not answer', async () => {
    const stuck = { query: () => new Promise(() => {}), connect: () => new Promise(() => {}) };
    const deps = await world.withPool(stuck as unknown as Pool);
    const stop = new AbortController();
    const running = runHandler(bindHandlers(deps)[type] as never, input as never, {
      signal: stop.signal,
    });
    const reason = new Error('cancelled');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  test('is tried again where the database is away', async () => {
    const away = {
      query: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.5:5432')),
      connect: () => Promise.reject(new Error('connect ECONNREFUSED 10.0.0.5:5432')),
    };
    const deps = await world.withPool(away as unknown as Pool);
    const running = runHandler(bindHandlers(deps)[type] as never, input as never);
    const error = (await running.catch((thrown: unknown) => thrown)) as RetryableError;
    expect(error).toBeInstanceOf(RetryableError);
    expect(error.code).toBe('careers_unavailable');
    expect(error.message).not.toContain('10.0.0.5');
  });

  describe.each(providers)('with a %s provider in trouble', (engine) => {
    const fail = async (...faults: Fault[]) => {
      world.stub.faults.push(...faults);
      return (await run(type, input, engine).catch((error: unknown) => error)) as RetryableError;
    };

    test('waits out a short 429', async () => {
      world.stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '1' } });
      const { output } = await run(type, input, engine);
      expect(contract.output.parse(output).engine.kind).toBe('provider');
    });

    test('is put off by a long 429, at no cost', async () => {
      const error = await fail({ kind: 'status', status: 429, headers: { 'retry-after': '600' } });
      expect(error).toBeInstanceOf(RetryableError);
      expect(error).toMatchObject({
        code: 'provider_rate_limited',
        retryAfterMs: 600_000,
        free: true,
      });
    });

    test('fails for good on a refused key', async () => {
      const error = await fail({ kind: 'status', status: 401 });
      expect(error).toBeInstanceOf(PermanentError);
      expect(error.code).toBe('provider_refused');
    });

    test.each([
      ['a failure on its side', { kind: 'status', status: 500 }],
      ['a reset connection', { kind: 'reset' }],
    ] satisfies [string, Fault][])('is tried again after %s', async (_, fault) => {
      const error = await fail(fault);
      expect(error).toBeInstanceOf(RetryableError);
      expect(error).toMatchObject({ code: 'provider_unavailable', free: false });
    });

    test.each(['prose', 'wrong-shape', 'truncated', 'cut'] as const)(
      'asks again after %s, and is tried again after two',
      async (kind) => {
        const error = await fail({ kind }, { kind });
        expect(error).toBeInstanceOf(RetryableError);
        expect(error.code).toBe('provider_invalid');
        expect(world.stub.requests).toHaveLength(2);
      },
    );

    test('obeys inside a call that hangs', async () => {
      world.stub.faults.push({ kind: 'hang' });
      const stop = new AbortController();
      const running = run(type, input, engine, { signal: stop.signal });
      await expect.poll(() => world.stub.requests.length).toBe(1);
      const reason = new Error('cancelled');
      stop.abort(reason);
      await expect(running).rejects.toBe(reason);
      await world.stub.requests[0]?.closed;
    });

    test('never gives a result of the built-in engine instead', async () => {
      const error = await fail({ kind: 'status', status: 500 });
      expect(error).toBeInstanceOf(Error);
    });

    test('reports tokens in the log of the job', async () => {
      const { log } = await run(type, input, engine);
      expect(log[0]).toMatch(/m-\d: 420 tokens in, 70 out/);
    });
  });
});
