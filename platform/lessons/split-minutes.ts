/** A shorter rest is no lesson of its own: this share of a usual lesson. */
const LEAST_SHARE = 1 / 3;

/**
 * Cuts a module's contact time into lessons, to the minute. All have the usual length but the last: it
 * takes the rest, or a rest too short for a lesson on top.
 */
export const lessonLengths = (totalMinutes: number, lessonMinutes: number): number[] => {
  const whole = Math.floor(totalMinutes / lessonMinutes);
  const rest = totalMinutes - whole * lessonMinutes;
  if (whole === 0) return [totalMinutes];
  const lengths = new Array<number>(whole).fill(lessonMinutes);
  if (rest === 0) return lengths;
  if (rest >= lessonMinutes * LEAST_SHARE) return [...lengths, rest];
  return [...lengths.slice(1), lessonMinutes + rest];
};

/** Below this the steps of five minutes would be too coarse. */
const FIVES_FROM = 40;

/**
 * Shares minutes out, in steps of five where the total allows it. They add up to the total, and each
 * part gets one step at least.
 *
 * @param total at least as many minutes as there are parts
 * @param weights one a part, all above 0
 */
export const splitMinutes = (total: number, weights: readonly number[]): number[] => {
  const step = total % 5 === 0 && total >= FIVES_FROM ? 5 : 1;
  const free = total / step - weights.length;
  const sum = weights.reduce((all, weight) => all + weight, 0);
  // What a part should have above the step it has for certain; the largest rests round up.
  const wanted = weights.map((weight) => Math.max(0, (weight / sum) * (free + weights.length) - 1));
  const scale = free / (wanted.reduce((all, part) => all + part, 0) || 1);
  const exact = wanted.map((part) => part * scale);
  const steps = exact.map(Math.floor);
  const left = free - steps.reduce((all, part) => all + part, 0);
  const order = exact
    .map((part, index) => ({ index, rest: part - Math.floor(part) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (let i = 0; i < left; i += 1) {
    const { index } = order[i % order.length] as { index: number };
    steps[index] = (steps[index] ?? 0) + 1;
  }
  return steps.map((part) => (part + 1) * step);
};
