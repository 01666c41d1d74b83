import type { JobStatus } from '#contracts/job';

/** A row of the ledger as the raw statements return it. */
export interface JobRow {
  id: string;
  owner: string;
  type: string;
  state: JobStatus;
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
  'created_at',
  'run_at',
  'started_at',
  'finished_at',
] as const satisfies readonly (keyof JobRow)[];

/** Every column but the input, for `returning` and `select`. */
export const jobColumns = (alias: string): string =>
  names.map((name) => `${alias}.${name}`).join(', ');
