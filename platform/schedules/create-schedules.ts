import { CRITICAL_FAILURES } from '#contracts/limits';
import type {
  JobStatusReport,
  Schedule,
  ScheduleAction,
  ScheduleEdit,
  ScheduleHistory,
  ScheduleList,
  SchedulesStatus,
  TriggerAnswer,
} from '#contracts/schedules';
import { AppError } from '../app-error';
import type { Config } from '../config';
import type { Principal } from '../principal';
import { countWorkers } from '../queue/worker-presence';
import { isReady, type RedisClient } from '../redis';
import { asDependencyError } from '../store/transient';
import { createScheduleControl } from './control-schedules';
import { nextSlots } from './cron';
import { describeCron } from './describe-cron';
import { type FireParts, reconcileSchedules } from './fire-schedules';
import { readHistory, readRuns, readStats } from './read-runs';
import { resolveSchedules } from './resolve-schedules';
import type { ScheduleRow } from './schedule-row';

/** What people see of the schedules and do to them. Whoever calls an act has checked the role. */
export interface ScheduleService {
  status(): Promise<SchedulesStatus>;
  /** @param name default the first one declared @throws AppError not_found */
  report(name?: string): Promise<JobStatusReport>;
  /** @param locale of the descriptions */
  list(locale: string): Promise<ScheduleList>;
  /** @throws AppError not_found */
  history(name: string): Promise<ScheduleHistory>;
  trigger(who: Principal, name: string): Promise<TriggerAnswer>;
  edit(who: Principal, name: string, edit: ScheduleEdit): Promise<void>;
  act(who: Principal, name: string, action: ScheduleAction): Promise<void>;
}

const SHOWN_NEXT = 3;

const nextOf = (row: ScheduleRow, enabled: boolean, count: number): string[] => {
  if (row.paused || !enabled) return [];
  const { cron, timezone, next_at: first } = row;
  const later = nextSlots(cron, timezone, first, count - 1);
  return [first, ...later].map((at) => at.toISOString());
};

/** Every failure of the store becomes what the outside may hear. */
const guarded =
  <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await work(...args);
    } catch (error) {
      throw asDependencyError(error);
    }
  };

export const createSchedules = (
  parts: FireParts & { readonly config: Config; readonly redis: RedisClient },
): ScheduleService => {
  const { pool, config, redis } = parts;
  const wanted = resolveSchedules(config.schedules);
  const names = wanted.map(({ name }) => name);
  const enabled = config.worker.schedules;
  const control = createScheduleControl(parts, wanted);
  let written: Promise<void> | undefined;

  /** The declared ones, in their order. Whoever asks before any worker came up writes them. */
  const read = async (): Promise<ScheduleRow[]> => {
    written ??= reconcileSchedules(pool, wanted).catch((error: unknown) => {
      written = undefined;
      throw error;
    });
    await written;
    const { rows } = await pool.query<ScheduleRow>(
      'select * from schedules where name = any($1::text[])',
      [names],
    );
    return names.flatMap((name) => rows.filter((row) => row.name === name));
  };

  const find = async (name: string | undefined): Promise<ScheduleRow> => {
    const rows = await read();
    const row = name === undefined ? rows[0] : rows.find((one) => one.name === name);
    if (row) return row;
    throw new AppError('not_found', 'There is no such schedule.');
  };

  const isRunning = async (): Promise<boolean> =>
    enabled && isReady(redis) && (await countWorkers(redis).catch(() => 0)) > 0;

  const view = async (row: ScheduleRow, locale: string): Promise<Schedule> => {
    const [stats, runs] = await Promise.all([
      readStats(pool, row.name),
      readRuns(pool, row.name, 1),
    ]);
    const { name, type, cron, timezone, edited, paused, overlap, misfire, version } = row;
    return {
      name,
      type,
      cron,
      timezone,
      description: describeCron(cron, locale),
      declared: { cron: row.declared_cron, timezone: row.declared_timezone },
      edited,
      paused,
      overlap,
      misfire,
      runAtStart: row.run_at_start,
      healthy: stats.consecutiveFailures < CRITICAL_FAILURES,
      version,
      nextRuns: nextOf(row, enabled, SHOWN_NEXT),
      stats,
      lastRun: runs[0] ?? null,
    };
  };

  return {
    status: guarded(async () => {
      const rows = await read();
      const jobs = rows.map(async (row) => ({
        name: row.name,
        schedule: row.cron,
        timezone: row.timezone,
        isActive: enabled && !row.paused,
        nextRun: nextOf(row, enabled, 1)[0] ?? null,
        lastRun: (await readRuns(pool, row.name, 1))[0]?.startedAt ?? null,
      }));
      return {
        success: true,
        data: { isRunning: await isRunning(), jobs: await Promise.all(jobs) },
      };
    }),
    report: guarded(async (name) => {
      const row = await find(name);
      const [stats, recentRuns, running] = await Promise.all([
        readStats(pool, row.name),
        readRuns(pool, row.name),
        isRunning(),
      ]);
      const last = recentRuns[0];
      return {
        healthy: stats.consecutiveFailures < CRITICAL_FAILURES,
        scheduler: {
          schedule: row.name,
          running: running && !row.paused,
          cronExpression: row.cron,
          description: describeCron(row.cron, 'en'),
          currentlyExecuting: recentRuns.some(({ status }) => status === 'RUNNING'),
        },
        stats,
        lastRun: last
          ? { ...last, timeSinceLastRunMs: Math.max(0, Date.now() - Date.parse(last.startedAt)) }
          : null,
        recentRuns,
      };
    }),
    list: guarded(async (locale) => {
      const rows = await read();
      const [running, schedules] = await Promise.all([
        isRunning(),
        Promise.all(rows.map((row) => view(row, locale))),
      ]);
      return { isRunning: running, enabled, schedules };
    }),
    history: guarded(async (name) => readHistory(pool, (await find(name)).name)),
    trigger: guarded(async (who, name) => control.trigger(who, (await find(name)).name)),
    edit: guarded(async (who, name, edit) => control.edit(who, (await find(name)).name, edit)),
    act: guarded(async (who, name, action) => control.act(who, (await find(name)).name, action)),
  };
};
