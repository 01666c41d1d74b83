import type { MisfirePolicy, OverlapPolicy } from '#contracts/schedules';

/** Owner of the jobs that schedules start: nobody who can sign in. */
export const SYSTEM_OWNER = 'system';

/** A schedule as the ledger keeps it. */
export interface ScheduleRow {
  readonly name: string;
  readonly type: string;
  readonly input: string;
  readonly cron: string;
  readonly timezone: string;
  readonly declared_cron: string;
  readonly declared_timezone: string;
  readonly edited: boolean;
  readonly paused: boolean;
  readonly overlap: OverlapPolicy;
  readonly misfire: MisfirePolicy;
  readonly misfire_limit: number;
  readonly run_at_start: boolean;
  readonly next_at: Date;
  readonly critical: boolean;
  readonly version: number;
}

/** Begins the idempotency keys of a schedule's jobs. No name holds a colon. */
export const keyPrefixOf = (name: string): string => `schedule:${name}:`;
