import { MAX_CHILDREN_RESULT_BYTES } from '#contracts/limits';
import { activeTraceparent } from '../tracing/spans';
import {
  cancelBelowSql,
  childrenSql,
  finishWithNextSql,
  orphanedSql,
  resumeSql,
  startChildrenSql,
  waitsSql,
} from './flow-statements';
import { type JobRow, jobColumns, type LedgerState } from './job-row';
import type { AttemptEnd, EndedRow, Ledger } from './ledger';

export interface NewChild {
  readonly id: string;
  readonly type: string;
  /** JSON that has passed the contract. */
  readonly input: string;
  readonly key: string;
  readonly weight: number;
  readonly maxAttempts: number;
}

export interface NewChildren {
  readonly parent: { readonly id: string; readonly fence: number };
  readonly name: string;
  readonly onFailure: 'fail' | 'continue';
  readonly fromPercent: number;
  readonly toPercent: number;
  /** The parent's own, as it stands now. */
  readonly progress: string;
  readonly options: string;
  readonly depth: number;
  readonly children: readonly NewChild[];
}

export interface ChildRow {
  readonly key: string;
  readonly id: string;
  readonly type: string;
  readonly state: LedgerState;
  readonly error: string | null;
  readonly finished_at: Date | null;
  /** null also where all results together are too large; see `bytes`. */
  readonly result: string | null;
  /** Bytes of the results of all children of the call. */
  readonly bytes: number;
}

/** A parent that waits, and how its children stand. */
export interface WaitRow
  extends Pick<JobRow, 'id' | 'owner' | 'type' | 'rev' | 'attempt' | 'progress' | 'parent_id'> {
  readonly name: string;
  readonly on_failure: 'fail' | 'continue';
  readonly from_percent: number;
  readonly to_percent: number;
  readonly total: number;
  readonly ended: number;
  readonly weight: number;
  readonly ended_weight: number;
  /** Whether a child has failed or was cancelled. */
  readonly broken: boolean;
  readonly live_ids: string[];
  readonly live_weights: number[];
}

export interface NextJob {
  readonly id: string;
  readonly type: string;
  readonly input: string;
  readonly idemKey: string;
  readonly maxAttempts: number;
}

const column = <T, K extends keyof T>(items: readonly T[], key: K): T[K][] =>
  items.map((item) => item[key]);

/** The ledger's part in parents, children and next jobs: edges and waits live here and nowhere else. */
export const createFlowLedger = (ledger: Ledger) => ({
  /** Starts children and puts the parent into `waiting`. null: that run no longer holds it. */
  start: async (flow: NewChildren): Promise<{ parent: JobRow; children: JobRow[] } | null> => {
    const { parent, children } = flow;
    const rows = await ledger.query<JobRow>('start-children', startChildrenSql, [
      parent.id,
      parent.fence,
      flow.name,
      flow.onFailure,
      flow.fromPercent,
      flow.toPercent,
      flow.progress,
      flow.options,
      column(children, 'id'),
      column(children, 'type'),
      column(children, 'input'),
      column(children, 'key'),
      column(children, 'weight'),
      column(children, 'maxAttempts'),
      flow.depth,
      activeTraceparent(),
    ]);
    const held = rows.find((row) => row.id === parent.id);
    return held ? { parent: held, children: rows.filter((row) => row !== held) } : null;
  },

  children: (parentId: string, name: string): Promise<ChildRow[]> =>
    ledger.query('children', childrenSql, [parentId, name, MAX_CHILDREN_RESULT_BYTES]),

  /** How deep a job lies below one that is nobody's child; 0 for such a one. */
  depth: async (jobId: string): Promise<number> => {
    const [row] = await ledger.query<{ depth: number }>(
      'depth',
      'select depth from job_children where child_id = $1',
      [jobId],
    );
    return row?.depth ?? 0;
  },

  /** @param ids null = all, page by page */
  waits: (ids: readonly string[] | null, after: string | null, limit: number): Promise<WaitRow[]> =>
    ledger.query('waits', waitsSql, [ids, after, limit]),

  /** Lets a parent go on. null: it does not wait, or a child of it lives. */
  resume: async (id: string, progress: string): Promise<JobRow | null> =>
    (await ledger.query<JobRow>('resume', resumeSql, [id, progress]))[0] ?? null,

  /** The parent, where it has been let go on and nobody has taken it yet. */
  resuming: async (id: string): Promise<JobRow | null> => {
    const text = `select ${jobColumns('jobs')} from jobs where id = $1 and state = 'resuming'`;
    return (await ledger.query<JobRow>('resuming', text, [id]))[0] ?? null;
  },

  /** Whether a change of a job was its release from a wait. */
  wasResumed: async (id: string, rev: number): Promise<boolean> => {
    const text = `select 1 from job_changes where job_id = $1 and rev = $2 and state = 'resuming'`;
    return (await ledger.query('was-resumed', text, [id, rev])).length > 0;
  },

  /** Keeps a waiting parent's progress; no change that anybody is told of. */
  keepProgress: async (id: string, rev: number, progress: string): Promise<void> => {
    const text = `update jobs set progress = $3 where id = $1 and rev = $2 and state = 'waiting'`;
    await ledger.query('keep-progress', text, [id, rev, progress]);
  },

  /** Cancels what lives below a job. @returns the rows that changed; none = there was nothing left */
  cancelBelow: (rootId: string, actor: string | null, detail: string): Promise<JobRow[]> =>
    ledger.query('cancel-below', cancelBelowSql, [rootId, actor, detail]),

  /** Jobs that have ended and left a child behind. */
  orphaned: async (limit: number): Promise<string[]> =>
    column(await ledger.query<{ id: string }>('orphaned', orphanedSql, [limit]), 'id'),

  /** As `Ledger.finish` of a completed job, with the jobs that follow it. */
  finishWithNext: async (
    end: AttemptEnd,
    options: string,
    next: readonly NextJob[],
  ): Promise<EndedRow | null> => {
    const rows = await ledger.query<EndedRow>('finish-next', finishWithNextSql, [
      end.id,
      end.fence,
      end.result,
      end.progress,
      end.engine,
      column(next, 'id'),
      column(next, 'type'),
      column(next, 'input'),
      column(next, 'idemKey'),
      column(next, 'maxAttempts'),
      options,
      activeTraceparent(),
    ]);
    return rows[0] ?? null;
  },
});

export type FlowLedger = ReturnType<typeof createFlowLedger>;
