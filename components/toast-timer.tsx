'use client';

import { useEffect, useEffectEvent, useRef } from 'react';
import type { ShownJob } from './job-text';
import type { ToastPhase } from './toast-book';

const COMPLETED_MS = 6_000;
const CANCELLED_MS = 4_000;
const SCHEDULED_MS = 6_000;

/** How long a toast stands by itself, in milliseconds; null until it is dismissed. */
export function lifeOf(phase: ToastPhase, job: Pick<ShownJob, 'status'>): number | null {
  if (phase === 'live') return job.status === 'scheduled' ? SCHEDULED_MS : null;
  if (phase !== 'ended') return null;
  if (job.status === 'completed') return COMPLETED_MS;
  return job.status === 'cancelled' ? CANCELLED_MS : null;
}

/**
 * Calls `onEnd` after `lifeMs` of not being held; what was held goes on with what was left.
 *
 * @param lifeMs null never ends
 * @param held true while somebody reads: the pointer or the focus is there, or the page is out of sight
 */
export function useToastTimer(lifeMs: number | null, held: boolean, onEnd: () => void): void {
  const left = useRef({ of: lifeMs, ms: lifeMs ?? 0 });
  const end = useEffectEvent(onEnd);
  useEffect(() => {
    if (left.current.of !== lifeMs) left.current = { of: lifeMs, ms: lifeMs ?? 0 };
    if (lifeMs === null || held) return;
    const startedAt = performance.now();
    const timer = setTimeout(end, left.current.ms);
    return () => {
      clearTimeout(timer);
      left.current.ms = Math.max(0, left.current.ms - (performance.now() - startedAt));
    };
  }, [lifeMs, held]);
}
