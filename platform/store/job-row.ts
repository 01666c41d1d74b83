import type { JobStatus } from '#contracts/job';

/**
 * States of a parent that the outside sees as `running`: `waiting` = nobody holds it until its children
 * have ended; `resuming` = they have, it stands in line to go on with the attempt it had begun.
 */
export type HeldState = 'waiting' | 'resuming';
export type LedgerState = JobStatus | HeldState;

/** What a state of the ledger is called outside. */
export const shownStatus = (state: LedgerState): JobStatus =>
  state === 'waiting' || state === 'resuming' ? 'running' : state;

/** The ledger's states behind a status of the outside. */
export const statesOf = (status: JobStatus): LedgerState[] =>
  status === 'running' ? ['running', 'waiting', 'resuming'] : [status];

/** Begins the idempotency key of a job queued as the next one. No key from outside holds a space. */
export const NEXT_KEY_PREFIX = 'next ';

/** A row of the ledger as the raw statements return it. */
export interface JobRow {
  id: string;
  owner: string;
  type: string;
  state: LedgerState;
  attempt: number;
  max_attempts: number;
  fence: number;
  crashes: number;
  rev: number;
  idem_key: string | null;
  idem_hash: string | null;
  options: string;
  result: string | null;
  error: string | null;
  progress: string | null;
  engine: string | null;
  retry_of: string | null;
  parent_id: string | null;
  trace_id: string | null;
  traceparent: string | null;
  created_at: Date;
  run_at: Date;
  started_at: Date | null;
  finished_at: Date | null;
}

const names = [
  'id',
  'owner',
  'type',
  'state',
  'attempt',
  'max_attempts',
  'fence',
  'crashes',
  'rev',
  'idem_key',
  'idem_hash',
  'options',
  'result',
  'error',
  'progress',
  'engine',
  'retry_of',
  'parent_id',
  'trace_id',
  'traceparent',
  'created_at',
  'run_at',
  'started_at',
  'finished_at',
] as const satisfies readonly (keyof JobRow)[];

/** Every column but the input, for `returning` and `select`. */
export const jobColumns = (alias: string): string =>
  names.map((name) => `${alias}.${name}`).join(', ');
