import type { Messages } from '../locales';
import { count, plural } from './plural';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const units = { ms: 'מ״ש', s: 'שנ׳', min: 'דק׳', h: 'שע׳' };
const days = (value: number): string =>
  plural(value, 'יום אחד', 'יומיים', (figure) => `${figure} ימים`);

const joined = (big: string, small: number, smallUnit: string): string =>
  small === 0 ? big : `${big} ${small} ${smallUnit}`;

const duration = (durationMs: number): string => {
  const ms = Math.max(0, durationMs);
  if (ms < SECOND_MS) return `${Math.round(ms)} ${units.ms}`;
  if (ms < 10 * SECOND_MS) return `${(Math.floor(ms / 100) / 10).toFixed(1)} ${units.s}`;
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} ${units.s}`;
  if (ms < HOUR_MS) {
    const seconds = Math.floor((ms % MINUTE_MS) / SECOND_MS);
    return joined(`${Math.floor(ms / MINUTE_MS)} ${units.min}`, seconds, units.s);
  }
  if (ms < DAY_MS) {
    const minutes = Math.floor((ms % HOUR_MS) / MINUTE_MS);
    return joined(`${Math.floor(ms / HOUR_MS)} ${units.h}`, minutes, units.min);
  }
  return joined(days(Math.floor(ms / DAY_MS)), Math.floor((ms % DAY_MS) / HOUR_MS), units.h);
};

const rough = (durationMs: number): string => {
  const ms = Math.max(0, durationMs);
  if (ms < MINUTE_MS) return `${Math.floor(ms / SECOND_MS)} ${units.s}`;
  if (ms < HOUR_MS) return `${Math.floor(ms / MINUTE_MS)} ${units.min}`;
  if (ms < DAY_MS) return `${Math.floor(ms / HOUR_MS)} ${units.h}`;
  return days(Math.floor(ms / DAY_MS));
};

/** A hyphen joins the prefix to a figure and not to a word. */
const prefixed = (prefix: string, text: string): string =>
  /^\d/.test(text) ? `${prefix}־${text}` : `${prefix}${text}`;

const left = (durationMs: number): string => {
  if (durationMs < 10 * SECOND_MS) return `נותרו פחות מ־10 ${units.s}`;
  if (durationMs < MINUTE_MS) {
    return `נותרו כ־${Math.ceil(durationMs / (10 * SECOND_MS)) * 10} ${units.s}`;
  }
  return `נותרו ${prefixed('כ', rough(durationMs + MINUTE_MS / 2))}`;
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
const formats = {
  local: new Intl.DateTimeFormat('he', dateAndTime),
  utc: new Intl.DateTimeFormat('he', { ...dateAndTime, timeZone: 'UTC' }),
};

export const time: Messages['time'] = {
  duration,
  left,
  ago: (durationMs) => (durationMs < 5 * SECOND_MS ? 'ממש עכשיו' : `לפני ${rough(durationMs)}`),
  until: (durationMs) => `בעוד ${rough(durationMs)}`,
  age: rough,
  percent: (percent) => `${Math.floor(percent)}%`,
  count,
  moment: (at, zone) => {
    const text = formats[zone].format(new Date(at));
    return zone === 'utc' ? `${text} UTC` : text;
  },
};
