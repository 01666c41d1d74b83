import { createHash } from 'node:crypto';
import type { Config } from '../config';
import type { Metrics } from '../metrics';
import type { RedisClient } from '../redis';
import type { ProviderChoice } from './choose-provider';
import { createPaceGate, type PaceGate } from './pace-gate';
import { createSharedTurns } from './shared-turns';

/** The time limit ends a call before its lease does, in milliseconds. */
const LEASE_MARGIN_MS = 15_000;

export interface PacingParts {
  readonly config: Pick<Config['ai'], 'maxConcurrency' | 'startsPerMinute' | 'timeoutMs'>;
  /** Without it each process paces by itself. */
  readonly redis?: RedisClient;
  readonly metrics?: Pick<Metrics, 'providerPausedSeconds'>;
}

/** One gate per provider, address and key, whichever engine and model asks. */
export interface Pacing {
  gateFor(choice: Pick<ProviderChoice, 'name' | 'apiKey' | 'baseUrl'>): PaceGate;
}

/** The limits are a provider's, so one gate serves all that is asked of it. */
export const createPacing = ({ config, redis, metrics }: PacingParts): Pacing => {
  const gates = new Map<string, PaceGate>();
  return {
    gateFor: ({ name, apiKey, baseUrl }) => {
      const digest = createHash('sha256').update(`${baseUrl}\n${apiKey}`).digest('hex');
      const id = `${name}:${digest.slice(0, 16)}`;
      const known = gates.get(id);
      if (known) return known;
      const { maxConcurrency, startsPerMinute, timeoutMs } = config;
      const limits = { maxConcurrency, startsPerMinute, leaseMs: timeoutMs + LEASE_MARGIN_MS };
      const gate = createPaceGate({
        name,
        ...limits,
        ...(redis ? { shared: createSharedTurns(redis, id, limits) } : {}),
        onPaused: (longerMs) =>
          metrics?.providerPausedSeconds.inc({ provider: name }, longerMs / 1_000),
      });
      gates.set(id, gate);
      return gate;
    },
  };
};
