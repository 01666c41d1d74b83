import type { AdminRange } from '#contracts/admin';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const rangesMs: Readonly<Record<AdminRange, number>> = {
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
};

/** Lengths a bucket may have, so that its edges fall on figures people read. */
const stepsMs = [
  ...[1, 2, 5, 10, 15, 30].map((seconds) => seconds * 1_000),
  ...[1, 2, 5, 10, 15, 20, 30].map((minutes) => minutes * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((hours) => hours * HOUR_MS),
  ...[1, 2, 7].map((days) => days * DAY_MS),
];
/** About sixty; never more than this. */
const MAX_BUCKETS = 75;

/** A stretch of time in buckets of equal length. Times in ms since 1970. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly bucketMs: number;
  readonly buckets: number;
}

/**
 * The stretch that a query names; without one the range `otherwise`. A range ends now and begins at the
 * edge of a bucket, so that the buckets of two looks are the same ones.
 */
export const stretchOf = (
  query: { readonly range?: AdminRange; readonly from?: string; readonly to?: string },
  otherwise: AdminRange,
  now: number = Date.now(),
): Stretch => {
  const isCustom = query.from !== undefined && query.to !== undefined;
  const to = isCustom ? Date.parse(query.to ?? '') : now;
  const lengthMs = isCustom
    ? to - Date.parse(query.from ?? '')
    : rangesMs[query.range ?? otherwise];
  const bucketMs = stepsMs.find((step) => lengthMs / step <= MAX_BUCKETS) ?? 7 * DAY_MS;
  const start = to - lengthMs;
  const from = isCustom ? start : Math.floor(start / bucketMs) * bucketMs;
  return { from, to, bucketMs, buckets: Math.max(1, Math.ceil((to - from) / bucketMs)) };
};

/** The stretch of equal length right before. */
export const stretchBefore = ({ from, to, bucketMs, buckets }: Stretch): Stretch => ({
  from: from - (to - from),
  to: from,
  bucketMs,
  buckets,
});
