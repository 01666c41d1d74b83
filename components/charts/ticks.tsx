/** A figure on an axis. `at` is its place, 0 at the axis' start and 1 at its end. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** What an axis of values spans, and where its figures stand. */
export interface Scale {
  readonly min: number;
  readonly max: number;
  readonly log: boolean;
  readonly values: readonly number[];
}

const MAX_STEPS = 5;
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** Steps that people count durations in, in milliseconds. */
const durationSteps = [
  ...[1, 2, 5, 10, 20, 50, 100, 200, 500].map((ms) => ms),
  ...[1, 2, 5, 10, 15, 30].map((s) => s * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((min) => min * MINUTE_MS),
  ...[1, 2, 3, 6, 12].map((h) => h * HOUR_MS),
  DAY_MS,
];

const upTo = (top: number, step: number): Scale => {
  const steps = Math.max(1, Math.ceil(top / step));
  return {
    ...{ min: 0, max: steps * step, log: false },
    values: Array.from({ length: steps + 1 }, (_, index) => index * step),
  };
};

/** From zero to a round number of things at or above `top`: whole steps alone. */
export const countScale = (top: number): Scale => {
  const rough = Math.max(1, top) / MAX_STEPS;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((by) => by * power).find((one) => one >= rough) ?? 10 * power;
  return upTo(top, Math.max(1, step));
};

/** From zero to a duration at or above `top`, in milliseconds. */
export const durationScale = (top: number): Scale => {
  const fits = durationSteps.find((step) => top / step <= MAX_STEPS);
  return upTo(top, fits ?? Math.ceil(top / MAX_STEPS / DAY_MS) * DAY_MS);
};

/** Whole powers of ten around what is shown. Below one there is nothing: a millisecond is the least. */
export const logScale = (least: number, top: number): Scale => {
  const from = Math.floor(Math.log10(Math.max(1, least)));
  const to = Math.max(from + 1, Math.ceil(Math.log10(Math.max(1, top))));
  const values = Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index));
  return { min: 10 ** from, max: 10 ** to, log: true, values };
};

/** Where a value stands on its axis, 0 to 1. */
export const placeOf = ({ min, max, log }: Scale, value: number): number => {
  if (!log) return (value - min) / (max - min);
  const over = Math.log10(Math.max(min, value) / min);
  return over / Math.log10(max / min);
};
