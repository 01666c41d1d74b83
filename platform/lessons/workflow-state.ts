import { createHash } from 'node:crypto';

/** A module's row, as far as it matters for what comes next. */
export interface ModuleState {
  readonly index: number;
  /** Who has taken it, or has planned it. */
  readonly jobId: string;
  /** Whether its plan is there. */
  readonly done: boolean;
  readonly lessons: number;
  readonly hours: number;
}

/** A job of a workflow, as far as it matters for what comes next. */
export interface WorkflowJob {
  readonly id: string;
  readonly live: boolean;
  readonly failed: boolean;
  readonly completed: boolean;
  /** The module its input names; null where it names none and takes the first that is missing. */
  readonly asked: number | null;
}

/** All of a workflow at one moment. */
export interface WorkflowState {
  /** Null where nobody has begun it. */
  readonly curriculum: string | null;
  readonly title: string | null;
  readonly totalModules: number;
  readonly modules: readonly ModuleState[];
  /** Oldest first. */
  readonly jobs: readonly WorkflowJob[];
}

/** Modules without a plan, in order. */
export const missingModules = ({ totalModules, modules }: WorkflowState): number[] => {
  const done = new Set(modules.filter((one) => one.done).map(({ index }) => index));
  return Array.from({ length: totalModules }, (_, index) => index).filter((n) => !done.has(n));
};

/** The module a job is for; undefined where it has not chosen one yet. */
const moduleOf = ({ modules }: WorkflowState, job: WorkflowJob): number | undefined =>
  job.asked ?? modules.find(({ jobId }) => jobId === job.id)?.index;

/** All jobs of a module, oldest first. Live ones that have chosen none yet count for the first that is missing. */
const jobsOf = (state: WorkflowState, index: number): WorkflowJob[] => {
  const [first] = missingModules(state);
  return state.jobs.filter((job) => {
    const module = moduleOf(state, job);
    return module === undefined ? job.live && index === first : module === index;
  });
};

/**
 * The job that counts for a module: the one that planned it, else its newest live one, else its newest that
 * did not make do with another's work.
 */
export const jobOf = (state: WorkflowState, index: number): WorkflowJob | undefined => {
  const row = state.modules.find((one) => one.index === index);
  if (row?.done) return state.jobs.find(({ id }) => id === row.jobId);
  const own = jobsOf(state, index);
  return own.findLast(({ live }) => live) ?? own.findLast(({ completed }) => !completed);
};

export const isLive = ({ jobs }: WorkflowState): boolean => jobs.some(({ live }) => live);

/**
 * Key under which the next job of a module is queued, wherever it is queued from. It names the job before
 * it, so that all who see the same past queue the same job, and a module whose job has failed can have
 * another.
 */
const turnKey = (workflowId: string, index: number, before: WorkflowJob | undefined): string => {
  // A workflow's name may be longer than a key has room for.
  const name = createHash('sha256').update(workflowId).digest('base64url').slice(0, 27);
  return `lesson-plans/${name}/${index}/${before?.id.split('~').at(-1) ?? 'first'}`;
};

export interface Turn {
  readonly index: number;
  readonly key: string;
}

const turnAt = (state: WorkflowState, workflowId: string, index: number): Turn => ({
  index,
  key: turnKey(workflowId, index, jobsOf(state, index).at(-1)),
});

/** What a start queues; null where something runs, or nothing is missing. */
export const firstTurn = (state: WorkflowState, workflowId: string): Turn | null => {
  const [index] = missingModules(state);
  return index === undefined || isLive(state) ? null : turnAt(state, workflowId, index);
};

/**
 * What a job queues behind itself: the next module that is missing and that no live job has, past its own
 * first. Null where there is none.
 *
 * A job that found its module done leaves the chain to others, if there are any: to one that has a missing
 * module, or else to the oldest. Without that rule ten needless jobs would make ten chains.
 *
 * @param own the job that asks
 */
export const nextTurn = (
  state: WorkflowState,
  workflowId: string,
  own: { readonly jobId: string; readonly index: number; readonly skipped: boolean },
): Turn | null => {
  const missing = missingModules(state).filter((index) => index !== own.index);
  const others = state.jobs.filter(({ id, live }) => live && id !== own.jobId);
  const taken = new Set(others.map((job) => moduleOf(state, job)));
  if (own.skipped) {
    const place = state.jobs.findIndex(({ id }) => id === own.jobId);
    const busy = others.some((job) => {
      const module = moduleOf(state, job);
      const older = state.jobs.indexOf(job) < place;
      return older || (module !== undefined && missing.includes(module));
    });
    if (busy) return null;
  }
  const free = missing.filter((index) => !taken.has(index));
  const index = free.find((one) => one > own.index) ?? free[0];
  return index === undefined ? null : turnAt(state, workflowId, index);
};
