import type { JobOptions } from '#contracts/api';
import type { JobContract } from '#contracts/define-job';
import { isTerminal, type JobError } from '#contracts/job';
import {
  MAX_CHILD_KEY_LENGTH,
  MAX_CHILDREN,
  MAX_CHILDREN_INPUT_BYTES,
  MAX_CHILDREN_RESULT_BYTES,
  MAX_FLOW_DEPTH,
} from '#contracts/limits';
import type { PlatformCore } from '#platform/create-platform';
import type { ChildRow, NewChild } from '#platform/store/flow-ledger';
import { makeJobId } from '#platform/store/job-id';
import type { ClaimedJob } from '#platform/store/ledger';
import { insist } from '#platform/store/transient';
import { RunAborted } from './abort';
import { assertStillMine } from './assert-still-mine';
import {
  type Child,
  type ChildOutcome,
  type ChildrenOptions,
  type JobContext,
  PermanentError,
  RetryableError,
} from './job-context';
import type { LiveRun } from './live-runs';
import type { OutputBuffer } from './output-buffer';

export interface ChildrenParts {
  readonly job: ClaimedJob;
  readonly run: LiveRun;
  readonly output: OutputBuffer;
  readonly platform: Pick<
    PlatformCore,
    'config' | 'ledger' | 'flows' | 'reads' | 'handOver' | 'metrics'
  >;
  /** Every job type that can be started. */
  readonly contracts: Readonly<Record<string, JobContract>>;
}

/** A full queue takes no children; the parent asks again after this, in milliseconds. */
const QUEUE_FULL_PAUSE_MS = 30_000;

const invalid = (message: string) => new PermanentError('invalid_children', message);

/** @throws PermanentError invalid_children */
const checkKey = (what: string, key: string): void => {
  if (key.length === 0 || key.length > MAX_CHILD_KEY_LENGTH) {
    throw invalid(
      `${what} has 1 to ${MAX_CHILD_KEY_LENGTH} characters; this one has ${key.length}.`,
    );
  }
};

/**
 * The input of a job that another one starts, as it will be stored.
 *
 * @throws PermanentError invalid_children
 */
export const checkStarted = (
  contracts: ChildrenParts['contracts'],
  { key, type, input }: Pick<Child, 'key' | 'type' | 'input'>,
): { contract: JobContract; input: string } => {
  checkKey(`The key of a ${type} job`, key);
  const contract = contracts[type];
  if (!contract) throw invalid(`"${key}" is of type ${type}, which does not exist.`);
  const parsed = contract.input.safeParse(input ?? {});
  if (!parsed.success) {
    const where = parsed.error.issues.slice(0, 3).map((issue) => issue.path.join('.'));
    throw invalid(
      `The input of "${key}" does not fit ${type} at: ${where.join(', ') || 'the top'}.`,
    );
  }
  return { contract, input: JSON.stringify(parsed.data) ?? 'null' };
};

const toNewChildren = (
  { job, contracts }: ChildrenParts,
  name: string,
  children: readonly Child[],
): NewChild[] => {
  checkKey('The name of a call that starts children', name);
  if (children.length > MAX_CHILDREN) {
    throw invalid(
      `"${name}" has ${children.length} children; ${MAX_CHILDREN} may be started at once.`,
    );
  }
  const keys = new Set(children.map(({ key }) => key));
  if (keys.size < children.length) throw invalid(`Two children of "${name}" have the same key.`);
  let bytes = 0;
  const rows = children.map((child) => {
    const { contract, input } = checkStarted(contracts, child);
    const weight = child.weight ?? 1;
    if (!(weight > 0 && weight <= 1e6)) throw invalid(`"${child.key}" has the weight ${weight}.`);
    bytes += Buffer.byteLength(input);
    return {
      id: makeJobId(job.owner, child.type),
      type: child.type,
      input,
      key: child.key,
      weight,
      maxAttempts: contract.limits.attempts,
    };
  });
  if (bytes > MAX_CHILDREN_INPUT_BYTES) {
    throw new PermanentError(
      'children_too_large',
      `The inputs of "${name}" hold ${bytes} bytes; ${MAX_CHILDREN_INPUT_BYTES} are allowed together.`,
    );
  }
  return rows;
};

const outcomeOf = (row: ChildRow): ChildOutcome => {
  const error = row.error === null ? null : (JSON.parse(row.error) as JobError);
  const result = row.result === null ? null : (JSON.parse(row.result) as unknown);
  if (!isTerminal(row.state))
    throw new Error(`Child "${row.key}" is ${row.state}; it should have ended.`);
  return { key: row.key, jobId: row.id, status: row.state, result, error };
};

/** Of a job's options those that hold for what it starts, too: its place in line, not its own delay. */
export const inheritedOptions = (job: Pick<ClaimedJob, 'options'>): string => {
  const { priority } = JSON.parse(job.options) as JobOptions;
  return JSON.stringify({ priority });
};

