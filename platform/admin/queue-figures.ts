import type { Pool } from 'pg';
import type { Queue } from '#contracts/admin';
import { jobTypes } from '#contracts/jobs/index';
import type { QueueControl, QueueControls } from './queue-controls';

interface LiveRow {
  readonly type: string;
  readonly waiting: number;
  readonly active: number;
  readonly delayed: number;
  readonly oldest_ms: number | null;
  readonly oldest_id: string | null;
}
interface RateRow {
  readonly type: string;
  readonly per_minute: number;
}

/** The job that has waited longest. */
export interface OldestWaiting {
  readonly jobId: string;
  readonly type: string;
  readonly waitedMs: number;
}
export interface QueueFigures {
  /** In ms since 1970. */
  readonly at: number;
  readonly queues: readonly Queue[];
  readonly oldest: OldestWaiting | null;
}

/** A reading may take up this part of the time: a huge backlog is counted less often, down to every five seconds. */
const SHARE = 10;
const FRESH_MS = 900;
const MAX_FRESH_MS = 5_000;
/** The rate is that of this stretch, or of the newest ends in it. */
const RATE_MINUTES = 5;
const RATE_ROWS = 20_000;

/** Every live job once, along the index of live jobs. A parent whose children run is in nobody's hands. */
const liveSql = `
select type,
  count(*) filter (where state in ('pending', 'resuming'))::int as waiting,
  count(*) filter (where state in ('running', 'cancelling'))::int as active,
  count(*) filter (where state in ('scheduled', 'retrying'))::int as delayed,
  (extract(epoch from now() - min(run_at) filter (where state in ('pending', 'resuming'))) * 1000)::float8 as oldest_ms,
  (array_agg(id order by run_at) filter (where state in ('pending', 'resuming')))[1] as oldest_id
from jobs where finished_at is null group by type`;

const rateSql = `
with ended as (
  select type, finished_at from jobs where finished_at > now() - ${RATE_MINUTES} * interval '1 minute'
  order by finished_at desc limit ${RATE_ROWS}
), span as (
  select case when count(*) < ${RATE_ROWS} then ${RATE_MINUTES}
    else greatest(extract(epoch from now() - min(finished_at)) / 60, 0.01) end as minutes from ended
)
select type, (count(*) / min(minutes))::float8 as per_minute from ended, span group by type`;

const toQueue = (
  type: string,
  live: LiveRow | undefined,
  rate: RateRow | undefined,
  control: QueueControl | undefined,
): Queue => {
  const { waiting = 0, active = 0, delayed = 0, oldest_ms: oldestMs = null } = live ?? {};
  const perMinute = Math.round((rate?.per_minute ?? 0) * 10) / 10;
  const canDrain = waiting > 0 && perMinute > 0 && control?.paused !== true;
  return {
    type,
    waiting,
    active,
    delayed,
    perMinute,
    oldestWaitingMs: oldestMs === null ? null : Math.max(0, Math.round(oldestMs)),
    drainsInMs: canDrain ? Math.round((waiting / perMinute) * 60_000) : null,
    concurrency: control?.concurrency ?? null,
    paused:
      control?.paused && control.paused_at
        ? {
            since: control.paused_at.toISOString(),
            by: control.paused_by ?? '',
            byName: control.paused_by_name,
            reason: control.reason,
          }
        : null,
  };
};

/** Reads how the queues stand, from the ledger, once for all who ask within a second. */
export const createQueueFigures = (pool: Pool, controls: QueueControls) => {
  let last: QueueFigures | undefined;
  let freshUntil = 0;
  let reading: Promise<QueueFigures> | undefined;

  const read = async (): Promise<QueueFigures> => {
    const startedAt = Date.now();
    const [live, rates, set] = await Promise.all([
      pool.query<LiveRow>(liveSql),
      pool.query<RateRow>(rateSql),
      controls.current(),
    ]);
    // A type of which there are jobs and no contract any more is shown as well.
    const types = new Set<string>([...jobTypes, ...live.rows.map(({ type }) => type)]);
    const of = <T extends { type: string }>(rows: readonly T[], type: string) =>
      rows.find((row) => row.type === type);
    const queues = [...types].map((type) =>
      toQueue(type, of(live.rows, type), of(rates.rows, type), of(set, type)),
    );
    queues.sort((a, b) => b.waiting + b.active - (a.waiting + a.active));
    const waits = live.rows.flatMap(({ type, oldest_id: jobId, oldest_ms: waitedMs }) =>
      jobId !== null && waitedMs !== null && !of(set, type)?.paused
        ? [{ jobId, type, waitedMs: Math.max(0, Math.round(waitedMs)) }]
        : [],
    );
    const at = Date.now();
    freshUntil = at + Math.min(MAX_FRESH_MS, Math.max(FRESH_MS, SHARE * (at - startedAt)));
    last = { at, queues, oldest: waits.sort((a, b) => b.waitedMs - a.waitedMs)[0] ?? null };
    return last;
  };

  return {
    /** At most a second old, or older in proportion where counting takes long. @param anew not from memory */
    read: (anew = false): Promise<QueueFigures> => {
      if (last && !anew && Date.now() < freshUntil) return Promise.resolve(last);
      reading ??= read().finally(() => {
        reading = undefined;
      });
      return reading;
    },
  };
};
