import { expect, test } from 'vitest';
import { createRateGate } from '#platform/ai/rate-gate';

const calm = () => new AbortController().signal;

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
  const gate = createRateGate({ concurrency: 2, spacingMs: 0 });
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

test('a call that fails gives its place free', async () => {
  const gate = createRateGate({ concurrency: 1, spacingMs: 0 });
  await expect(gate.run(() => Promise.reject(new Error('no')), calm())).rejects.toThrow('no');
  expect(await gate.run(async () => 'yes', calm())).toBe('yes');
});

test('a second call does not start before the spacing is over', async () => {
  const gate = createRateGate({ concurrency: 3, spacingMs: 60_000 });
  await gate.run(async () => 'first', calm());
  const stop = new AbortController();
  let begun = false;
  const second = gate.run(async () => {
    begun = true;
  }, stop.signal);
  expect(gate.pausedForMs()).toBeGreaterThan(50_000);
  stop.abort(new Error('enough'));
  await expect(second).rejects.toThrow('enough');
  expect(begun).toBe(false);
});

test('after a short spacing the next call starts by itself', async () => {
  const gate = createRateGate({ concurrency: 3, spacingMs: 5 });
  expect(await Promise.all([1, 2, 3].map((n) => gate.run(async () => n, calm())))).toEqual([
    1, 2, 3,
  ]);
});

test('who waits for a place leaves the line when told to stop, and takes none', async () => {
  const gate = createRateGate({ concurrency: 1, spacingMs: 0 });
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

test('a pause holds calls back, and a stop ends the waiting', async () => {
  const gate = createRateGate({ concurrency: 1, spacingMs: 0 });
  gate.pauseUntil(Date.now() + 60_000);
  expect(gate.pausedForMs()).toBeGreaterThan(50_000);
  const stop = new AbortController();
  const waiting = gate.run(async () => 'never', stop.signal);
  const reason = new Error('cancelled');
  stop.abort(reason);
  await expect(waiting).rejects.toBe(reason);
});
