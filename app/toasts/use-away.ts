import { useEffect, useEffectEvent, useState } from 'react';
import type { Announcer } from '#components/announcer';
import { useMessages } from '#components/messages';
import type { ToastBook } from '#components/toast-book';
import type { JobNotice } from '#hooks/jobs-api';
import { markEnding } from './mark-ending';

/** Missed endings that are shown one by one; more are told as one figure. */
const MAX_SINGLE = 3;
/** They arrive one by one; this long after the last one they are counted. */
const GATHER_MS = 400;

export interface AwayCounts {
  readonly completed: number;
  readonly failed: number;
  readonly cancelled: number;
}

/** Shows what ended while nobody looked: each by itself, or all as one figure. */
export function useAway(
  missed: readonly JobNotice[],
  clear: () => void,
  book: ToastBook,
  announcer: Announcer,
): [AwayCounts | null, () => void] {
  const { summary } = useMessages().toasts;
  const [counts, setCounts] = useState<AwayCounts | null>(null);
  const show = useEffectEvent(() => {
    clear();
    for (const notice of missed) markEnding(notice, 'away');
    if (missed.length <= MAX_SINGLE) {
      for (const { job, kind } of missed) {
        book.end(job.key, job, kind === 'lost' ? 'lost' : 'ended');
      }
    } else {
      setCounts((before) => addUp(before, missed));
    }
    announcer.say(summary.away(missed.length));
  });
  useEffect(() => {
    if (missed.length === 0) return;
    // In a turn of its own, so that what came meanwhile has been drawn: what is cleared was shown.
    const timer = setTimeout(show, GATHER_MS);
    return () => clearTimeout(timer);
  }, [missed]);
  return [counts, () => setCounts(null)];
}

function addUp(before: AwayCounts | null, missed: readonly JobNotice[]): AwayCounts {
  const of = (kind: JobNotice['kind']) => missed.filter((one) => one.kind === kind).length;
  return {
    completed: (before?.completed ?? 0) + of('completed'),
    failed: (before?.failed ?? 0) + of('failed') + of('lost'),
    cancelled: (before?.cancelled ?? 0) + of('cancelled'),
  };
}
