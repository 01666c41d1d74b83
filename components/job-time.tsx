'use client';

import {
  createContext,
  memo,
  type ReactNode,
  useCallback,
  useContext,
  useSyncExternalStore,
} from 'react';
import { useMessages } from './messages';

/** The server's clock when it drew the page; null where there was no server. */
const ServerNowContext = createContext<number | null>(null);

/**
 * Gives every age below it the server's time until the page is live, so that both draw the same
 * text. `serverNow` is in milliseconds since 1970.
 */
export function ServerNow({ serverNow, children }: { serverNow: number; children: ReactNode }) {
  return <ServerNowContext value={serverNow}>{children}</ServerNowContext>;
}

const SECOND_MS = 1_000;
const listeners = new Map<number, Set<() => void>>();
const timers = new Map<number, ReturnType<typeof setInterval>>();

/** One timer a period for the whole page, running while anyone listens. */
function subscribeTick(everyMs: number, listener: () => void): () => void {
  const group = listeners.get(everyMs) ?? new Set();
  listeners.set(everyMs, group);
  group.add(listener);
  if (!timers.has(everyMs)) {
    timers.set(
      everyMs,
      setInterval(() => {
        for (const one of group) one();
      }, everyMs),
    );
  }
  return () => {
    group.delete(listener);
    if (group.size > 0) return;
    clearInterval(timers.get(everyMs));
    timers.delete(everyMs);
    listeners.delete(everyMs);
  };
}

/**
 * Now, in milliseconds since 1970, rounded down to `everyMs` and renewed as often.
 *
 * @param everyMs default 1,000; 0 stands still
 */
export function useNow(everyMs = SECOND_MS): number {
  const serverNow = useContext(ServerNowContext);
  const step = Math.max(everyMs, SECOND_MS);
  const subscribe = useCallback(
    (listener: () => void) => (everyMs === 0 ? () => {} : subscribeTick(everyMs, listener)),
    [everyMs],
  );
  const floor = (ms: number) => Math.floor(ms / step) * step;
  return useSyncExternalStore(
    subscribe,
    () => floor(Date.now()),
    () => floor(serverNow ?? 0),
  );
}

/** True once the page is live: what only this browser knows, such as its time zone, may be shown. */
export const useIsLive = (): boolean =>
  useSyncExternalStore(
    () => () => {},
    () => true,
    () => false,
  );

interface MomentProps {
  /** ISO 8601. */
  at: string;
}

/** A date and time: in UTC from the server, in the reader's own zone once the page is live. */
export function Moment({ at }: MomentProps) {
  const { time } = useMessages();
  const live = useIsLive();
  return (
    <time dateTime={at} title={time.moment(at, 'utc')}>
      <bdi>{time.moment(at, live ? 'local' : 'utc')}</bdi>
    </time>
  );
}

const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** “26 s ago”, growing; the date in its tooltip. */
export const Age = memo(function Age({ at, short = false }: MomentProps & { short?: boolean }) {
  const { time } = useMessages();
  const coarse = useNow(30 * SECOND_MS);
  const old = coarse - Date.parse(at) > MINUTE_MS;
  const fine = useNow(old ? 0 : SECOND_MS);
  const age = Math.max(0, (old ? coarse : fine) - Date.parse(at));
  const live = useIsLive();
  return (
    <time dateTime={at} title={time.moment(at, live ? 'local' : 'utc')}>
      <bdi>{short ? time.age(age) : time.ago(age)}</bdi>
    </time>
  );
});

/** “in 12 s”, shrinking; “now” is zero, not a negative time. */
export function Countdown({ until }: { until: string }) {
  const { time } = useMessages();
  const coarse = useNow(30 * SECOND_MS);
  const far = Date.parse(until) - coarse > HOUR_MS;
  const fine = useNow(far ? 0 : SECOND_MS);
  return (
    <time dateTime={until}>
      <bdi>{time.until(Math.max(0, Date.parse(until) - (far ? coarse : fine)))}</bdi>
    </time>
  );
}

/** Time since `from`, ticking by the second: “12 s”. */
export function Elapsed({ from }: { from: string }) {
  const { time } = useMessages();
  const now = useNow();
  return (
    <bdi>
      {time.duration(Math.max(0, Math.floor((now - Date.parse(from)) / SECOND_MS) * SECOND_MS))}
    </bdi>
  );
}
