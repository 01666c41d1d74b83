import { setTimeout as sleep } from 'node:timers/promises';
import { isTerminal } from '#contracts/job-status';
import type { JobInput, JobOutput } from '#contracts/jobs/index';
import {
  countOpenFailures,
  type OpenFailure,
  type OpenFailures,
  readLatestOpenFailure,
  readOpenFailures,
  readRetries,
} from '#platform/admin/failure-jobs';
import { AppError } from '#platform/app-error';
import type { Principal } from '#platform/principal';
import { type JobContext, RetryableError } from '../job-context';
import type { WorkerDeps } from '../job-handler';

type Output = JobOutput<'retry-failures'>;
type Canary = NonNullable<Output['canary']>;
type Deps = Pick<WorkerDeps, 'pool' | 'jobs'>;

/** Each takes two steps, of which a job may keep a thousand. */
const MAX_BATCHES = 450;
/** A slot is held this long for the first one to end; then the job steps aside, or it might wait for its own slot. */
const HOLD_MS = 2_000;
const LOOK_EVERY_MS = 200;
/** One that has not ended by then has shown nothing, in milliseconds. */
const CANARY_PATIENCE_MS = 3_600_000;
const LONGEST_PAUSE_MS = 30_000;

interface Run {
  readonly context: JobContext;
  readonly deps: Deps;
  readonly who: Principal;
  readonly group: OpenFailures;
  readonly perSecond: number;
}

type Retried =
  | { readonly kind: 'retried'; readonly retryId: string }
  | { readonly kind: 'refused'; readonly error: { code: string; message: string } };

/** The same for every run: whoever retries a failure by its group makes one retry of it, ever. */
const keyOf = (jobId: string): string => `retry~${jobId}`;

/** @throws RetryableError while a store is away or the queue full */
const retryOne = async ({ deps, who }: Run, jobId: string): Promise<Retried> => {
  try {
    const { job } = await deps.jobs.retry(who, jobId, keyOf(jobId));
    return { kind: 'retried', retryId: job.id };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { code, message, retryable, retryAfterSeconds } = error;
    if (!retryable) return { kind: 'refused', error: { code, message } };
    const retryAfterMs = (retryAfterSeconds ?? 5) * 1_000;
    throw new RetryableError(code, message, { cause: error, retryAfterMs, free: true });
  }
};

/** Waits for the first one without keeping others from their slot. @throws RetryableError to look again later */
const awaitCanary = async ({ context, deps, who }: Run, canary: Canary): Promise<Canary> => {
  const until = performance.now() + HOLD_MS;
  for (;;) {
    const job = await deps.jobs.get(who, canary.retryId ?? '');
    if (isTerminal(job.status)) return { ...canary, status: job.status, error: job.error };
    const ageMs = Date.now() - Date.parse(job.createdAt);
    if (ageMs > CANARY_PATIENCE_MS) return { ...canary, status: 'late' };
    if (performance.now() > until) {
      throw new RetryableError('canary_running', 'Waits for the first one to end.', {
        retryAfterMs: Math.min(LONGEST_PAUSE_MS, Math.max(1_000, ageMs / 4)),
        free: true,
      });
    }
    await sleep(LOOK_EVERY_MS, undefined, { signal: context.signal });
  }
};

const tryCanary = async (run: Run): Promise<Canary | null> => {
  const { context, deps, group } = run;
  // Chosen in a step of its own: retried, it is no longer among those to choose from.
  const jobId = await context.step('Choose the first one', () =>
    readLatestOpenFailure(deps.pool, group),
  );
  if (jobId === null) return null;
  const begun = await context.step('Retry the first one', () => retryOne(run, jobId));
  if (begun.kind === 'refused') {
    return { jobId, retryId: null, status: 'refused', error: begun.error };
  }
  context.progress(0, 'One was retried; the others wait for it');
  return context.step('Its end', () =>
    awaitCanary(run, { jobId, retryId: begun.retryId, status: 'late', error: null }),
  );
};

const retryBatch = async (run: Run, batch: readonly OpenFailure[]) => {
  const known = await readRetries(
    run.deps.pool,
    batch.map(({ id }) => id),
    keyOf,
  );
  const counts = { retried: 0, skipped: 0, refused: 0 };
  for (const { id } of batch) {
    run.context.signal.throwIfAborted();
    if (known.get(id) === 'others') counts.skipped += 1;
    else counts[(await retryOne(run, id)).kind] += 1;
  }
  return counts;
};

/** The others, so many a second. */
const retryRest = async (run: Run): Promise<Pick<Output, 'retried' | 'skipped' | 'refused'>> => {
  const { context, deps, group, perSecond } = run;
  const total = await context.step('Count the others', () => countOpenFailures(deps.pool, group));
  const sum = { retried: 0, skipped: 0, refused: 0 };
  let after: OpenFailure | null = null;
  for (let place = 1; place <= MAX_BATCHES; place += 1) {
    const from: OpenFailure | null = after;
    const startedAt = performance.now();
    const batch: OpenFailure[] = await context.step(`Choose batch ${place}`, () =>
      readOpenFailures(deps.pool, group, from, perSecond),
    );
    if (batch.length === 0) break;
    const done = await context.step(`Retry batch ${place}`, () => retryBatch(run, batch));
    for (const kind of ['retried', 'skipped', 'refused'] as const) sum[kind] += done[kind];
    context.progress(
      Math.min(99, (100 * place * perSecond) / Math.max(1, total)),
      `Retried ${sum.retried} of ${total}`,
    );
    if (batch.length < perSecond) break;
    after = batch.at(-1) ?? null;
    const restMs = 1_000 - (performance.now() - startedAt);
    if (restMs > 0) await sleep(restMs, undefined, { signal: context.signal });
  }
  return sum;
};

/**
 * Retries a group of failures. A later attempt goes on where the one before it was; no failure is retried
 * twice, whoever else retries it.
 */
export const retryFailures = async (
  input: JobInput<'retry-failures'>,
  context: JobContext,
  deps: Deps,
): Promise<Output> => {
  const before = await context.step(
    'Draw the line',
    () => input.before ?? new Date().toISOString(),
  );
  const run: Run = {
    context,
    deps,
    // Whoever could start this job answers for everybody's jobs.
    who: { userId: context.userId, role: 'operator', via: 'token' },
    group: { fingerprint: input.fingerprint, since: input.since ?? null, before },
    perSecond: input.perSecond,
  };
  const nobody = { retried: 0, skipped: 0, refused: 0, left: 0 };
  const canary = await tryCanary(run);
  if (!canary) return { outcome: 'nothing', canary, ...nobody };
  if (canary.status !== 'completed') {
    const left = await countOpenFailures(deps.pool, run.group);
    const started = canary.retryId === null ? { refused: 1 } : { retried: 1 };
    return { outcome: 'stopped', canary, ...nobody, ...started, left };
  }
  const rest = await retryRest(run);
  const open = await countOpenFailures(deps.pool, run.group);
  const left = Math.max(0, open - rest.refused);
  const outcome = left === 0 ? 'done' : 'incomplete';
  return { outcome, canary, ...rest, retried: rest.retried + 1, left };
};
