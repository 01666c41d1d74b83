import { useIsLive } from '../job-time';
import { useMessages } from '../messages';
import type { Tick } from './ticks';

/** Whose clock a page speaks of. */
export type Zone = 'local' | 'utc';

const tags = { en: 'en-GB', he: 'he' } as const;
const DAY_MS = 24 * 3_600_000;

type Form = 'minute' | 'second' | 'day' | 'date';
const forms: Record<Form, Intl.DateTimeFormatOptions> = {
  second: { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
  minute: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { day: 'numeric', month: 'short' },
};

// Making one costs a hundred uses, and a chart names each of its hundred stretches.
const made = new Map<string, Intl.DateTimeFormat>();
const formatOf = (locale: keyof typeof tags, zone: Zone, form: Form): Intl.DateTimeFormat => {
  const key = `${locale} ${zone} ${form}`;
  const known = made.get(key);
  if (known) return known;
  const timeZone = zone === 'utc' ? { timeZone: 'UTC' } : {};
  const format = new Intl.DateTimeFormat(tags[locale], { ...forms[form], ...timeZone });
  made.set(key, format);
  return format;
};

export interface Clock {
  readonly zone: Zone;
  /** “21:37”, with the date where what is shown spans more than a day. Milliseconds since 1970. */
  readonly at: (ms: number) => string;
  /** A few round times within a stretch of time, with their places along it. Milliseconds since 1970. */
  readonly ticks: (fromMs: number, spanMs: number) => readonly Tick[];
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MAX_TICKS = 5;
const tickSteps = [
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7, 14, 30, 90].map((days) => days * DAY_MS),
];

const ticksOf = (locale: keyof typeof tags, zone: Zone, fromMs: number, spanMs: number): Tick[] => {
  const step = tickSteps.find((one) => spanMs / one <= MAX_TICKS) ?? DAY_MS * 120;
  // Midnight is another time in each zone.
  const offsetMs = zone === 'utc' ? 0 : new Date(fromMs).getTimezoneOffset() * MINUTE_MS;
  const first = Math.ceil((fromMs - offsetMs) / step) * step + offsetMs;
  const format = formatOf(locale, zone, step >= DAY_MS ? 'date' : 'minute');
  const count = Math.max(0, Math.floor((fromMs + spanMs - first) / step) + 1);
  return Array.from({ length: count }, (_, index) => {
    const ms = first + index * step;
    return { at: (ms - fromMs) / spanMs, label: format.format(ms) };
  });
};

/**
 * Names points in time as short as what is shown allows.
 *
 * @param spanMs of what is shown
 * @param stepMs between two points; below a minute their seconds are told
 */
export function useClock(zone: Zone, spanMs: number, stepMs: number): Clock {
  const { locale } = useMessages();
  // The server does not know the reader's zone.
  const live = useIsLive();
  const form: Form = spanMs > DAY_MS ? 'day' : stepMs % 60_000 === 0 ? 'minute' : 'second';
  const shown = live ? zone : 'utc';
  return {
    zone: shown,
    at: (ms) => formatOf(locale, shown, form).format(ms),
    ticks: (fromMs, ofMs) => ticksOf(locale, shown, fromMs, ofMs),
  };
}
