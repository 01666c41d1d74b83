import type { JobContract } from '#contracts/define-job';
import { MAX_STEP_RESULT_BYTES, MAX_STEPS, MAX_STEPS_BYTES } from '#contracts/limits';
import type { PlatformCore } from '#platform/create-platform';
import type { ClaimedJob, Ledger } from '#platform/store/ledger';
import { insist } from '#platform/store/transient';
import { withSpan } from '#platform/tracing/spans';
import { RunAborted } from './abort';
import { assertStillMine } from './assert-still-mine';
import { createChildren } from './create-children';
import { type JobContext, type Next, PermanentError } from './job-context';
import type { LiveRun } from './live-runs';
import type { OutputBuffer } from './output-buffer';

/** Characters of a step's name that its span tells. */
const MAX_STEP_NAME_TOLD = 100;

export interface ContextParts {
  readonly job: ClaimedJob;
  readonly run: LiveRun;
  readonly output: OutputBuffer;
  readonly platform: Pick<
    PlatformCore,
    'config' | 'ledger' | 'flows' | 'reads' | 'handOver' | 'metrics'
  >;
  /** Every job type that can be started. */
  readonly contracts: Readonly<Record<string, JobContract>>;
  /** Takes what the handler wants queued when the job has completed. */
  readonly onNext: (next: Next) => void;
}

/** A run whose step the ledger refused: cancelled, or no longer the one that counts. */
const refuseStep = async (run: LiveRun, ledger: Ledger): Promise<never> => {
  await assertStillMine(run, ledger);
  const reason = new RunAborted('superseded');
  run.controller.abort(reason);
  throw reason;
};

const serialise = (name: string, value: unknown): string => {
  const text = JSON.stringify(value) ?? 'null';
  if (Buffer.byteLength(text) > MAX_STEP_RESULT_BYTES) {
    throw new PermanentError(
      'step_too_large',
      `Step "${name}" returned ${Buffer.byteLength(text)} bytes; ${MAX_STEP_RESULT_BYTES} are kept at most.`,
    );
  }
  return text;
};

/**
 * Bounds what one job may keep: all of it is read when an attempt goes on.
 *
 * @throws PermanentError too_many_steps, steps_too_large
 */
const assertRoom = (steps: number, bytes: number): void => {
  if (steps > MAX_STEPS) {
    throw new PermanentError(
      'too_many_steps',
      `This job would keep ${steps} steps; ${MAX_STEPS} are allowed. Do more in each, or give parts to children.`,
    );
  }
  if (bytes > MAX_STEPS_BYTES) {
    throw new PermanentError(
      'steps_too_large',
      `The steps of this job hold ${bytes} bytes together; ${MAX_STEPS_BYTES} are kept at most.`,
    );
  }
};

/** What the handler of one attempt gets. */
export const createContext = (parts: ContextParts): JobContext => {
  const { job, run, output } = parts;
  const { ledger } = parts.platform;
  const { signal } = run.controller;
  let kept: Map<string, string> | undefined;
  let keptBytes = 0;

  /** A first claim has nothing to find: no query then. */
  const keptSteps = async (): Promise<Map<string, string>> => {
    if (kept) return kept;
    kept = job.fence > 1 ? await insist(() => ledger.keptSteps(job.id), { signal }) : new Map();
    for (const result of kept.values()) keptBytes += Buffer.byteLength(result);
    return kept;
  };

  const runStep = async <T>(
    name: string,
    known: Map<string, string>,
    work: (step: { key: string; signal: AbortSignal }) => Promise<T> | T,
  ): Promise<T> => {
    if (run.suspect) await assertStillMine(run, ledger);
    signal.throwIfAborted();
    const startedAt = new Date();
    const value = await work({ key: `${job.id}/${name}`, signal });
    const result = serialise(name, value);
    assertRoom(known.size + 1, keptBytes + Buffer.byteLength(result));
    const saved = await insist(
      () =>
        ledger.saveStep({
          id: job.id,
          fence: run.fence,
          name,
          result,
          attempt: job.attempt,
          startedAt,
        }),
      { signal },
    );
    if (!saved) return refuseStep(run, ledger);
    if (!known.has(name)) keptBytes += Buffer.byteLength(result);
    known.set(name, result);
    // What a later attempt would see, not the object at hand: both attempts then behave alike.
    return JSON.parse(result) as T;
  };

  const step: JobContext['step'] = async (name, work) => {
    const known = await keptSteps();
    const before = known.get(name);
    if (before !== undefined) return JSON.parse(before);
    const attributes = { 'jobwire.step': name.slice(0, MAX_STEP_NAME_TOLD) };
    return withSpan('run step', { attributes }, () => runStep(name, known, work));
  };

  return {
    jobId: job.id,
    userId: job.owner,
    attempt: job.attempt,
    maxAttempts: job.max_attempts + job.crashes,
    signal,
    progress: (percent, message, at) => output.setProgress(percent, message, at),
    log: (text, level = 'info') => output.addLine(text, level),
    chunk: (text) => output.addChunk(text),
    step,
    children: createChildren(parts),
    follow: parts.onNext,
  };
};
