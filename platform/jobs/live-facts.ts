import { z } from 'zod';
import type { ProgressEvent } from '#contracts/events';
import { progressEventSchema } from '#contracts/events';
import type { JobProgress } from '#contracts/job';
import type { QueueControls } from '../admin/queue-controls';
import { feedKeys } from '../feed/keys';
import type { Engine } from '../queue/create-engine';
import { countWorkers } from '../queue/worker-presence';
import { isReady, type RedisClient } from '../redis';
import { type JobRow, shownStatus } from '../store/job-row';
import type { TypeHistory } from '../store/type-history';
import { estimateTimeLeft } from './estimate-time-left';
import type { LiveFacts } from './view-job';

const storedProgress = z.string().transform((text, context) => {
  try {
    return progressEventSchema.parse(JSON.parse(text));
  } catch {
    context.addIssue({ code: 'custom', message: 'not a progress event' });
    return z.NEVER;
  }
});

const progressOf = (event: ProgressEvent): JobProgress => ({
  percent: event.percent,
  message: event.message,
  ...(event.step ? { step: event.step } : {}),
});

/** What Redis knows of jobs beyond their rows. Without Redis the rows stand alone, and say so. */
export const createLiveFacts = (
  client: RedisClient,
  engine: Engine,
  historyOf: (type: string) => Promise<TypeHistory | null>,
  controls: Pick<QueueControls, 'current' | 'isPaused'>,
) => {
  const readHashes = async (rows: readonly { id: string; owner: string }[]) =>
    Promise.all(rows.map((row) => client.hmget(feedKeys(row.owner).job(row.id), 'p', 's')));

  /** Only a running job has an estimate: the others need no question. */
  const timeLeft = async (row: JobRow): Promise<number | null> =>
    shownStatus(row.state) === 'running' ? estimateTimeLeft(row, await historyOf(row.type)) : null;

  return {
    /** Facts of each row, in order. Never fails. */
    gather: async (rows: readonly JobRow[]): Promise<LiveFacts[]> => {
      if (!isReady(client)) return rows.map(() => ({ engineAway: true }));
      try {
        const live = rows.filter((row) => row.finished_at === null);
        const pending = live.filter((row) => row.state === 'pending' || row.state === 'resuming');
        const [hashes, places, workers, left] = await Promise.all([
          readHashes(live),
          engine.positions(pending),
          pending.length > 0 ? countWorkers(client) : 1,
          Promise.all(live.map((row) => timeLeft(row))),
          pending.length > 0 ? controls.current() : null,
        ]);
        const known = new Map(
          live.map((row, index) => {
            const [progress, start] = hashes[index] ?? [];
            const event = storedProgress.safeParse(progress);
            const current = event.success && event.data.attempt === row.attempt ? event.data : null;
            return [
              row.id,
              {
                progress: current ? progressOf(current) : null,
                limitedUntil: start ? Number(start) : null,
                queuePosition: places.get(row.id) ?? null,
                noWorker: workers === 0,
                paused: controls.isPaused(row.type),
                etaMs: left[index] ?? null,
              } satisfies LiveFacts,
            ];
          }),
        );
        return rows.map((row) => known.get(row.id) ?? {});
      } catch {
        return rows.map(() => ({ engineAway: true }));
      }
    },

    /** Last progress events of an owner's jobs; those without one are left out. */
    progress: async (owner: string, ids: readonly string[]): Promise<ProgressEvent[]> => {
      const hashes = await readHashes(ids.map((id) => ({ id, owner })));
      return hashes.flatMap(([progress]) => {
        const event = storedProgress.safeParse(progress);
        return event.success ? [event.data] : [];
      });
    },
  };
};

export type LiveFactsReader = ReturnType<typeof createLiveFacts>;
