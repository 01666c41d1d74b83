import type { Pool, QueryResultRow } from 'pg';
import type { JobRow, LedgerState } from './job-row';
import {
  cancelSql,
  claimSql,
  endedSql,
  finishSql,
  forgetHastenedSql,
  hastenedSql,
  openSql,
  promoteSql,
  runNowSql,
  stepSql,
  strayedSql,
  submitSql,
} from './statements';
import { WriteGroup } from './write-group';

export interface NewJob {
  readonly id: string;
  readonly owner: string;
  readonly type: string;
  /** JSON that has passed the contract. */
  readonly input: string;
  readonly options: string;
  readonly idemKey: string | null;
  readonly idemHash: string | null;
  readonly maxAttempts: number;
  /** 0 = now. */
  readonly delayMs: number;
  readonly retryOf: string | null;
  readonly parentId: string | null;
  readonly traceId: string | null;
  readonly traceparent?: string | null;
  /** Who asked for it, for the audit; its owner where nobody is named. */
  readonly actor?: string;
}

export type ClaimedJob = JobRow & { input: string; token: string };

export interface AttemptEnd {
  readonly id: string;
  readonly fence: number;
  readonly state: 'completed' | 'failed' | 'cancelled' | 'retrying' | 'pending';
  readonly result: string | null;
  readonly error: string | null;
  /** Pause before the next attempt, in milliseconds; for `retrying` and `pending`. */
  readonly delayMs: number;
  readonly progress: string | null;
  readonly engine: string | null;
  /** 1 takes the attempt back: it was nobody's fault. */
  readonly refund: 0 | 1;
  /** For the audit, in words. */
  readonly detail: string | null;
  /** Of a failure; see `fingerprintOf`. */
  readonly fingerprint?: string | null;
}

/** What an end changed; the rest of the row is known to whoever claimed it. */
export type EndedRow = Pick<JobRow, 'id' | 'rev' | 'state' | 'attempt' | 'run_at' | 'finished_at'>;

export interface StepEnd {
  readonly id: string;
  readonly fence: number;
  readonly name: string;
  readonly result: string;
  readonly attempt: number;
  readonly startedAt: Date;
}

const column = <T, K extends keyof T>(items: readonly T[], key: K): T[K][] =>
  items.map((item) => item[key]);

/** What `submitSql` takes, for whoever writes jobs within a transaction of their own. */
export const submitValues = (items: readonly NewJob[]): unknown[][] => [
  column(items, 'id'),
  column(items, 'owner'),
  column(items, 'type'),
  column(items, 'input'),
  column(items, 'idemKey'),
  column(items, 'idemHash'),
  column(items, 'maxAttempts'),
  column(items, 'options'),
  column(items, 'delayMs'),
  column(items, 'retryOf'),
  column(items, 'traceId'),
  column(items, 'parentId'),
  column(items, 'traceparent'),
  column(items, 'actor'),
];

/** Puts rows in the order of what was asked; null where none came back. */
const inOrder = <I extends { id: string }, R extends { id: string }>(
  items: readonly I[],
  rows: readonly R[],
): (R | null)[] => {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return items.map((item) => byId.get(item.id) ?? null);
};

/**
 * The ledger's writes and the reads of the platform itself; people's reads are in `job-reads.ts`.
 * Every write is one statement with its audit, guarded by the row: one terminal transition a job, and
 * none under an old fence.
 */
export class Ledger {
  private readonly submits = new WriteGroup<NewJob, JobRow | null>((items) =>
    this.writeSubmits(items),
  );
  private readonly claims = new WriteGroup<{ id: string; token: string }, ClaimedJob | null>(
    (items) => this.writeClaims(items),
  );
  private readonly ends = new WriteGroup<AttemptEnd, EndedRow | null>((items) =>
    this.writeEnds(items),
  );
  private readonly stepEnds = new WriteGroup<StepEnd, boolean>((items) => this.writeSteps(items));

  /** @param embedded PGlite is one session for everyone: named statements would collide there */
  constructor(
    readonly pool: Pool,
    private readonly embedded: boolean,
  ) {}

  /** Accepts a job. null: its idempotency key is taken; look that job up. */
  submit(job: NewJob): Promise<JobRow | null> {
    return this.submits.add(job);
  }

  /** Whether a person's data are being erased, or were: then nothing is accepted for them. */
  async isErased(owner: string): Promise<boolean> {
    const text = `select 1 from erasures where subject = encode(sha256(convert_to($1, 'UTF8')), 'hex')`;
    return (await this.query('is-erased', text, [owner])).length > 0;
  }

  /** Takes a job for one run. null: it has ended, or never was. */
  claim(id: string, token: string): Promise<ClaimedJob | null> {
    return this.claims.add({ id, token });
  }

