import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { ProviderError } from './provider-error';
import type { SharedTurns } from './shared-turns';
import { LocalTurns, type Turn, type TurnLimits } from './turns';

/** Paces the calls to one provider. */
export interface PaceGate {
  /** Longest wait that is waited out inside a call, in milliseconds; a longer one gives the slot back. */
  readonly inlineWaitMs: number;
  /**
   * Runs `call` when its turn comes. Waiting ends at once when `signal` aborts.
   *
   * @throws ProviderError `provider_rate_limited` where the turn would not come within `inlineWaitMs`,
   * with the caller's own moment to come back at; the signal's reason; whatever `call` throws
   */
  run<T>(call: () => Promise<T>, signal: AbortSignal): Promise<T>;
  /**
   * The provider asks for a pause: no worker starts a call before it is over. Never throws.
   *
   * @returns after how long the caller itself should come back, in milliseconds: with a pause longer than
   * `inlineWaitMs` each caller gets a moment of its own, so that the end of a pause is no stampede
   */
  pause(forMs: number): Promise<number>;
}

export interface PaceGateOptions extends TurnLimits {
  /** The provider, as messages name it. */
  readonly name: string;
  /** Default 15,000. */
  readonly inlineWaitMs?: number;
  /** The turns of all workers; without it, and while Redis is away, this process paces by itself. */
  readonly shared?: SharedTurns;
  /** Told how much longer the provider is now paused than it was, in milliseconds. */
  readonly onPaused?: (longerMs: number) => void;
}

const INLINE_WAIT_MS = 15_000;
/** A full gate is asked again after this, growing, in milliseconds: a turn may end in another process. */
const POLL_MS = 50;
const MOST_POLL_MS = 1_000;
/** Those who wait for the same moment do not all ask in the same millisecond. */
const JITTER_MS = 100;

/** Naps that end early on an abort or, where asked for, when a call of this process ends. */
const createWakeable = () => {
  const sleepers = new Set<AbortController>();
  return {
    wakeOne: () => {
      const [first] = sleepers;
      first?.abort();
    },
    sleep: async (ms: number, wakeable: boolean, signal: AbortSignal) => {
      const wake = new AbortController();
      if (wakeable) sleepers.add(wake);
      await sleep(ms, undefined, { signal: AbortSignal.any([signal, wake.signal]) }).catch(
        () => {},
      );
      sleepers.delete(wake);
      signal.throwIfAborted();
    },
  };
};

export const createPaceGate = (options: PaceGateOptions): PaceGate => {
  const { name, inlineWaitMs = INLINE_WAIT_MS, shared, onPaused } = options;
  const local = new LocalTurns(options);
  const naps = createWakeable();

  const take = async (id: string, mayWaitMs: number): Promise<Turn> => {
    if (!shared) return local.take(id, mayWaitMs);
    try {
      const turn = await shared.take(id, mayWaitMs, local.pausedMs());
      // Known here too, should Redis go away meanwhile.
      if (turn.kind === 'go') local.hold(id);
      return turn;
    } catch {
      return local.take(id, mayWaitMs);
    }
  };

  const waitForTurn = async (id: string, signal: AbortSignal): Promise<void> => {
    const deadline = performance.now() + inlineWaitMs;
    for (let pollMs = POLL_MS; ; pollMs = Math.min(pollMs * 1.5, MOST_POLL_MS)) {
      const turn = await take(id, Math.max(0, deadline - performance.now()));
      if (turn.kind === 'go') return;
      if (turn.kind === 'away') {
        const seconds = Math.ceil(turn.waitMs / 1_000);
        const message = turn.busy
          ? `Every call to ${name} is taken. Trying again in ${seconds} s.`
          : `${name} asks to wait ${seconds} s.`;
        throw new ProviderError('provider_rate_limited', message, { retryAfterMs: turn.waitMs });
      }
      const waitMs = turn.busy ? pollMs : turn.waitMs;
      await naps.sleep(waitMs + Math.random() * JITTER_MS, turn.busy, signal);
    }
  };

  const release = (id: string) => {
    local.release(id);
    // A turn that cannot be given back now runs out by itself.
    const given = shared?.release(id).catch(() => {}) ?? Promise.resolve();
    void given.then(naps.wakeOne);
  };

  return {
    inlineWaitMs,
    run: async (call, signal) => {
      signal.throwIfAborted();
      const id = randomUUID();
      await waitForTurn(id, signal);
      try {
        signal.throwIfAborted();
        return await call();
      } finally {
        release(id);
      }
    },
    pause: async (forMs) => {
      const takePlace = forMs > inlineWaitMs;
      let { placeMs, longerMs } = local.pause(forMs, takePlace && !shared);
      try {
        if (shared) ({ placeMs, longerMs } = await shared.pause(forMs, takePlace));
      } catch {
        if (takePlace) ({ placeMs } = local.pause(forMs, true));
      }
      if (longerMs > 0) onPaused?.(longerMs);
      return placeMs;
    },
  };
};
