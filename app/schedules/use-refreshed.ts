'use client';

import { useCallback, useEffect, useState } from 'react';

/** The platform's own jobs are in nobody's feed: the page asks, in milliseconds. */
const ASK_EVERY_MS = 3_000;

/**
 * A value that is read anew every few seconds while the page is in view, and at once on request.
 *
 * @param read stable over renders
 */
export function useRefreshed<T>(initial: T, read: (signal: AbortSignal) => Promise<T>) {
  const [value, setValue] = useState(initial);
  const [stale, setStale] = useState(false);
  const refresh = useCallback(
    async (signal: AbortSignal = new AbortController().signal) => {
      try {
        setValue(await read(signal));
        setStale(false);
      } catch {
        if (!signal.aborted) setStale(true);
      }
    },
    [read],
  );
  useEffect(() => {
    const stop = new AbortController();
    const ask = () => {
      if (document.visibilityState === 'visible') void refresh(stop.signal);
    };
    const timer = setInterval(ask, ASK_EVERY_MS);
    document.addEventListener('visibilitychange', ask);
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', ask);
    };
  }, [refresh]);
  return { value, stale, refresh };
}