  /** Ends an attempt. null: look the row up; see `finishSql`. */
  finish(end: AttemptEnd): Promise<EndedRow | null> {
    return this.ends.add(end);
  }

  /** Keeps a step's result. false: fenced off or being cancelled. */
  saveStep(step: StepEnd): Promise<boolean> {
    return this.stepEnds.add(step);
  }

  async cancel(id: string, who: string, anyOwner: boolean): Promise<JobRow | null> {
    const rows = await this.query<JobRow>('cancel', cancelSql, [id, who, anyOwner ? 'any' : 'own']);
    return rows[0] ?? null;
  }

  /** Ends a scheduled job's or a back-off's wait. null: it does not wait for a time, or is another's. */
  async runNow(id: string, who: string, anyOwner: boolean): Promise<JobRow | null> {
    const values = [id, who, anyOwner ? 'any' : 'own'];
    return (await this.query<JobRow>('run-now', runNowSql, values))[0] ?? null;
  }

  /** Jobs whose back-off was cut short and which the engine may still hold back. */
  hastened(limit: number): Promise<JobRow[]> {
    return this.query<JobRow>('hastened', hastenedSql, [limit]);
  }

  async forgetHastened(ids: readonly string[]): Promise<void> {
    await this.query('forget-hastened', forgetHastenedSql, [ids]);
  }

  promoteDue(limit: number): Promise<JobRow[]> {
    return this.query<JobRow>('promote', promoteSql, [limit]);
  }

  openJobs(
    olderThanMs: number,
    after: string | null,
    limit: number,
  ): Promise<(JobRow & { wait_ms: number })[]> {
    return this.query('open', openSql, [olderThanMs, after, limit]);
  }

  endedJobs(from: Date, to: Date, after: JobRow | null, limit: number): Promise<JobRow[]> {
    return this.query('ended', endedSql, [
      from,
      to,
      after?.id ?? null,
      after?.finished_at ?? null,
      limit,
    ]);
  }

  strayed(
    held: readonly { id: string; fence: number }[],
  ): Promise<{ id: string; state: string; fence: number }[]> {
    return this.query('strayed', strayedSql, [column(held, 'id'), column(held, 'fence')]);
  }

  /** Results of the steps that have finished, by name. */
  async keptSteps(jobId: string): Promise<Map<string, string>> {
    const rows = await this.query<{ name: string; result: string }>(
      'kept',
      'select name, result from job_steps where job_id = $1',
      [jobId],
    );
    return new Map(rows.map((row) => [row.name, row.result]));
  }

  /** One change of a job; null where there is none of that number. */
  async change(
    id: string,
    rev: number,
  ): Promise<{ state: LedgerState; attempt: number; at: Date } | null> {
    const text = 'select state, attempt, at from job_changes where job_id = $1 and rev = $2';
    const rows = await this.query<{ state: LedgerState; attempt: number; at: Date }>(
      'change',
      text,
      [id, rev],
    );
    return rows[0] ?? null;
  }

  /** Runs one statement; prepared by name where the server is a real one. */
  async query<R extends QueryResultRow>(
    name: string,
    text: string,
    values: unknown[],
  ): Promise<R[]> {
    const result = await this.pool.query<R>(
      this.embedded ? { text, values } : { name, text, values },
    );
    return result.rows;
  }

  private async writeSubmits(items: readonly NewJob[]) {
    const rows = await this.query<JobRow>('submit', submitSql, submitValues(items));
    return inOrder(items, rows);
  }

  private async writeClaims(items: readonly { id: string; token: string }[]) {
    const rows = await this.query<ClaimedJob>('claim', claimSql, [
      column(items, 'id'),
      column(items, 'token'),
    ]);
    // Two runs of one job in one process may meet in a batch; only the one whose token stands has it.
    return inOrder(items, rows).map((row, index) =>
      row?.token === items[index]?.token ? row : null,
    );
  }

  private async writeEnds(items: readonly AttemptEnd[]) {
    const rows = await this.query<EndedRow>('finish', finishSql, [
      column(items, 'id'),
      column(items, 'fence'),
      column(items, 'state'),
      column(items, 'result'),
      column(items, 'error'),
      column(items, 'delayMs'),
      column(items, 'progress'),
      column(items, 'engine'),
      column(items, 'refund'),
      column(items, 'detail'),
      column(items, 'fingerprint'),
    ]);
    return inOrder(items, rows);
  }

  private async writeSteps(items: readonly StepEnd[]) {
    const rows = await this.query<{ job_id: string; name: string }>('step', stepSql, [
      column(items, 'id'),
      column(items, 'fence'),
      column(items, 'name'),
      column(items, 'result'),
      column(items, 'attempt'),
      column(items, 'startedAt'),
    ]);
    const saved = new Set(rows.map((row) => JSON.stringify([row.job_id, row.name])));
    return items.map((item) => saved.has(JSON.stringify([item.id, item.name])));
  }
}
