import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Pulse, PulseDelta } from '#contracts/admin';
import type { LogEvent, ProgressEvent } from '#contracts/events';
import type { Role } from '#contracts/roles';
import type { Platform } from '#platform/platform';
import { eventually } from '../helpers/eventually';
import { output, progress, type Recorder, startWorld, submit, type World } from './socket-world';

let shared: World;
let world: World;
/** How often the server asked how things are. */
let readings = 0;

const counting = (platform: Platform): Platform => ({
  ...platform,
  operators: {
    ...platform.operators,
    pulse: () => {
      readings += 1;
      return platform.operators.pulse();
    },
  },
});

beforeAll(async () => {
  shared = await startWorld();
  world = await shared.another({ pulseMs: 25 }, counting);
});
afterAll(async () => {
  await world.stop();
  await shared.stop();
});

const enter = (userId: string, role: Role): Promise<Recorder> =>
  world.recorder({ token: world.token(userId, { role }) }).connected();
const pulses = (tab: Recorder): PulseDelta[] => tab.payloads<PulseDelta>('admin:pulse');

test('the pulse is for those who see operations, whole at first and then what has changed', async () => {
  const user = await enter('ann', 'user');
  expect(await user.ask('admin:watch', {})).toMatchObject({
    ok: false,
    error: { code: 'forbidden' },
  });
  const tab = await enter('vic', 'viewer');
  const answer = (await tab.ask('admin:watch', {})) as unknown as { ok: boolean; pulse: Pulse };
  expect(answer.ok).toBe(true);
  const line = (rows: readonly { type: string; waiting: number }[] | undefined) =>
    rows?.find(({ type }) => type === 'career-insights');
  const before = line(answer.pulse.queues)?.waiting ?? 0;
  await tab.got<PulseDelta>('admin:pulse', ({ whole }) => whole === true);
  await eventually(() => pulses(tab).some(({ whole }) => !whole), 10_000, 'a change');
  const { operators, ledger } = shared.core;
  await ledger.submit({
    ...{ id: 'ann~career-insights~00000000000000000000000001', owner: 'ann', input: '{}' },
    ...{ type: 'career-insights', options: '{}', idemKey: null, idemHash: null, maxAttempts: 1 },
    ...{ delayMs: 0, retryOf: null, parentId: null, traceId: null },
  });
  await eventually(
    () => pulses(tab).some(({ queues }) => line(queues)?.waiting === before + 1),
    20_000,
    'the job that waits',
  );
  // This process itself is among those that are counted.
  await eventually(async () => ((await operators.pulse()).health.sockets ?? 0) > 0, 15_000);
  expect(pulses(user)).toEqual([]);
  expect(await tab.ask('admin:watch', { every: 1 })).toMatchObject({ ok: false });
  tab.close();
  user.close();
});

test('one reading serves all who watch, and there is none without anybody', async () => {
  const tabs = await Promise.all(['a', 'b', 'c'].map((name) => enter(name, 'operator')));
  for (const tab of tabs) await tab.ask('admin:watch', {});
  const counts = () => tabs.map((tab) => pulses(tab).length);
  const from = readings;
  const had = counts();
  await eventually(() => counts().every((count, at) => count >= (had[at] ?? 0) + 5), 10_000);
  const got = Math.max(...counts().map((count, at) => count - (had[at] ?? 0)));
  expect(readings - from).toBeLessThanOrEqual(got + 2);
  for (const tab of tabs) await tab.ask('admin:unwatch', {});
  // One may be under way.
  const last = readings;
  for (let n = 0; n < 10; n += 1) {
    await tabs[0]?.ask('admin:unwatch', {});
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  expect(readings).toBeLessThanOrEqual(last + 1);
});

test('the pulse ends with the role', async () => {
  const [kept, lost] = [await enter('kim', 'viewer'), await enter('lou', 'viewer')];
  for (const tab of [kept, lost]) await tab.ask('admin:watch', {});
  await lost.got('admin:pulse');
  await lost.ask('auth:refresh', { token: world.token('lou') });
  const had = pulses(lost).length;
  const from = pulses(kept).length;
  await eventually(() => pulses(kept).length >= from + 5, 10_000);
  expect(pulses(lost).length).toBe(had);
  kept.close();
});

test('who watches another’s job sees its progress as a viewer, and its output as an operator', async () => {
  const job = await submit(world, 'gus');
  const [viewer, operator] = [await enter('vic', 'viewer'), await enter('oda', 'operator')];
  for (const tab of [viewer, operator]) {
    expect(await tab.ask('job:watch', { jobIds: [job.id] })).toMatchObject({ ok: true });
  }
  await output(world, job, ['secret'], ['secret']);
  await progress(world, job, 55);
  for (const tab of [viewer, operator]) {
    expect(await tab.got<ProgressEvent>('job:progress')).toMatchObject({ percent: 55 });
  }
  expect((await operator.got<LogEvent>('job:log')).lines).toHaveLength(1);
  expect(viewer.received.some(({ event }) => event === 'job:log' || event === 'job:chunk')).toBe(
    false,
  );
});
