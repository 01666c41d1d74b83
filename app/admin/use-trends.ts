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
export function useTrends(overview: Overview | null, health: HealthStrip | null): HealthTrends {
  const [kept, setKept] = useState<{ of: HealthStrip | null; samples: readonly Sample[] }>({
    of: null,
    samples: [],
  });
  if (health !== null && kept.of !== health) {
    const sample = {
      oldest: health.oldestWaiting?.waitedMs ?? 0,
      sockets: health.sockets,
      workers: health.workers?.up ?? null,
    };
    setKept({ of: health, samples: [...kept.samples, sample].slice(-MAX_SAMPLES) });
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