/** What a parent gets that cannot do without a child: the first one to have failed is named. */
const failureOf = (name: string, rows: readonly ChildRow[]): PermanentError | null => {
  const broken = rows.filter((row) => row.state === 'failed' || row.state === 'cancelled');
  broken.sort((a, b) => (a.finished_at?.getTime() ?? 0) - (b.finished_at?.getTime() ?? 0));
  // Siblings were cancelled because of the first one.
  const first = broken.find((row) => row.state === 'failed') ?? broken[0];
  if (!first) return null;
  const { error } = outcomeOf(first);
  const why = error ? `failed: ${error.code}: ${error.message}` : 'was cancelled';
  return new PermanentError(
    'child_failed',
    `Child "${first.key}" of ${name} (${first.type}) ${why}`,
    { retryable: error?.retryable ?? true },
  );
};

const settled = (name: string, rows: readonly ChildRow[], onFailure: 'fail' | 'continue') => {
  const failure = onFailure === 'fail' ? failureOf(name, rows) : null;
  if (failure) throw failure;
  const bytes = rows[0]?.bytes ?? 0;
  if (bytes > MAX_CHILDREN_RESULT_BYTES) {
    throw new PermanentError(
      'children_too_large',
      `The results of "${name}" hold ${bytes} bytes; ${MAX_CHILDREN_RESULT_BYTES} are allowed together.`,
    );
  }
  return rows.map(outcomeOf);
};

const depthBelow = async ({ job, platform }: ChildrenParts): Promise<number> => {
  const own = job.parent_id === null ? 0 : await insist(() => platform.flows.ledger.depth(job.id));
  if (own >= MAX_FLOW_DEPTH) {
    throw new PermanentError(
      'flow_too_deep',
      `This job is ${own} levels below the first; ${MAX_FLOW_DEPTH} is the deepest.`,
    );
  }
  return own + 1;
};

/** @throws RetryableError queue_full, which costs no attempt */
const admit = async ({ platform }: ChildrenParts): Promise<void> => {
  const { maxQueuedJobs } = platform.config;
  if ((await insist(() => platform.reads.countLive(maxQueuedJobs))) < maxQueuedJobs) return;
  const pause = { retryAfterMs: QUEUE_FULL_PAUSE_MS, free: true };
  throw new RetryableError('queue_full', 'Too many jobs are waiting to start children now.', pause);
};

/** Commits the children and gives the parent up; whoever held it stops here, whatever it catches. */
const startAndWait = async (
  parts: ChildrenParts,
  name: string,
  children: readonly NewChild[],
  options: ChildrenOptions,
): Promise<never> => {
  const { job, run, output, platform } = parts;
  const { flows, handOver, metrics } = platform;
  const depth = await depthBelow(parts);
  await admit(parts);
  run.controller.signal.throwIfAborted();
  const fromPercent = Math.max(options.from ?? 0, output.progress.percent ?? 0);
  const progress = { ...output.progress, percent: fromPercent };
  const started = await insist(() =>
    flows.ledger.start({
      parent: { id: job.id, fence: run.fence },
      name,
      onFailure: options.onFailure ?? 'fail',
      fromPercent,
      toPercent: Math.max(fromPercent, options.to ?? 100),
      progress: JSON.stringify(progress),
      options: inheritedOptions(job),
      depth,
      children,
    }),
  );
  // Nothing back: cancelled, somebody else's, or done already by a statement whose answer was lost.
  if (!started) await assertStillMine(run, platform.ledger);
  for (const child of started?.children ?? []) {
    handOver.deliver(child);
    void handOver.announce(child, {}, 'created');
    metrics.jobsAccepted.inc({ type: child.type });
  }
  if (started) void handOver.announce(started.parent);
  const reason = new RunAborted('waiting');
  run.controller.abort(reason);
  throw reason;
};

/** The part of a job's context that starts children. */
export const createChildren = (parts: ChildrenParts): JobContext['children'] => {
  const { job, run, output, platform } = parts;
  return async (name, children, options = {}) => {
    run.controller.signal.throwIfAborted();
    const fresh = () => toNewChildren(parts, name, children);
    // A first claim has nothing to find: no query then.
    const known =
      job.fence > 1 ? await insist(() => platform.flows.ledger.children(job.id, name)) : [];
    if (known.length === 0) {
      const rows = fresh();
      if (rows.length === 0) return [];
      return startAndWait(parts, name, rows, options);
    }
    const outcomes = settled(name, known, options.onFailure ?? 'fail');
    if (options.to !== undefined) {
      output.setProgress(options.to, `${known.length} of ${known.length} ${name} done`);
    }
    return outcomes;
  };
};
