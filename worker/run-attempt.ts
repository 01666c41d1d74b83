import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { JobContract } from '#contracts/define-job';
import type { JobProgress } from '#contracts/job';
import { MAX_RESULT_BYTES } from '#contracts/limits';
import { fingerprintOf } from '#platform/admin/fingerprint';
import type { PlatformCore } from '#platform/create-platform';
import type { NextJob } from '#platform/store/flow-ledger';
import type { AttemptEnd, ClaimedJob } from '#platform/store/ledger';
import { insist } from '#platform/store/transient';
import { RunAborted } from './abort';
import {
  type AttemptResult,
  blankEnd,
  type ConcludeParts,
  concludeAttempt,
} from './conclude-attempt';
import { createContext } from './create-context';
import { type JobContext, type Next, PermanentError } from './job-context';
import type { LiveRun } from './live-runs';
import { judge, type Outcome } from './outcome';
import { OutputBuffer } from './output-buffer';
import type { Slots } from './slots';
import { toNextJob } from './to-next-job';
import { traceRun } from './trace-run';

/** A handler as the runner calls it: input and output are checked here, whatever the type. */
export type AnyHandler = (input: unknown, context: JobContext) => Promise<unknown>;

export interface AttemptParts extends ConcludeParts {
  readonly platform: ConcludeParts['platform'] & Pick<PlatformCore, 'config' | 'publisher' | 'log'>;
  /** Every job type that can be started. */
  readonly contracts: Readonly<Record<string, JobContract>>;
  readonly slots: Slots;
  readonly contract: JobContract;
  readonly handler: AnyHandler;
}

/**
 * Processes may die under a job this often without a step finished in between; innocents that ran beside a poisonous
 * one are charged too. A job that gets on is not what kills them: each of its deaths costs what it was at, no more.
 */
const CRASH_BUDGET = 5;
/** A handler that was told to stop has this long to obey before its run is ended without it. */
const OBEY_WITHIN_MS = 2_000;

const runHandler = async (
  parts: AttemptParts,
  job: ClaimedJob,
  run: LiveRun,
  output: OutputBuffer,
  next: Map<string, NextJob>,
) => {
  const input = parts.contract.input.safeParse(JSON.parse(job.input));
  if (!input.success) {
    throw new PermanentError('invalid_payload', 'The stored input no longer fits this job type.');
  }
  const { signal } = run.controller;
  const { platform, contracts } = parts;
  const onNext = (wanted: Next) => {
    const made = toNextJob(job, contracts, wanted);
    next.set(made.idemKey, made);
  };
  const context = createContext({ job, run, output, platform, contracts, onNext });
  const limit = setTimeout(
    () => run.controller.abort(new RunAborted('timeout')),
    parts.contract.limits.timeoutMs,
  );
  const disobeyed = new Promise<never>((_, reject) => {
    signal.addEventListener(
      'abort',
      () =>
        void sleep(OBEY_WITHIN_MS, undefined, { ref: false }).then(() =>
          reject(signal.reason as Error),
        ),
      { once: true },
    );
  });
  disobeyed.catch(() => {});
  try {
    signal.throwIfAborted();
    const value = await Promise.race([parts.handler(input.data, context), disobeyed]);
    // Whatever a handler makes of it: a job that waits for its children has no result yet.
    if (signal.reason instanceof RunAborted && signal.reason.kind === 'waiting')
      throw signal.reason;
    return value;
  } finally {
    clearTimeout(limit);
  }
};

const checkOutput = (contract: JobContract, value: unknown): { output: unknown; text: string } => {
  const parsed = contract.output.safeParse(value);
  if (!parsed.success) {
    const where = parsed.error.issues
      .slice(0, 3)
      .map((issue) => issue.path.join('.'))
      .join(', ');
    throw new PermanentError(
      'invalid_output',
      `The handler's result does not fit its contract at: ${where || 'the top'}.`,
    );
  }
  const text = JSON.stringify(parsed.data) ?? 'null';
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_RESULT_BYTES) {
    throw new PermanentError(
      'result_too_large',
      `The result has ${bytes} bytes; ${MAX_RESULT_BYTES} are allowed.`,
    );
  }
  return { output: parsed.data, text };
};

const completedEnd = (contract: JobContract, job: ClaimedJob, value: unknown): AttemptEnd => {
  const { output, text } = checkOutput(contract, value);
  const progress: JobProgress = {
    percent: 100,
    message: contract.headline(output as z.output<z.ZodType>),
  };
  const engine = (output as { engine?: unknown } | null)?.engine;
  return {
    ...blankEnd,
    id: job.id,
    fence: job.fence,
    state: 'completed',
    result: text,
    progress: JSON.stringify(progress),
    engine: engine ? JSON.stringify(engine) : null,
  };
};

