import type { PoolClient } from 'pg';
import { MIN_SCHEDULE_INTERVAL_MS } from '#contracts/limits';
import type { ScheduleAction, ScheduleEdit, TriggerAnswer } from '#contracts/schedules';
import { AppError } from '../app-error';
import type { Principal } from '../principal';
import { inTransaction } from '../store/in-transaction';
import { findCronProblem, nextSlot } from './cron';
import { carryOn, type FireParts } from './fire-schedules';
import type { WantedSchedule } from './resolve-schedules';
import type { ScheduleRow } from './schedule-row';
import { openSlot, settleSlots } from './settle-slots';

const messages: Record<TriggerAnswer['data']['outcome'], string> = {
  started: 'The run is queued.',
  waiting: 'The run begins when the one before it has ended.',
  skipped_overlap: 'The last run is still going; no second one was started.',
  skipped_misfire: 'The run was skipped.',
  skipped_by_hand: 'The run was skipped.',
};

const timeOf = ({ cron, timezone }: { cron: string; timezone: string }) => `${cron} ${timezone}`;

const note = (client: PoolClient, name: string, who: Principal, action: string, detail?: string) =>
  client.query(
    'insert into schedule_changes (schedule, actor, action, detail) values ($1, $2, $3, $4)',
    [name, who.userId, action, detail ?? null],
  );

/** @throws AppError not_found */
const lock = async (client: PoolClient, name: string): Promise<ScheduleRow> => {
  const { rows } = await client.query<ScheduleRow>(
    'select * from schedules where name = $1 for update',
    [name],
  );
  if (rows[0]) return rows[0];
  throw new AppError('not_found', 'There is no such schedule.');
};

const setTime = (client: PoolClient, row: ScheduleRow, cron: string, timezone: string) =>
  client.query(
    `update schedules set cron = $2, timezone = $3, next_at = $4,
       edited = (declared_cron, declared_timezone) is distinct from ($2, $3),
       version = version + 1, updated_at = now() where name = $1`,
    [row.name, cron, timezone, nextSlot(cron, timezone, new Date())],
  );

const actions: Record<
  ScheduleAction,
  (client: PoolClient, row: ScheduleRow) => Promise<string | null>
> = {
  pause: async (client, row) => {
    await client.query(
      'update schedules set paused = true, version = version + 1, updated_at = now() where name = $1',
      [row.name],
    );
    return null;
  },
  // What came while it was paused was not missed: somebody wished it so.
  resume: async (client, row) => {
    if (!row.paused) return null;
    await client.query(
      `update schedules set paused = false, next_at = $2, version = version + 1, updated_at = now() where name = $1`,
      [row.name, nextSlot(row.cron, row.timezone, new Date()) ?? row.next_at],
    );
    return null;
  },
  'skip-next': async (client, row) => {
    if (row.paused) {
      throw new AppError('conflict', 'The schedule is paused: there is no next run to skip.');
    }
    await openSlot(client, row.name, row.next_at, 'cron', 'skipped_by_hand');
    await client.query(
      'update schedules set next_at = $2, version = version + 1, updated_at = now() where name = $1',
      [row.name, nextSlot(row.cron, row.timezone, row.next_at)],
    );
    return row.next_at.toISOString();
  },
  reset: async (client, row) => {
    await setTime(client, row, row.declared_cron, row.declared_timezone);
    return `${timeOf(row)} → ${row.declared_cron} ${row.declared_timezone}`;
  },
};

/** What admins may do to a schedule. Whoever calls has checked the role; each act is noted with who did it. */
export const createScheduleControl = (parts: FireParts, wanted: readonly WantedSchedule[]) => {
  const contractOf = (name: string) => {
    const found = wanted.find((one) => one.name === name);
    if (found) return found.contract;
    throw new AppError('not_found', 'There is no such schedule.');
  };

  return {
    /** Runs a schedule now, also a paused one; the overlap policy holds. @throws AppError not_found */
    trigger: async (who: Principal, name: string): Promise<TriggerAnswer> => {
      const contract = contractOf(name);
      const { settled, outcome, jobId } = await inTransaction(parts.pool, async (client) => {
        const row = await lock(client, name);
        // Two wishes within a millisecond are one.
        const at = new Date();
        await openSlot(client, name, at, 'hand');
        const done = await settleSlots(client, row, contract);
        const { rows } = await client.query<Pick<TriggerAnswer['data'], 'outcome' | 'jobId'>>(
          `select outcome, job_id as "jobId" from schedule_slots where schedule = $1 and slot_at = $2 and kind = 'hand'`,
          [name, at],
        );
        const slot = rows[0] ?? { outcome: 'skipped_overlap' as const, jobId: null };
        await note(client, name, who, 'trigger', slot.outcome);
        return { settled: done, ...slot, jobId: slot.jobId ?? done.live[0] ?? null };
      });
      await carryOn(parts, name, settled);
      return {
        success: true,
        data: { schedule: name, outcome, jobId },
        message: messages[outcome],
      };
    },

    /** @throws AppError not_found, invalid_input, conflict */
    edit: async (who: Principal, name: string, edit: ScheduleEdit): Promise<void> => {
      contractOf(name);
      const time = { cron: edit.cron.trim().replace(/\s+/g, ' '), timezone: edit.timezone.trim() };
      const problem = findCronProblem(time.cron, time.timezone, MIN_SCHEDULE_INTERVAL_MS);
      if (problem) {
        throw new AppError('invalid_input', `${problem.path}: ${problem.message}`, {
          errors: [problem],
        });
      }
      await inTransaction(parts.pool, async (client) => {
        const row = await lock(client, name);
        if (row.version !== edit.version) {
          throw new AppError('conflict', 'The schedule has changed since. Load it again.');
        }
        await setTime(client, row, time.cron, time.timezone);
        await note(client, name, who, 'edit', `${timeOf(row)} → ${timeOf(time)}`);
      });
    },

    /** @throws AppError not_found, conflict */
    act: async (who: Principal, name: string, action: ScheduleAction): Promise<void> => {
      contractOf(name);
      await inTransaction(parts.pool, async (client) => {
        const row = await lock(client, name);
        const detail = await actions[action](client, row);
        await note(client, name, who, action, detail ?? undefined);
      });
    },
  };
};
