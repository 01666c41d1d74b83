import type { Logger } from 'pino';
import type { Metrics } from '#platform/metrics';
import type { DropReason } from './parse-message';

/** One line per reason in this time, however many messages there were. */
const LOG_INTERVAL_MS = 10_000;

/** Counts messages from Redis that were thrown away, and says so once in a while without quoting them. */
export const createDrops = (log: Logger, metrics: Metrics) => {
  const told = new Map<DropReason, { at: number; since: number }>();
  return (reason: DropReason, channel: 'owner' | 'job'): void => {
    metrics.relayDropped.inc({ reason });
    const now = performance.now();
    const last = told.get(reason) ?? { at: Number.NEGATIVE_INFINITY, since: 0 };
    const since = last.since + 1;
    if (now - last.at < LOG_INTERVAL_MS) {
      told.set(reason, { at: last.at, since });
      return;
    }
    told.set(reason, { at: now, since: 0 });
    log.warn(
      { reason, channel, count: since },
      'dropped messages from Redis that break the contract',
    );
  };
};

export type Drops = ReturnType<typeof createDrops>;
