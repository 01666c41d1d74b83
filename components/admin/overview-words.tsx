import type { Figures, Overview } from '#contracts/admin';
import type { Clock } from '../charts/clock';
import { typeTitle } from '../job-text';
import type { Texts } from '../messages';
import type { Measure } from './overview-chart';

/** Rates closer than this count as the same, 0 to 1. */
const SAME_RATE = 0.005;
/** From this share on the type most failures come from is named, 0 to 1. */
const TELLING_SHARE = 0.5;

const endedOf = ({ completed, failed, cancelled }: Figures): number =>
  completed + failed + cancelled;

/** “5,837 jobs ended. Failures rose from 0.4 % to 2.1 %, 91 % of them in Train the model.” */
export function throughputSummary(texts: Texts, { total, before, byType }: Overview): string {
  const { sum } = texts.admin.throughput;
  const ended = endedOf(total);
  if (ended === 0) return sum.nothing(endedOf(before));
  if (total.failed === 0) return `${sum.ended(ended)} ${sum.noneFailed}`;
  const now = total.failureRate ?? 0;
  const then = before.failureRate;
  const whence = mostOf(texts, byType, total.failed);
  const change =
    then === null
      ? sum.failed(now, whence)
      : Math.abs(now - then) < SAME_RATE
        ? sum.same(now, whence)
        : now > then
          ? sum.rose(then, now, whence)
          : sum.fell(then, now, whence);
  return `${sum.ended(ended)} ${change}`;
}

/** The type most failures come from; empty where none stands out. */
function mostOf(texts: Texts, byType: Overview['byType'], failed: number): string {
  const { sum } = texts.admin.throughput;
  const worst = byType.reduce<Overview['byType'][number] | null>(
    (most, one) => (one.failed > (most?.failed ?? 0) ? one : most),
    null,
  );
  if (!worst || byType.length < 2) return '';
  const share = worst.failed / failed;
  if (share < TELLING_SHARE) return '';
  const title = typeTitle(texts, worst.type);
  return share === 1 ? sum.allOf(title) : sum.mostOf(share, title);
}

/** “Half of all jobs began within 120 ms, 95 % within 2.0 s; p99 peaked at 4.6 s at 21:32.” */
export function latencySummary(
  { admin, time }: Texts,
  { total, buckets }: Overview,
  measure: Measure,
  clock: Clock,
): string {
  const words = admin.latency.sum[measure];
  const all = total[measure];
  if (all === null) return words.nothing;
  const peak = buckets.reduce<{ at: string; p99: number } | null>((most, bucket) => {
    const p99 = bucket[measure]?.p99;
    return p99 !== undefined && p99 > (most?.p99 ?? -1) ? { at: bucket.at, p99 } : most;
  }, null);
  const half = words.half(time.duration(all.p50), time.duration(all.p95));
  if (!peak) return half;
  return `${half} ${admin.latency.sum.peak(time.duration(peak.p99), clock.at(Date.parse(peak.at)))}`;
}
