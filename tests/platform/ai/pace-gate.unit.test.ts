import { expect, test } from 'vitest';
import { createPaceGate } from '#platform/ai/pace-gate';

const calm = () => new AbortController().signal;
const limits = { name: 'stub', maxConcurrency: 1, startsPerMinute: 0, leaseMs: 600_000 };

/** A call that a test ends by hand. */
const heldCall = () => {
  let end: (value: string) => void = () => {};
  const ended = new Promise<string>((resolve) => {
    end = resolve;
  });
  let begun = false;
  return {
    call: () => {
      begun = true;
      return ended;
    },
    end: () => end('done'),
    get begun() {
      return begun;
    },
  };
};

test('no more calls run at once than allowed, and the next begins when one ends', async () => {
  const gate = createPaceGate({ ...limits, maxConcurrency: 2 });
  const calls = [heldCall(), heldCall(), heldCall()] as const;
  const runs = calls.map((one) => gate.run(one.call, calm()));
  await expect.poll(() => calls[1].begun).toBe(true);
  expect(calls[2].begun).toBe(false);
  calls[0].end();
  await expect.poll(() => calls[2].begun).toBe(true);
  calls[1].end();
  calls[2].end();
  expect(await Promise.all(runs)).toEqual(['done', 'done', 'done']);
});

test('a call that fails gives its turn back', async () => {
  const gate = createPaceGate(limits);
  await expect(gate.run(() => Promise.reject(new Error('no')), calm())).rejects.toThrow('no');
  expect(await gate.run(async () => 'yes', calm())).toBe('yes');
});

test('a turn that is never given back runs out', async () => {
  const gate = createPaceGate({ ...limits, leaseMs: 30 });
  void gate.run(heldCall().call, calm());
  expect(await gate.run(async () => 'next', calm())).toBe('next');
});

test('who would wait too long for a turn is sent away, each with a moment of its own', async () => {
  const gate = createPaceGate({ ...limits, inlineWaitMs: 1 });
  const held = heldCall();
  const run = gate.run(held.call, calm());
  const waits: number[] = [];
  for (let n = 0; n < 3; n += 1) {
    const error = await gate.run(async () => 'never', calm()).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'provider_rate_limited' });
    waits.push(Date.now() + (error as { retryAfterMs: number }).retryAfterMs);
  }
  expect(waits[1]).toBeGreaterThan((waits[0] ?? 0) + 500);
  expect(waits[2]).toBeGreaterThan((waits[1] ?? 0) + 500);
  held.end();
  await run;
});

test('no more calls start within a minute than allowed', async () => {
  const gate = createPaceGate({ ...limits, maxConcurrency: 9, startsPerMinute: 2 });
  await gate.run(async () => 1, calm());
  await gate.run(async () => 2, calm());
  const third = await gate.run(async () => 3, calm()).catch((thrown: unknown) => thrown);
  expect(third).toMatchObject({ code: 'provider_rate_limited' });
  expect((third as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(50_000);
});

test('a long pause sends everybody away, spread over the time after it', async () => {
  const gate = createPaceGate({ ...limits, startsPerMinute: 60 });
  expect(await gate.pause(600_000)).toBe(600_000);
  const error = await gate.run(async () => 'never', calm()).catch((thrown: unknown) => thrown);
  expect((error as { retryAfterMs: number }).retryAfterMs).toBeGreaterThan(600_500);
});

test('a short pause is waited out', async () => {
  const gate = createPaceGate(limits);
  const startedAt = Date.now();
  await gate.pause(60);
  await gate.run(async () => 'yes', calm());
  expect(Date.now() - startedAt).toBeGreaterThanOrEqual(60);
});

test('who waits leaves at once when told to stop, and takes no turn', async () => {
  const gate = createPaceGate(limits);
  const first = heldCall();
  const run = gate.run(first.call, calm());
  const stop = new AbortController();
  const waiting = gate.run(async () => 'never', stop.signal);
  const reason = new Error('cancelled');
  stop.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  first.end();
  await run;
  expect(await gate.run(async () => 'next', calm())).toBe('next');
});
