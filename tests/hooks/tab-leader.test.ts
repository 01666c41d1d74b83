import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Environment } from '#hooks/client/environment';
import { createTabLeader, type Role } from '#hooks/client/tab-leader';
import { createLocks } from './support/locks';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A tab whose leader never speaks: somebody sits on the lock. */
const behindSilentLeader = () => {
  const locks = createLocks();
  let thefts = 0;
  const sit = () => {
    const held = locks.request('jobwire:leader:key', { steal: true }, () => new Promise(() => {}));
    held.catch(() => {
      thefts++;
    });
  };
  sit();
  const state = { attention: 'visible' as ReturnType<Environment['attention']>, asked: 0 };
  const roles: Role[] = [];
  const leader = createTabLeader({
    env: { locks: locks as LockManager, attention: () => state.attention } as Environment,
    key: 'key',
    canRelay: () => true,
    onRole: (role) => roles.push(role),
    onBeat: () => {},
    onSilence: () => {
      state.asked++;
    },
  });
  return { leader, roles, state, sit, thefts: () => thefts };
};
const wait = (ms: number) => vi.advanceTimersByTimeAsync(ms);

it('pitfall 16: asks before it judges, and takes over within ten seconds', async () => {
  const { leader, roles, state, thefts } = behindSilentLeader();
  leader.start();
  await wait(7_000);
  expect(state.asked).toBeGreaterThan(0);
  expect(thefts()).toBe(0);
  await wait(3_000);
  expect(roles).toEqual(['follower', 'leader']);
  leader.release();
});

it('pitfall 16: any answer keeps the leader in place', async () => {
  const { leader, roles, thefts } = behindSilentLeader();
  leader.start();
  for (let round = 0; round < 60; round++) {
    await wait(5_000);
    leader.heard();
  }
  expect(thefts()).toBe(0);
  expect(roles).toEqual(['follower']);
  leader.release();
});

it('pitfall 16: a hidden tab never steals, and a tab that has just woken waits', async () => {
  const { leader, state, thefts } = behindSilentLeader();
  state.attention = 'hidden';
  leader.start();
  await wait(120_000);
  expect(thefts()).toBe(0);
  state.attention = 'visible';
  // The machine slept: the clock went on, the timers did not.
  vi.setSystemTime(Date.now() + 3_600_000);
  await wait(5_000);
  expect(thefts()).toBe(0);
  await wait(8_000);
  expect(thefts()).toBe(1);
  leader.release();
});

it('pitfall 16: two tabs that take each other for dead do not play ping-pong', async () => {
  const { leader, roles, sit, thefts } = behindSilentLeader();
  leader.start();
  const begun = Date.now();
  const at: number[] = [];
  while (Date.now() - begun < 3_600_000) {
    await wait(1_000);
    if (roles.at(-1) !== 'leader') continue;
    at.push(Date.now() - begun);
    sit();
    await wait(1);
    expect(roles.at(-1)).toBe('follower');
  }
  const gaps = at.slice(1).map((time, index) => time - (at[index] as number));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(60_000);
  expect(gaps[1]).toBeGreaterThanOrEqual(1.9 * (gaps[0] as number));
  expect(gaps.at(-1)).toBeGreaterThanOrEqual(14 * 60_000);
  expect(thefts()).toBe(at.length);
  leader.release();
});

it('gives the lock back, and the place in line too', async () => {
  const { leader, roles } = behindSilentLeader();
  leader.start();
  await wait(10_000);
  expect(roles.at(-1)).toBe('leader');
  leader.release();
  leader.release();
  leader.start();
  await wait(1);
  expect(roles.slice(-2)).toEqual(['follower', 'leader']);
  leader.release();
});

it('is solo where there are no locks, where tabs cannot hear each other, and where locks are refused', async () => {
  const refusing = {
    request: async () => {
      throw new DOMException('not in a sandboxed frame', 'SecurityError');
    },
  } as unknown as LockManager;
  for (const [locks, canRelay] of [
    [undefined, true],
    [createLocks(), false],
    [refusing, true],
  ] as const) {
    const roles: Role[] = [];
    const leader = createTabLeader({
      env: { locks, attention: () => 'visible' } as unknown as Environment,
      key: 'key',
      canRelay: () => canRelay,
      onRole: (role) => roles.push(role),
      onBeat: () => {},
      onSilence: () => {},
    });
    leader.start();
    await wait(60_000);
    expect(roles.at(-1)).toBe('solo');
    leader.release();
  }
});
