import { useState } from 'react';
import type { HealthTrends } from '#components/admin/health-strip';
import type { HealthStrip, Overview } from '#contracts/admin';

/** Samples a sparkline keeps: one a pulse. */
const MAX_SAMPLES = 60;

type Sample = Readonly<Record<'oldest' | 'sockets' | 'workers', number | null>>;

/**
 * The way of the strip's figures: what the ledger knows from the range's stretches, what is only known
 * now since the page was opened.
 */
export function useTrends(
  overview: Overview | null,
  { at, health }: { readonly at: string | null; readonly health: HealthStrip | null },
): HealthTrends {
  const [kept, setKept] = useState<{ at: string | null; samples: readonly Sample[] }>({
    at: null,
    samples: [],
  });
  if (health !== null && kept.at !== at) {
    const sample = {
      oldest: health.oldestWaiting?.waitedMs ?? 0,
      sockets: health.sockets,
      workers: health.workers?.up ?? null,
    };
    setKept({ at, samples: [...kept.samples, sample].slice(-MAX_SAMPLES) });
  }
  const buckets = overview?.buckets ?? [];
  const of = (name: keyof Sample) => kept.samples.map((sample) => sample[name]);
  return {
    start: buckets.map(({ wait }) => wait?.p95 ?? null),
    failures: buckets.map(({ failureRate }) => failureRate),
    oldest: of('oldest'),
    sockets: of('sockets'),
    workers: of('workers'),
  };
}
