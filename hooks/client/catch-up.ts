import type { Http } from './http';
import type { JobFeed } from './job-feed';
import { isObject } from './job-row';
import { badAnswer } from './request-error';

/** Events kept while a hole is being filled; beyond it they are dropped and asked for again. */
const MAX_HELD = 500;
/** Answers that bring nothing forward before it is called a failure. */
const MAX_VAIN_ROUNDS = 3;

export interface CatchUp {
  /** Applies pushed events; at a hole it holds them back and says so. */
  receive(events: readonly unknown[]): boolean;
  /**
   * Reads the feed from the cursor until nothing is left, then applies what was held back. One at a
   * time: a second call joins the first.
   *
   * @throws RequestError
   */
  pull(): Promise<void>;
}

export interface CatchUpOptions {
  readonly http: Http;
  readonly feed: JobFeed;
  /** Aborts when the client stops. */
  readonly signal: () => AbortSignal;
  /** Whether what comes now happened while nobody listened. */
  readonly isReplay: () => boolean;
  /** Events that were applied, for the other tabs. */
  readonly onEvents: (events: readonly unknown[]) => void;
  readonly onSnapshot: (snapshot: unknown) => void;
  readonly onProgress: (event: unknown) => void;
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** Fills holes from GET /api/feed: the same cursor and the same events as on the socket. */
export const createCatchUp = (options: CatchUpOptions): CatchUp => {
  const { http, feed, signal, isReplay, onEvents, onSnapshot, onProgress } = options;
  let pulling: Promise<void> | undefined;
  let held: unknown[] = [];

  const apply = (events: readonly unknown[]): boolean => {
    if (events.length === 0) return true;
    const whole = feed.durable(events, isReplay());
    if (whole) onEvents(events);
    return whole;
  };

  /** @returns whether there is more to read */
  const read = async (): Promise<boolean> => {
    const cursor = feed.cursor();
    const query = cursor ? `?epoch=${encodeURIComponent(cursor.epoch)}&since=${cursor.seq}` : '';
    const answer = await http.send('GET', `/api/feed${query}`, { signal: signal() });
    if (!isObject(answer) || typeof answer.epoch !== 'string' || typeof answer.seq !== 'number') {
      throw badAnswer();
    }
    if (answer.resync === true) {
      onSnapshot(answer);
      return false;
    }
    const whole = apply(list(answer.events));
    for (const event of list(answer.progress)) onProgress(event);
    return answer.more === true || !whole;
  };

  const run = async () => {
    let vain = 0;
    for (;;) {
      const before = feed.cursor();
      const more = await read();
      const waiting = held;
      held = [];
      const whole = apply(waiting);
      if (!more && whole) return;
      if (!whole) held = [...waiting, ...held];
      const after = feed.cursor();
      if (before?.epoch === after?.epoch && before?.seq === after?.seq) {
        // Something in the feed cannot be read, here or there: a snapshot leads past it.
        feed.resume(null);
        held = [];
        if (++vain === MAX_VAIN_ROUNDS) {
          throw badAnswer();
        }
      }
    }
  };

  return {
    receive(events) {
      if (!pulling && apply(events)) return true;
      held = [...held, ...events].slice(-MAX_HELD);
      return pulling !== undefined;
    },
    pull() {
      pulling ??= run().finally(() => {
        pulling = undefined;
      });
      return pulling;
    },
  };
};
