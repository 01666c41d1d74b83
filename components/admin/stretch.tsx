import type { AdminRange } from '#contracts/admin';

/** What the page looks at: the time up to now, or between two times in ISO 8601. */
export type Stretch =
  | { readonly range: AdminRange }
  | { readonly from: string; readonly to: string };

/** As the contract lists them; that one comes with a schema library, which no page needs. */
export const ranges: readonly AdminRange[] = ['15m', '1h', '24h', '7d'];
export const DEFAULT_RANGE: AdminRange = '1h';

const MINUTE_MS = 60_000;
const rangeMs: Readonly<Record<AdminRange, number>> = {
  '15m': 15 * MINUTE_MS,
  '1h': 60 * MINUTE_MS,
  '24h': 24 * 60 * MINUTE_MS,
  '7d': 7 * 24 * 60 * MINUTE_MS,
};

const isRange = (text: string | null): text is AdminRange =>
  (ranges as readonly (string | null)[]).includes(text);

const isTime = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\dT/.test(text) && !Number.isNaN(Date.parse(text));

/** Reads it from an address. What makes no sense there counts as the last hour, never as an error. */
export const readStretch = (params: { get(name: string): string | null }): Stretch => {
  const [range, from, to] = [params.get('range'), params.get('from'), params.get('to')];
  if (isTime(from) && isTime(to) && Date.parse(from) < Date.parse(to)) return { from, to };
  return { range: isRange(range) ? range : DEFAULT_RANGE };
};

/** `range=1h` or `from=…&to=…`: for the page's address and for the API alike. */
export const stretchQuery = (stretch: Stretch): string =>
  new URLSearchParams('range' in stretch ? { range: stretch.range } : { ...stretch }).toString();

export const lengthOf = (stretch: Stretch): number =>
  'range' in stretch ? rangeMs[stretch.range] : Date.parse(stretch.to) - Date.parse(stretch.from);

/** The next wider preset; null where there is none. */
export const widerOf = (stretch: Stretch): AdminRange | null =>
  ranges.find((range) => rangeMs[range] > lengthOf(stretch)) ?? null;
