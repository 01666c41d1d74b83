import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import type { Config } from '../config';
import type { HandOver } from '../jobs/hand-over';
import type { Metrics } from '../metrics';
import { createAlertOutbox } from './alert-outbox';
import { syncConfiguredEndpoints } from './configured-endpoints';
import { handOverDeliveries } from './open-deliveries';
import { type FoldRules, planDeliveries } from './plan-deliveries';
import { foldRules } from './plan-window';

export interface AlertCollector {
  close(): Promise<void>;
}

interface CollectorParts {
  readonly config: Config;
  readonly pool: Pool;
  readonly handOver: HandOver;
  readonly metrics: Metrics;
  readonly log: Logger;
}

const TICK_MS = 1_000;

/** Reads the ledger for what endpoints want to hear, and queues its delivery. Several processes may run one each. */
export const startAlertCollector = (
  parts: CollectorParts,
  options: { readonly tickMs?: number; readonly rules?: FoldRules } = {},
): AlertCollector => {
  const { config, pool, log } = parts;
  const { tickMs = TICK_MS, rules = foldRules } = options;
  const outbox = createAlertOutbox(pool);
  const stop = new AbortController();
  let synced = false;

  const look = async () => {
    if (!synced) await syncConfiguredEndpoints(pool, config);
    synced = true;
    await outbox.collect();
    handOverDeliveries(parts, await planDeliveries(parts, config.webUrl, rules));
  };
  const run = async () => {
    while (!stop.signal.aborted) {
      await look().catch((error: unknown) =>
        log.debug({ err: error }, 'the alerts will be looked at again'),
      );
      await sleep(tickMs, undefined, { signal: stop.signal }).catch(() => {});
    }
  };
  const running = run();
  return {
    close: async () => {
      stop.abort();
      await running;
    },
  };
};