const endOf = (
  outcome: Exclude<Outcome, { kind: 'lost' | 'waiting' }>,
  job: ClaimedJob,
  progress: string,
): AttemptEnd => {
  const base = { ...blankEnd, id: job.id, fence: job.fence, progress };
  if (outcome.kind === 'cancelled') return { ...base, state: 'cancelled' };
  if (outcome.kind === 'returned') {
    return {
      ...base,
      state: 'pending',
      refund: 1,
      detail: 'handed back: the worker was shutting down',
    };
  }
  const error = JSON.stringify(outcome.error);
  const detail = `${outcome.error.code}: ${outcome.error.message}`;
  if (outcome.kind === 'failed') {
    const fingerprint = fingerprintOf(job.type, outcome.error);
    return { ...base, state: 'failed', error, detail, fingerprint };
  }
  return {
    ...base,
    state: 'retrying',
    error,
    detail,
    delayMs: outcome.delayMs,
    refund: outcome.free ? 1 : 0,
  };
};

/** A parent that goes on keeps the percent it had; a new attempt begins anew. */
const progressToKeep = async (
  { flows }: AttemptParts['platform'],
  job: ClaimedJob,
): Promise<JobProgress | null> => {
  if (job.fence === 1 || job.progress === null) return null;
  const resumed = await insist(() => flows.ledger.wasResumed(job.id, job.rev - 1));
  return resumed ? (JSON.parse(job.progress) as JobProgress) : null;
};

const isCrashLoop = async ({ platform }: AttemptParts, job: ClaimedJob): Promise<boolean> => {
  if (job.crashes <= CRASH_BUDGET) return false;
  const productive = await insist(() => platform.reads.lastStepAttempt(job.id));
  return job.attempt - productive > CRASH_BUDGET;
};

const runClaimed = async (
  parts: AttemptParts,
  run: LiveRun,
  job: ClaimedJob,
): Promise<AttemptResult> => {
  const { platform, slots, contract } = parts;
  const { signal } = run.controller;
  const next = new Map<string, NextJob>();
  const output = new OutputBuffer({
    owner: job.owner,
    jobId: job.id,
    attempt: job.attempt,
    after: job.rev,
    start: await progressToKeep(platform, job),
    ...(job.parent_id === null
      ? {}
      : { onProgress: () => platform.flows.childMoved(job.parent_id ?? '') }),
    send: (update) => platform.publisher.update(update),
  });
  const end = (ending: AttemptEnd) =>
    concludeAttempt(parts, { job, run, output, next: [...next.values()] }, ending);
  const last = () => JSON.stringify(output.progress);
  if (job.state === 'cancelling') return end(endOf({ kind: 'cancelled' }, job, last()));
  if (await isCrashLoop(parts, job)) {
    const message = `The worker process died ${job.crashes} times under this job, the last ${CRASH_BUDGET} without a step finished in between.`;
    return end(
      endOf(
        { kind: 'failed', error: { code: 'crash_loop', message, retryable: false } },
        job,
        last(),
      ),
    );
  }
  void platform.handOver.announce(job);
  platform.metrics.jobWaitSeconds.observe(
    { type: job.type },
    Math.max(0, Date.now() - job.run_at.getTime()) / 1_000,
  );
  const stopTimer = platform.metrics.jobSeconds.startTimer({ type: job.type });
  let ending: AttemptEnd;
  try {
    const value = await slots.run(() => runHandler(parts, job, run, output, next));
    ending = completedEnd(contract, job, value);
  } catch (thrown) {
    const aborted = signal.aborted && signal.reason instanceof RunAborted ? signal.reason : null;
    const outcome = judge(thrown, aborted, job, contract.limits.backoffMs);
    if (outcome.kind === 'lost' || outcome.kind === 'waiting') {
      run.ended = true;
      output.close();
      platform.metrics.attempts.inc({ type: job.type, outcome: outcome.kind });
      return { kind: outcome.kind };
    }
    if (outcome.kind === 'failed' || outcome.kind === 'retrying') {
      output.addLine(
        `attempt ${job.attempt} failed: ${outcome.error.code}: ${outcome.error.message}`,
        'error',
      );
      platform.log.warn(
        {
          err: thrown,
          jobId: job.id,
          traceId: job.trace_id,
          attempt: job.attempt,
          outcome: outcome.kind,
        },
        'attempt failed',
      );
    }
    ending = endOf(outcome, job, last());
  } finally {
    stopTimer();
  }
  return end(ending);
};

/** One attempt: from the claim, which is committed before anything runs, to the commit of its end. */
export const runAttempt = async (
  parts: AttemptParts,
  run: LiveRun,
  token: string,
): Promise<AttemptResult> => {
  const { platform } = parts;
  const { signal } = run.controller;
  const claimedAt = new Date();
  const job = await insist(() => platform.ledger.claim(run.jobId, token), { signal });
  // Ended, unknown, or waiting for its children: the engine held on to what the ledger has put away.
  if (!job) return { kind: 'waiting' };
  run.fence = job.fence;
  return traceRun(platform, job, claimedAt, () => runClaimed(parts, run, job));
};
