import { type CronExpression, CronExpressionParser } from 'cron-parser';

/** Longest expression looked at, in characters. */
const MAX_CRON_LENGTH = 100;
/** Occurrences looked at for the smallest distance, and how far they may reach. */
const SAMPLES = 70;
const SAMPLED_MS = 25 * 3_600_000;
/** Of the twelve months, in a leap year. */
const longestMonths = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

const number = '\\d{1,2}';
const name = '(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|sun|mon|tue|wed|thu|fri|sat)';
const value = `(?:${number}|${name})`;
const part = `(?:\\*|${value}(?:-${value})?)(?:/[1-9]\\d{0,3})?`;
const field = new RegExp(`^${part}(?:,${part})*$`, 'i');

/** Why an expression or a zone cannot be used. */
export interface CronProblem {
  readonly path: 'cron' | 'timezone';
  readonly code:
    | 'required'
    | 'fields'
    | 'syntax'
    | 'never_fires'
    | 'too_often'
    | 'unknown_time_zone';
  readonly message: string;
}

const zones: ReadonlySet<string> = new Set(['UTC', ...Intl.supportedValuesOf('timeZone')]);

const OUTSIDE =
  'A value is outside its field: minute 0-59, hour 0-23, day 1-31, month 1-12, weekday 0-7.';

/** Names that the parser itself would also take, such as `UTC+25` or nothing at all, are none. */
const isTimeZone = (timezone: string): boolean => zones.has(timezone);

/** Further back than any change of clocks reaches. */
const LOOK_BACK_MS = 3 * 3_600_000;
const offsets = new Map<string, Intl.DateTimeFormat>();

const offsetAt = (timezone: string, ms: number): string => {
  let format = offsets.get(timezone);
  if (!format) {
    format = new Intl.DateTimeFormat('en', { timeZone: timezone, timeZoneName: 'longOffset' });
    offsets.set(timezone, format);
  }
  return format.formatToParts(ms).find(({ type }) => type === 'timeZoneName')?.value ?? '';
};

/**
 * The parser gives an hour that comes twice once, as long as it has seen the first. Whoever asks from between
 * the two therefore begins before them. What runs each hour runs in both.
 */
const beginAt = (parsed: CronExpression, timezone: string, after: Date): Date => {
  if (parsed.fields.hour.isWildcard) return after;
  const at = after.getTime();
  const offset = offsetAt(timezone, at);
  const changes =
    offsetAt(timezone, at - LOOK_BACK_MS) !== offset ||
    offsetAt(timezone, at + LOOK_BACK_MS) !== offset;
  return changes ? new Date(at - LOOK_BACK_MS) : after;
};

/**
 * The next `count` moments after `after`, oldest first; none later than `until`. A local time that a change of
 * clocks skips counts at the next valid one; one that comes twice counts once.
 */
export const nextSlots = (
  cron: string,
  timezone: string,
  after: Date,
  count: number,
  until = Number.POSITIVE_INFINITY,
): Date[] => {
  const slots: Date[] = [];
  try {
    const parsed = CronExpressionParser.parse(cron, { tz: timezone, currentDate: after });
    parsed.reset(beginAt(parsed, timezone, after));
    while (slots.length < count) {
      const at = parsed.next().toDate();
      if (at.getTime() > until) break;
      if (at > after) slots.push(at);
    }
  } catch {
    // There is no further one.
  }
  return slots;
};

/** The first of them; null where there is none. */
export const nextSlot = (cron: string, timezone: string, after: Date): Date | null =>
  nextSlots(cron, timezone, after, 1)[0] ?? null;

const smallestGapMs = (cron: string, timezone: string): number => {
  const [first] = nextSlots(cron, timezone, new Date(), 1);
  if (!first) return Number.POSITIVE_INFINITY;
  const later = nextSlots(cron, timezone, first, SAMPLES, first.getTime() + SAMPLED_MS);
  return later.reduce((gap, at, index) => {
    const before = later[index - 1] ?? first;
    return Math.min(gap, at.getTime() - before.getTime());
  }, Number.POSITIVE_INFINITY);
};

/** Without this the parser would look through years of days in search of a 31st of April. */
const isPossible = ({ fields }: CronExpression): boolean =>
  !fields.dayOfWeek.isWildcard ||
  fields.month.values.some((month) =>
    fields.dayOfMonth.values.some((day) => Number(day) <= (longestMonths[month - 1] ?? 0)),
  );

/**
 * Holds an expression (five fields, or six with seconds first) and a zone of the IANA list against what
 * schedules take. Stricter than the parser: it takes an empty text for every minute, four fields, `H` for a
 * moment of its own choice, and offsets that no place has.
 *
 * @param minIntervalMs two runs may not lie closer together; 0 = no limit
 */
export const findCronProblem = (
  cron: string,
  timezone: string,
  minIntervalMs: number,
): CronProblem | null => {
  const wrong = (code: CronProblem['code'], message: string): CronProblem => ({
    path: code === 'unknown_time_zone' ? 'timezone' : 'cron',
    code,
    message,
  });
  if (!isTimeZone(timezone)) {
    return wrong('unknown_time_zone', 'A zone of the IANA list, such as UTC or Europe/Berlin.');
  }
  if (cron.trim() === '') return wrong('required', 'An expression such as 0 4 * * *.');
  if (cron.length > MAX_CRON_LENGTH)
    return wrong('syntax', `${MAX_CRON_LENGTH} characters at most.`);
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5 && fields.length !== 6) {
    return wrong('fields', `Five fields, or six with seconds first; these are ${fields.length}.`);
  }
  if (!fields.every((one) => field.test(one))) {
    return wrong(
      'syntax',
      'Each field holds *, numbers, ranges, lists and steps, such as */15 or 1-5.',
    );
  }
  try {
    const parsed = CronExpressionParser.parse(cron, { tz: timezone });
    if (!isPossible(parsed)) return wrong('never_fires', 'No month has this day.');
  } catch (error) {
    if (/day of month/i.test((error as Error).message)) {
      return wrong('never_fires', 'No month has this day.');
    }
    return wrong('syntax', OUTSIDE);
  }
  if (minIntervalMs > 0 && smallestGapMs(cron, timezone) < minIntervalMs) {
    return wrong('too_often', `Runs lie ${minIntervalMs / 1_000} s apart or more.`);
  }
  return null;
};
