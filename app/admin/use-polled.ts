'use client';

import { useCallback, useEffect, useRef, useState } from 'react';
import { ReadFailure } from '../_lib/read-json';

interface Kept<T> {
  /** Which question the value answers. */
  readonly key: string;
  readonly value: T;
  /** When it came, in milliseconds since 1970. */
  readonly readAt: number;
}

export interface Polled<T> {
  /** The latest there is; while another question is on its way, the answer to the one before. */
  readonly value: T | null;
  readonly readAt: number | null;
  /** Why the last try brought nothing; null once one did. */
  readonly failure: ReadFailure | null;
  /** What is shown answers another question than the one asked. */
  readonly busy: boolean;
  readonly refresh: () => Promise<void>;
}

/**
 * Reads something at once, then again and again while the page is looked at. What could not be read anew
 * stays, with its age.
 *
 * @param key names the question; another one is asked at once
 * @param everyMs between two reads; null never asks by itself again
 */
export function usePolled<T>(
  key: string,
  read: (signal: AbortSignal) => Promise<T>,
  everyMs: number | null,
  initial: { key: string; value: T; readAt: number } | null = null,
): Polled<T> {
  const [kept, setKept] = useState<Kept<T> | null>(initial);
  const [failure, setFailure] = useState<ReadFailure | null>(null);
  const latest = useRef(read);
  useEffect(() => {
    latest.current = read;
  });
  const ask = useCallback(
    async (signal: AbortSignal) => {
      try {
        const value = await latest.current(signal);
        if (signal.aborted) return;
        setKept({ key, value, readAt: Date.now() });
        setFailure(null);
      } catch (error) {
        if (!signal.aborted) setFailure(asFailure(error));
      }
    },
    [key],
  );
  const known = initial?.key === key;
  useEffect(() => {
    const stop = new AbortController();
    if (!known) void ask(stop.signal);
    const again = () => {
      if (!document.hidden) void ask(stop.signal);
    };
    const timer = everyMs === null ? undefined : setInterval(again, everyMs);
    // Whoever comes back should not look at old figures for long.
    const onView = () => everyMs !== null && again();
    document.addEventListener('visibilitychange', onView);
    return () => {
      stop.abort();
      clearInterval(timer);
      document.removeEventListener('visibilitychange', onView);
    };
  }, [ask, everyMs, known]);
  return {
    value: kept?.value ?? null,
    readAt: kept?.readAt ?? null,
    failure,
    busy: kept?.key !== key && failure === null,
    refresh: useCallback(() => ask(new AbortController().signal), [ask]),
  };
}

const asFailure = (error: unknown): ReadFailure =>
  error instanceof ReadFailure
    ? error
    : new ReadFailure('internal', error instanceof Error ? error.message : String(error), null);
