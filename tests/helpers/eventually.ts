/**
 * Polls until `check` returns something truthy and hands it back.
 *
 * @param withinMs deadline in milliseconds, default 10,000; past it the last value or error is reported
 */
export const eventually = async <T>(
  check: () => Promise<T> | T,
  withinMs = 10_000,
  what = 'the condition',
): Promise<NonNullable<T>> => {
  const deadline = performance.now() + withinMs;
  for (;;) {
    let last: unknown;
    try {
      const value = await check();
      if (value) return value as NonNullable<T>;
      last = value;
    } catch (error) {
      last = error;
    }
    if (performance.now() > deadline) {
      throw new Error(`${what} did not come within ${withinMs} ms; last: ${String(last)}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
};
