import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { parseRetryAfter } from '../ai/parse-retry-after';
import type { Config } from '../config';
import type { Metrics } from '../metrics';
import type { Outgoing, OutgoingAnswer } from '../net/create-outgoing';
import { OutgoingError } from '../net/outgoing-error';
import { encryptPush } from './push-message';
import { createPushOutbox, type DuePush } from './push-outbox';
import { createVapidKeys } from './vapid-keys';

export interface PushSender {
  /** Gives up what is on its way, and leaves it due. */
  close(): Promise<void>;
}

interface PushSenderParts {
  readonly config: Config;
  readonly pool: Pool;
  readonly outgoing: Outgoing;
  readonly metrics: Metrics;
  readonly log: Logger;
}

/** Times in milliseconds. */
const usual = {
  tickMs: 1_000,
  /** A page that is open gets this long to show the ending and to say so. */
  holdBackMs: 3_000,
  leaseMs: 60_000,
  timeoutMs: 10_000,
  /** First pause after a refusal that may pass; doubles up to an hour. */
  backOffMs: 15_000,
};

const MAX_ATTEMPTS = 8;
const MAX_BACK_OFF_MS = 3_600_000;
/** Messages on their way at once. */
const BATCH = 16;
/** A push service answers with a status; what it writes beside that is not read further. */
const MAX_ANSWER_BYTES = 64 * 1024;

type Verdict = 'delivered' | 'gone' | 'refused' | { readonly retryAfterMs: number | undefined };

const judge = ({ status, headers }: OutgoingAnswer): Verdict => {
  if (status >= 200 && status < 300) return 'delivered';
  if (status === 404 || status === 410) return 'gone';
  if (status !== 429 && status < 500) return 'refused';
  return { retryAfterMs: parseRetryAfter(Object.fromEntries(headers)) };
};

const judgeFailure = (error: unknown): Verdict => {
  // Not sent at all: its keys are such that nothing can be encrypted for it.
  if (!(error instanceof OutgoingError)) return 'refused';
  if (error.retryable) return { retryAfterMs: undefined };
  // The address was public when it was given: it is not to be trusted.
  return error.code === 'blocked_address' || error.code === 'invalid_address' ? 'gone' : 'refused';
};

const failureOf = (thrown: unknown) => (thrown instanceof Error ? thrown.name : 'unknown');

/** Tells the browsers of people who asked for it how their jobs ended. Several processes may run one each. */
export const startPushSender = (
  { config, pool, outgoing, metrics, log }: PushSenderParts,
  times: Partial<typeof usual> = {},
): PushSender => {
  const { tickMs, holdBackMs, leaseMs, timeoutMs, backOffMs } = { ...usual, ...times };
  const outbox = createPushOutbox(pool);
  const keys = createVapidKeys(pool);
  const stop = new AbortController();

  const send = async (due: DuePush): Promise<Verdict> => {
    const vapid = await keys();
    try {
      const { headers, body } = encryptPush(due, vapid, config.push.contact);
      const answer = await outgoing.fetch(due.endpoint, {
        method: 'POST',
        schemes: ['https:'],
        headers,
        body,
        timeoutMs,
        maxBytes: MAX_ANSWER_BYTES,
        signal: stop.signal,
      });
      return judge(answer);
    } catch (error) {
      if (stop.signal.aborted) throw error;
      return judgeFailure(error);
    }
  };

  const settle = async (due: DuePush, verdict: Verdict): Promise<string> => {
    if (verdict === 'delivered') await outbox.delivered(due);
    else if (verdict === 'gone') await outbox.forget(due);
    else if (verdict === 'refused' || due.attempts >= MAX_ATTEMPTS) await outbox.giveUp(due);
    else {
      const pause = Math.min(MAX_BACK_OFF_MS, backOffMs * 2 ** (due.attempts - 1));
      const jittered = pause * (0.75 + Math.random() / 2);
      await outbox.later(due, Math.max(jittered, verdict.retryAfterMs ?? 0));
      return 'later';
    }
    return typeof verdict === 'string' ? verdict : 'refused';
  };

  const handle = async (due: DuePush): Promise<void> => {
    try {
      if (due.seen) {
        await outbox.done(due);
        metrics.pushes.inc({ outcome: 'seen' });
        return;
      }
      const outcome = await settle(due, await send(due));
      metrics.pushes.inc({ outcome });
      const { host } = new URL(due.endpoint);
      if (outcome !== 'delivered') log.info({ host, outcome }, 'a push was not delivered');
    } catch (error) {
      if (stop.signal.aborted) await outbox.later(due, 0).catch(() => {});
      // Its lease runs out, and it is tried again. Nothing of the subscription may reach the log.
      else log.warn({ reason: failureOf(error) }, 'a push could not be made');
    }
  };

  const drain = async () => {
    for (let full = true; full && !stop.signal.aborted; ) {
      const batch = await outbox.take(BATCH, leaseMs);
      await Promise.all(batch.map(handle));
      full = batch.length === BATCH;
    }
  };

  const run = async () => {
    while (!stop.signal.aborted) {
      try {
        await outbox.collect(holdBackMs);
        await drain();
      } catch (error) {
        log.debug({ err: error }, 'the push sender will try again');
      }
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
