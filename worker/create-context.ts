import { MAX_STEP_RESULT_BYTES } from '#contracts/limits';
import type { ClaimedJob, Ledger } from '#platform/store/ledger';
import { insist } from '#platform/store/transient';
import { RunAborted } from './abort';
import { type JobContext, PermanentError } from './job-context';
import type { LiveRun } from './live-runs';
import type { OutputBuffer } from './output-buffer';

export interface ContextParts {
  readonly job: ClaimedJob;
  readonly run: LiveRun;
  readonly ledger: Ledger;
  readonly output: OutputBuffer;
}

/** Asks the ledger whether this run still holds its job; aborts it if not. */
export const assertStillMine = async (run: LiveRun, ledger: Ledger): Promise<void> => {
  const [strayed] = await insist(() => ledger.strayed([{ id: run.jobId, fence: run.fence }]));
  run.suspect = false;
  if (!strayed) return;
  const kind =
    strayed.state === 'cancelling' && strayed.fence === run.fence ? 'cancel' : 'superseded';
  run.controller.abort(new RunAborted(kind));
  run.controller.signal.throwIfAborted();
};

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

/** What the handler of one attempt gets. */
export const createContext = ({ job, run, ledger, output }: ContextParts): JobContext => {
  const { signal } = run.controller;
  let kept: Map<string, string> | undefined;

  /** A first claim has nothing to find: no query then. */
  const keptSteps = async (): Promise<Map<string, string>> => {
    kept ??= job.fence > 1 ? await insist(() => ledger.keptSteps(job.id), { signal }) : new Map();
    return kept;
  };

  const step: JobContext['step'] = async <T>(
    name: string,
    work: (step: { key: string; signal: AbortSignal }) => Promise<T> | T,
  ): Promise<T> => {
    const known = await keptSteps();
    const before = known.get(name);
    if (before !== undefined) return JSON.parse(before) as T;
    if (run.suspect) await assertStillMine(run, ledger);
    signal.throwIfAborted();
    const startedAt = new Date();
    const value = await work({ key: `${job.id}/${name}`, signal });
    const result = serialise(name, value);
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
    known.set(name, result);
    // What a later attempt would see, not the object at hand: both attempts then behave alike.
    return JSON.parse(result) as T;
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
  };
};
