import type { Environment } from './environment';
import { type RequestError, toRequestError } from './request-error';

/** Pauses between two requests, in milliseconds: with live jobs, without, and in a hidden tab. */
const BUSY_MS = 2_000;
const IDLE_MS = 15_000;
const HIDDEN_MS = 30_000;

export interface Polling {
  /**
   * Asks at once, then again and again while it is of use.
   *
   * @param owed true for something that is known to be missing: it is asked for until it is there
   */
  start(owed?: boolean): void;
  stop(): void;
  /** Asks at once if it is running and nothing forbids it. */
  nudge(): void;
  /** The present pause in milliseconds, without jitter. */
  pauseMs(): number;
}

export interface PollingOptions {
  readonly env: Environment;
  readonly pull: () => Promise<void>;
  readonly isBusy: () => boolean;
  /** Whether anybody looks. With nobody looking and no live job there is nothing to ask for. */
  readonly isWanted: () => boolean;
  readonly onAnswer: () => void;
  readonly onFailure: (error: RequestError) => void;
}

/** Asks the feed every few seconds while no socket can be had. */
export const createPolling = (options: PollingOptions): Polling => {
  const { env, pull, isBusy, isWanted, onAnswer, onFailure } = options;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running = false;
  let asking = false;
  let owes = false;
  let failures = 0;
  let notBefore = 0;

  const pauseMs = () => (env.attention() === 'hidden' ? HIDDEN_MS : isBusy() ? BUSY_MS : IDLE_MS);

  const plan = () => {
    clearTimeout(timer);
    if (!running) return;
    const pause = Math.min(pauseMs() * 2 ** failures, Math.max(HIDDEN_MS, pauseMs()));
    const jittered = pause * (0.8 + 0.4 * Math.random());
    timer = setTimeout(ask, Math.max(jittered, notBefore - Date.now()));
  };

  const ask = async (): Promise<void> => {
    clearTimeout(timer);
    if (asking || !running) return;
    if (!owes && !isBusy() && !isWanted()) {
      plan();
      return;
    }
    asking = true;
    try {
      await pull();
      owes = false;
      failures = 0;
      if (running) onAnswer();
    } catch (thrown) {
      const error = toRequestError(thrown);
      failures++;
      notBefore = Date.now() + (error.retryAfterMs ?? 0);
      // Signed out: asking again will not change that. Whoever gets a token starts it anew.
      if (error.status === 401) running = false;
      onFailure(error);
    } finally {
      asking = false;
      plan();
    }
  };

  return {
    start(owed = false) {
      owes ||= owed;
      if (running) {
        if (owed && failures === 0) void ask();
        return;
      }
      running = true;
      failures = 0;
      void ask();
    },
    stop() {
      running = false;
      clearTimeout(timer);
    },
    nudge() {
      if (running && Date.now() >= notBefore) void ask();
    },
    pauseMs,
  };
};
