import type { Pool } from 'pg';
import { fingerprintOf } from '#platform/admin/fingerprint';
import { makeJobId } from '#platform/store/job-id';

export interface EndedJob {
  readonly type?: string;
  readonly owner?: string;
  readonly state?: 'completed' | 'failed' | 'cancelled';
  readonly waitMs?: number;
  readonly runMs?: number;
  /** Of the failure. */
  readonly message?: string;
  readonly input?: unknown;
}

/** Puts a job that ended at a time (ms since 1970) straight into the ledger. @returns its id */
export const putEndedJob = async (
  pool: Pool,
  at: number,
  { type = 'train', owner = 'ann', state = 'completed', ...more }: EndedJob = {},
): Promise<string> => {
  const { waitMs = 100, runMs = 1_000, message = 'It broke.', input = {} } = more;
  const id = makeJobId(owner, type);
  const error = { code: 'broke', message, retryable: false };
  const failed = state === 'failed';
  await pool.query(
    `insert into jobs (id, owner, type, state, attempt, max_attempts, input, error, fingerprint, created_at, run_at, started_at, finished_at)
     values ($1, $2, $3, $4, 1, 3, $5, $6, $7, $8, $8, $9, $10)`,
    [
      id,
      owner,
      type,
      state,
      JSON.stringify(input),
      failed ? JSON.stringify(error) : null,
      failed ? fingerprintOf(type, error) : null,
      new Date(at - runMs - waitMs),
      new Date(at - runMs),
      new Date(at),
    ],
  );
  return id;
};
