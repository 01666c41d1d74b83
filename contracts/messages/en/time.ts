const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const number = new Intl.NumberFormat('en');

const duration = (durationMs: number): string => {
  const ms = Math.max(0, durationMs);
  if (ms < SECOND_MS) return `${Math.round(ms)} ms`;
  if (ms < 10 * SECOND_MS) return `${(Math.floor(ms / 100) / 10).toFixed(1)} s`;
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) {
    return joined(Math.floor(ms / MINUTE_MS), 'min', Math.floor((ms % MINUTE_MS) / SECOND_MS), 's');
  }
  if (ms < DAY_MS) {
    return joined(Math.floor(ms / HOUR_MS), 'h', Math.floor((ms % HOUR_MS) / MINUTE_MS), 'min');
  }
  return joined(Math.floor(ms / DAY_MS), 'd', Math.floor((ms % DAY_MS) / HOUR_MS), 'h');
};

const joined = (big: number, bigUnit: string, small: number, smallUnit: string): string =>
  small === 0 ? `${big} ${bigUnit}` : `${big} ${bigUnit} ${small} ${smallUnit}`;

/** One unit only, as ages and estimates want it. */
const rough = (durationMs: number): string => {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} s`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} min`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} h`;
  const days = Math.floor(ms / DAY_MS);
  return days === 1 ? '1 day' : `${days} days`;
};

const about = (durationMs: number): string => {
  if (durationMs < 10 * SECOND_MS) return 'less than 10 s';
  if (durationMs < MINUTE_MS) return `about ${Math.ceil(durationMs / (10 * SECOND_MS)) * 10} s`;
  return `about ${rough(durationMs + MINUTE_MS / 2)}`;
};

const dateAndTime: Intl.DateTimeFormatOptions = {
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
};

// Made once: a list formats its dates again at each step of each job, and making one costs a hundred uses.
const formats = {
  local: new Intl.DateTimeFormat('en-GB', dateAndTime),
  utc: new Intl.DateTimeFormat('en-GB', { ...dateAndTime, timeZone: 'UTC' }),
};

/** Figures with their units. Durations are in milliseconds; percent is 0 to 100. */
export const time = {
  /** “58 s”, “3 min 12 s”: what something took. */
  duration,
  /** “about 20 s left”: an estimate, rounded so that it does not flicker. */
  left: (durationMs: number): string => `${about(durationMs)} left`,
  /** “2 min ago”; below five seconds “just now”. */
  ago: (durationMs: number): string =>
    durationMs < 5 * SECOND_MS ? 'just now' : `${rough(durationMs)} ago`,
  /** “in 12 s”. */
  until: (durationMs: number): string => `in ${rough(durationMs)}`,
  /** “2 min”: an age where the column's head says the rest. */
  age: rough,
  percent: (percent: number): string => `${Math.floor(percent)} %`,
  count: (value: number): string => number.format(value),
  /** “21 Nov 2026, 21:37:16” in the reader's zone, or in UTC and saying so. Takes ISO 8601. */
  moment: (at: string, zone: 'local' | 'utc'): string => {
    const text = formats[zone].format(new Date(at));
    return zone === 'utc' ? `${text} UTC` : text;
  },
};
