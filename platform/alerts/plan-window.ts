import type { AlertEvent } from '#contracts/alert-events';

/** How often the same trouble is told at once: `burst` messages within `windowMs`, the rest in one digest after it. */
export interface FoldRule {
  readonly burst: number;
  readonly windowMs: number;
}

/** What ends well is told one by one, up to a pace nobody reads any more; what fails, once. */
export const isRoutine = (event: AlertEvent): boolean =>
  event === 'job.completed' || event === 'job.cancelled';

export const foldRules = {
  routine: { burst: 30, windowMs: 60_000 },
  trouble: { burst: 1, windowMs: 10 * 60_000 },
} as const satisfies Record<string, FoldRule>;

export interface OpenWindow {
  readonly until: Date;
  readonly sent: number;
}

export interface WindowPlan<E> {
  /** Each a message of its own. */
  readonly singles: readonly E[];
  /** One message for all of them; empty: none. */
  readonly digest: readonly E[];
  readonly window: OpenWindow;
}

/**
 * Decides what becomes of events that count as the same trouble.
 *
 * @param waiting oldest first, not empty
 * @param window the last one of this trouble, open or closed
 */
export const planWindow = <E extends { readonly collectedAt: Date }>(
  waiting: readonly E[],
  window: OpenWindow | undefined,
  now: Date,
  { burst, windowMs }: FoldRule,
): WindowPlan<E> => {
  if (window && window.until > now) {
    const singles = waiting.slice(0, Math.max(0, burst - window.sent));
    return { singles, digest: [], window: { ...window, sent: window.sent + singles.length } };
  }
  const held = window ? waiting.filter(({ collectedAt }) => collectedAt <= window.until) : [];
  const until = new Date(now.getTime() + windowMs);
  // What was held back may be a single one: it is told as what it is.
  if (held.length < 2) {
    const singles = waiting.slice(0, burst);
    return { singles, digest: [], window: { until, sent: singles.length } };
  }
  const singles = waiting.filter((one) => !held.includes(one)).slice(0, burst - 1);
  return { singles, digest: held, window: { until, sent: 1 + singles.length } };
};
