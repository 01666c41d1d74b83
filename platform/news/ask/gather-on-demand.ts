import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { declaredSchedules } from '#contracts/declared-schedules';
import type { Config } from '../../config';
import type { ScheduleService } from '../../schedules/create-schedules';
import { SYSTEM_OWNER } from '../../schedules/schedule-row';
import { newsSourcesOf } from '../news-sources';

/** Sees to it that there is something to ask about. */
export interface GatherOnDemand {
  /**
   * Where nothing is stored, or what is stored is old and no schedule renews it, one run gathers the news for all
   * who ask meanwhile. Resolves when it has ended, or after a while without it.
   *
   * @param onWait told once where there is something to wait for
   * @throws the signal's reason once it aborts
   */
  insist(signal: AbortSignal, onWait: () => void): Promise<void>;
}

export interface GatherParts {
  readonly pool: Pool;
  readonly config: Pick<Config, 'news' | 'worker'>;
  readonly schedules: Pick<ScheduleService, 'trigger'>;
  /** Longest a run is waited for, in milliseconds. Default 30,000; where there is something to answer from, a third. */
  readonly patienceMs?: number;
}

const SCHEDULE = 'ingestion';
const { type } = declaredSchedules[SCHEDULE];
const PATIENCE_MS = 30_000;
/** Feeds that gave nothing are not read again for this long, however many ask. */
const PAUSE_MS = 20_000;
/** Without a schedule, news older than this are looked for anew. */
const STALE_MS = 15 * 60_000;
const POLL_MS = 100;

const stateSql = `
select exists (select 1 from news_articles) as stored,
  coalesce((select paused from schedules where name = $3), false) as paused,
  last.id, last.finished_at is null as live,
  (extract(epoch from clock_timestamp() - last.finished_at) * 1000)::float8 as "agoMs"
from (select 1) as one left join lateral (
  select id, finished_at from jobs where owner = $1 and type = $2 order by created_at desc limit 1
) as last on true`;

interface State {
  readonly stored: boolean;
  readonly paused: boolean;
  /** Of the last run; null: there was none. */
  readonly id: string | null;
  readonly live: boolean;
  readonly agoMs: number | null;
}

export const createGatherOnDemand = ({
  pool,
  config,
  schedules,
  patienceMs = PATIENCE_MS,
}: GatherParts): GatherOnDemand => {
  /** What is going on now, shared by all who ask. */
  let current: Promise<void> | undefined;
  let waits = false;
  const listeners = new Set<() => void>();

  const isDue = ({ stored, paused, agoMs }: State): boolean => {
    if (newsSourcesOf(config.news).length === 0) return false;
    const agedMs = agoMs ?? Number.POSITIVE_INFINITY;
    if (!stored) return agedMs > PAUSE_MS;
    return (!config.worker.schedules || paused) && agedMs > STALE_MS;
  };

  const begin = async (): Promise<string | null> => {
    // Under the schedule's lock: elsewhere somebody may be starting one, and its next turn passes over this run.
    const who = { userId: SYSTEM_OWNER, role: 'admin', via: 'token' } as const;
    return (await schedules.trigger(who, SCHEDULE)).data.jobId;
  };

  const waitFor = async (jobId: string, forMs: number): Promise<void> => {
    const deadline = performance.now() + forMs;
    while (performance.now() < deadline) {
      const { rows } = await pool.query(
        'select 1 from jobs where id = $1 and finished_at is null',
        [jobId],
      );
      if (rows.length === 0) return;
      await sleep(POLL_MS);
    }
  };

  const gather = async (): Promise<void> => {
    const { rows } = await pool.query<State>(stateSql, [SYSTEM_OWNER, type, SCHEDULE]);
    const state = rows[0] as State;
    // With something to answer from, a run that is going is no reason to wait.
    const going = state.live && !state.stored ? state.id : null;
    const jobId = going ?? (isDue(state) ? await begin() : null);
    if (jobId === null) return;
    waits = true;
    for (const tell of listeners) tell();
    await waitFor(jobId, state.stored ? patienceMs / 3 : patienceMs);
  };

  return {
    insist: async (signal, onWait) => {
      signal.throwIfAborted();
      listeners.add(onWait);
      if (waits) onWait();
      current ??= gather().finally(() => {
        current = undefined;
        waits = false;
      });
      let stop = () => {};
      const aborted = new Promise<never>((_, reject) => {
        stop = () => reject(signal.reason as Error);
        signal.addEventListener('abort', stop, { once: true });
      });
      try {
        await Promise.race([current, aborted]);
      } finally {
        listeners.delete(onWait);
        signal.removeEventListener('abort', stop);
      }
    },
  };
};
