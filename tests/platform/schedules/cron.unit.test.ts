import { expect, test } from 'vitest';
import { loadConfig } from '#platform/config';
import { findCronProblem, nextSlot, nextSlots } from '#platform/schedules/cron';
import { describeCron } from '#platform/schedules/describe-cron';
import { type PlanRequest, planSlots } from '#platform/schedules/plan-slots';
import { testEnvironment } from '../../helpers/test-config';

const MINUTE_MS = 60_000;
const iso = (slots: readonly Date[]) => slots.map((at) => at.toISOString());
const after = (cron: string, zone: string, from: string, count: number) =>
  iso(nextSlots(cron, zone, new Date(from), count));

test.each([
  ['', 'required'],
  ['* * * *', 'fields'],
  ['* * * * * * *', 'fields'],
  ['@reboot', 'fields'],
  ['*/0 * * * *', 'syntax'],
  ['60 * * * *', 'syntax'],
  ['-1 * * * *', 'syntax'],
  ['1e1 * * * *', 'syntax'],
  ['0x1 * * * *', 'syntax'],
  ['٣ * * * *', 'syntax'],
  ['H H * * *', 'syntax'],
  ['5-1 * * * *', 'syntax'],
  [`${'1,'.repeat(50_000)}1 * * * *`, 'syntax'],
  ['0 0 30 2 *', 'never_fires'],
  ['0 0 31 4,6,9 *', 'never_fires'],
  ['* * * * * *', 'too_often'],
])('the expression %.20s is refused as %s', (cron, code) => {
  expect(findCronProblem(cron, 'UTC', 10_000)).toMatchObject({ path: 'cron', code });
});

test.each(['', 'Nope/Zone', '../../etc/passwd', '__proto__', 'UTC+25'])(
  'the zone “%s” is refused',
  (zone) => {
    expect(findCronProblem('0 4 * * *', zone, 0)).toMatchObject({
      path: 'timezone',
      code: 'unknown_time_zone',
    });
  },
);

test.each(['* * * * *', '*/10 * * * * *', '0 2 1,15 * *', '0 0 29 2 *', '30 9 * jan-mar mon-fri'])(
  'the expression %s is taken',
  (cron) => expect(findCronProblem(cron, 'Europe/Berlin', 10_000)).toBeNull(),
);

test('an hour that the clocks skip is made up for once, at the next valid time', () => {
  expect(after('30 2 * * *', 'Europe/Berlin', '2026-03-28T12:00:00Z', 2)).toEqual([
    '2026-03-29T01:30:00.000Z',
    '2026-03-30T00:30:00.000Z',
  ]);
});

test('an hour that comes twice runs once, also for whoever looks between the two', () => {
  const once = ['2026-10-25T00:30:00.000Z', '2026-10-26T01:30:00.000Z'];
  expect(after('30 2 * * *', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual(once);
  for (const between of ['2026-10-25T00:30:00Z', '2026-10-25T00:45:00Z', '2026-10-25T01:15:00Z']) {
    expect(nextSlot('30 2 * * *', 'Europe/Berlin', new Date(between))?.toISOString()).toBe(once[1]);
  }
});

test('what runs each half hour runs through both changes of the clocks without a pause', () => {
  for (const from of ['2026-03-28T23:00:00Z', '2026-10-24T22:00:00Z']) {
    const slots = nextSlots('*/30 * * * *', 'Europe/Berlin', new Date(from), 12);
    const gaps = slots.slice(1).map((at, index) => at.getTime() - (slots[index] as Date).getTime());
    expect(new Set(gaps)).toEqual(new Set([30 * MINUTE_MS]));
  }
});

test('a zone or expression that cannot be used is refused at start, by the name of its schedule', () => {
  const environment = testEnvironment(
    { redis: 'redis://localhost:1', postgres: 'postgres://localhost:1/x' },
    { SCHEDULE_HOUSEKEEPING_CRON: '0 25 * * *' },
  );
  expect(() => loadConfig(environment)).toThrow(
    /SCHEDULE_HOUSEKEEPING_CRON of the schedule “housekeeping”/,
  );
  const zone = { SCHEDULE_HOUSEKEEPING_CRON: '', SCHEDULE_HOUSEKEEPING_TIMEZONE: 'Mars/Olympus' };
  expect(() => loadConfig({ ...environment, ...zone })).toThrow(/_TIMEZONE .*“housekeeping”/);
});

test('an expression is told in the reader’s language', () => {
  expect(describeCron('0 4 * * *', 'en')).toBe('At 04:00');
  expect(describeCron('0 4 * * *', 'he')).toMatch(/04:00/);
  expect(describeCron('0 4 * * *', 'he')).not.toBe(describeCron('0 4 * * *', 'xx'));
});

const plan = (misfire: PlanRequest['misfire'], downMinutes: number, misfireLimit = 3) => {
  const nextAt = new Date('2026-05-01T00:00:00Z');
  const now = new Date(nextAt.getTime() + downMinutes * MINUTE_MS + 45_000);
  return planSlots({ cron: '* * * * *', timezone: 'UTC', misfire, misfireLimit, nextAt }, now);
};

test.each([
  ['skip', [], 11],
  ['once', ['00:10'], 10],
  ['all', ['00:08', '00:09', '00:10'], 8],
] as const)('slots missed while all workers were down: %s', (misfire, made, missed) => {
  const { open, missed: left, nextAt } = plan(misfire, 10);
  expect(iso(open).map((at) => at.slice(11, 16))).toEqual(made);
  expect(left).toMatchObject({ at: new Date('2026-05-01T00:00:00Z'), slots: missed });
  expect(nextAt).toEqual(new Date('2026-05-01T00:11:00Z'));
});

test('a slot that is a little late is on time, and makes up for those before it', () => {
  const nextAt = new Date('2026-05-01T00:00:00Z');
  const request = { cron: '* * * * *', timezone: 'UTC', misfireLimit: 1, nextAt };
  const at = (text: string) => new Date(`2026-05-01T${text}Z`);
  expect(planSlots({ ...request, misfire: 'skip' }, at('00:00:20'))).toMatchObject({
    open: [nextAt],
    missed: null,
  });
  expect(planSlots({ ...request, misfire: 'once' }, at('00:05:10'))).toMatchObject({
    open: [at('00:05:00')],
    missed: { slots: 5 },
  });
});

test('a month of seconds that nobody saw is counted up to a bound', () => {
  const request = {
    cron: '* * * * * *',
    timezone: 'UTC',
    misfireLimit: 1,
    misfire: 'skip' as const,
  };
  const { missed, open } = planSlots(
    { ...request, nextAt: new Date('2026-05-01T00:00:00Z') },
    new Date('2026-06-01T00:00:00Z'),
  );
  expect(missed?.slots).toBe(10_000);
  expect(open).toHaveLength(31);
});
