import type { JobOptions } from '#contracts/api';
import { isTerminal, type Job, type JobStatus, jobStatuses } from '#contracts/job';
import { may } from '#contracts/roles';
import { AppError } from '../app-error';
import type { Config } from '../config';
import type { FeedSources } from '../feed/create-feed-reader';
import type { Metrics } from '../metrics';
import type { Principal } from '../principal';
import type { Engine } from '../queue/create-engine';
import { isJobId, makeJobId } from '../store/job-id';
import type { JobReads } from '../store/job-reads';
import { type JobRow, type LedgerState, shownStatus } from '../store/job-row';
import type { Ledger, NewJob } from '../store/ledger';
import { asDependencyError } from '../store/transient';
import { SpanKind, withSpan } from '../tracing/spans';
import { traceOf } from '../tracing/trace-of';
import type { Flows } from './create-flows';
import { deliveryOf, type HandOver } from './hand-over';
import { assertWithJob, jobFor, mayWithJob } from './job-access';
import type { JobService, SubmitRequest, Submitted } from './job-service';
import { decodeCursor, encodeCursor } from './list-cursor';
import type { LiveFactsReader } from './live-facts';
import { parseSubmission, type Submission } from './parse-submission';
import type { OutputReader } from './read-output';
import { readRelated } from './read-related';
import { narrowOf, runBulk } from './run-bulk';
import { runNow } from './run-now';
import type { SeenJobs } from './seen-jobs';
import { viewJob } from './view-job';

export interface JobServiceParts {
  readonly config: Config;
  readonly metrics: Metrics;
  readonly ledger: Ledger;
  readonly reads: JobReads;
  readonly engine: Engine;
  readonly handOver: HandOver;
  readonly flows: Flows;
  readonly facts: LiveFactsReader;
  readonly output: OutputReader;
  readonly seen: SeenJobs;
}

/** Results above this stay out of lists and snapshots, of which each may hold hundreds. */
const LIST_RESULT_BYTES = 2_048;
/** Live jobs of an owner that a snapshot or a poll looks at. */
const MAX_LIVE_LOOKED_AT = 1_000;
/** The count of live jobs is asked for at most this often: admission needs no exact figure. */
const ADMISSION_INTERVAL_MS = 2_000;

const notFound = () => new AppError('not_found', 'There is no such job, or it is not yours.');

const mayStart = (parts: JobServiceParts) => {
  let askedAt = 0;
  let full = false;
  return async (): Promise<void> => {
    if (Date.now() - askedAt > ADMISSION_INTERVAL_MS) {
      askedAt = Date.now();
      full =
        (await parts.reads.countLive(parts.config.maxQueuedJobs)) >= parts.config.maxQueuedJobs;
    }
    if (full) {
      throw new AppError(
        'queue_full',
        'Too many jobs are waiting. Nothing was started; try again later.',
        {
          retryAfterSeconds: 30,
        },
      );
    }
  };
};

/** Every failure of a store becomes what the outside may hear. */
const guarded =
  <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await work(...args);
    } catch (error) {
      throw asDependencyError(error);
    }
  };

export const createJobService = (
  parts: JobServiceParts,
): { service: JobService; sources: FeedSources } => {
  const { ledger, reads, engine, handOver, flows, facts, metrics } = parts;
  const admit = mayStart(parts);

  const view = async (rows: readonly JobRow[], maxResultBytes: number): Promise<Job[]> => {
    const ended = rows.filter((row) => row.finished_at !== null).map(({ id }) => id);
    const [known, seen] = await Promise.all([facts.gather(rows), parts.seen.among(ended)]);
    return rows.map((row, index) => {
      const job = viewJob(row, known[index], maxResultBytes);
      return seen.has(row.id) ? { ...job, seen: true } : job;
    });
  };
  const viewOne = async (row: JobRow): Promise<Job> =>
    (await view([row], Number.POSITIVE_INFINITY))[0] as Job;

  /** @throws AppError invalid_id, not_found; another owner's job looks exactly like an unknown one */
  const find = async (who: Principal, jobId: string): Promise<JobRow> => {
    if (!isJobId(jobId))
      throw new AppError('invalid_id', 'A job id looks like user~type~0123456789abcdef….');
    const row = await reads.find(jobId);
    if (!row || !mayWithJob(who, row.owner, 'see-jobs')) throw notFound();
    return row;
  };

  /** The same, for whoever wants to do something with it. @throws AppError forbidden */
  const findToActOn = async (who: Principal, jobId: string): Promise<JobRow> => {
    const row = await find(who, jobId);
    assertWithJob(who, row.owner, 'act-on-jobs');
    return row;
  };

  /** The same, for whoever wants to read what is in it. @throws AppError forbidden */
  const findToRead = async (who: Principal, jobId: string): Promise<JobRow> => {
    const row = await find(who, jobId);
    assertWithJob(who, row.owner, 'see-payloads');
    return row;
  };

  const replay = async (who: Principal, submission: Submission): Promise<Submitted> => {
    const row = await reads.findByKey(who.userId, submission.key ?? '');
    if (!row && (await ledger.isErased(who.userId))) {
      throw new AppError(
        'account_erased',
        'The data of this account are erased. Nothing was started.',
      );
    }
    if (!row)
      throw new AppError('idempotency_in_flight', 'The first request is still in flight.', {
        retryAfterSeconds: 1,
      });
    if (row.idem_hash !== submission.hash) {
      throw new AppError(
        'idempotency_mismatch',
        'This Idempotency-Key belongs to a request with another body. Use a new key for a new job.',
      );
    }
    return { job: await viewOne(row), replayed: true, degraded: !engine.available };
  };

  const accept = async (
    who: Principal,
    submission: Submission,
    retry: { readonly of: string; readonly by: string } | null = null,
  ): Promise<Submitted> => {
    await admit();
    const { contract, options } = submission;
    const id = makeJobId(who.userId, contract.type);
    const input = JSON.stringify(submission.input);
    const attributes = {
      'jobwire.job.id': id,
      'jobwire.job.type': contract.type,
      'jobwire.input.bytes': input.length,
    };
    return withSpan('accept job', { kind: SpanKind.PRODUCER, attributes }, async (span) => {
      const job: NewJob = {
        id,
        owner: who.userId,
        type: contract.type,
        input,
        options: JSON.stringify(options satisfies JobOptions),
        idemKey: submission.key,
        idemHash: submission.key === null ? null : submission.hash,
        maxAttempts: Math.min(
          options.attempts ?? contract.limits.attempts,
          contract.limits.attempts,
        ),
        delayMs: submission.delayMs,
        retryOf: retry?.of ?? null,
        parentId: null,
        ...traceOf(span, submission.traceparent),
        actor: retry?.by ?? who.userId,
      };
      const row = await withSpan('write ledger', { kind: SpanKind.CLIENT }, () =>
        ledger.submit(job),
      );
      if (!row) return replay(who, submission);
      metrics.jobsAccepted.inc({ type: contract.type });
      if (row.state === 'pending') handOver.deliver(row);
      const degraded = !engine.available;
      void handOver.announce(row, { engineAway: degraded }, 'created');
      return { job: viewJob(row, { engineAway: degraded }), replayed: false, degraded };
    });
  };

  const cancel = async (who: Principal, jobId: string): Promise<Job> => {
    const before = await findToActOn(who, jobId);
    const row = await ledger.cancel(jobId, who.userId, may(who.role, 'act-on-jobs'));
    if (!row) {
      const now = (await reads.find(jobId)) ?? before;
      if (now.state === 'cancelling' || now.state === 'cancelled') {
        await flows.cancelBelow(jobId, who.userId);
        return viewOne(now);
      }
      throw new AppError(
        'already_finished',
        `The job is ${now.state}; there is nothing left to cancel.`,
      );
    }
    void handOver.announce(row);
    // The ledger has the word; who runs it hears it now, and at its next step at the latest.
    await engine.announceCancel(jobId).catch(() => 0);
    if (isTerminal(row.state)) {
      metrics.jobsEnded.inc({ type: row.type, status: row.state });
      await engine.withdraw(deliveryOf(row)).catch(() => {});
      if (row.parent_id !== null) flows.childEnded(row.parent_id);
    }
    await flows.cancelBelow(jobId, who.userId);
    return viewOne(row);
  };

  const retry = async (who: Principal, jobId: string, key?: string): Promise<Submitted> => {
    const row = await findToActOn(who, jobId);
    if (row.state !== 'failed' && row.state !== 'cancelled') {
      throw new AppError(
        'not_retryable',
        `The job is ${row.state}. Only failed or cancelled jobs can be retried.`,
      );
    }
    const stored = await reads.input(jobId);
    const { runAt: _runAt, delayMs: _delayMs, ...options } = JSON.parse(row.options) as JobOptions;
    // Who answers for all jobs retries on the owner's behalf: the new job is the owner's, and of a type
    // that somebody was let to start before.
    const role = may(who.role, 'act-on-jobs') ? 'admin' : who.role;
    const owner: Principal = { ...who, userId: row.owner, role };
    const request: SubmitRequest = {
      type: row.type,
      input: JSON.parse(stored?.input ?? '{}'),
      options,
      ...(key === undefined ? {} : { idempotencyKey: key }),
    };
    return accept(owner, parseSubmission(owner, request), { of: jobId, by: who.userId });
  };

  const list: JobService['list'] = async (who, query) => {
    const above = query.parent ?? query.retryOf;
    // Whoever may not see that job is told so.
    const owner = above === undefined ? who.userId : (await find(who, above)).owner;
    const rows = await reads.list({
      owner,
      ...(query.parent ? { parentId: query.parent } : {}),
      ...(query.retryOf ? { retryOf: query.retryOf } : {}),
      limit: query.limit + 1,
      ...(query.status ? { statuses: query.status } : {}),
      ...narrowOf(query),
      ...(query.cursor ? { after: decodeCursor(query.cursor) } : {}),
    });
    const page = rows.slice(0, query.limit);
    const last = page.at(-1);
    const nextCursor =
      rows.length > query.limit && last
        ? encodeCursor({ createdAt: last.created_at, id: last.id })
        : null;
    const jobs = await view(page, LIST_RESULT_BYTES);
    return { jobs: jobs.map((job) => jobFor(who, job)), nextCursor };
  };

  const history: JobService['history'] = async (who, jobId) => {
    const { owner } = await find(who, jobId);
    const shown = mayWithJob(who, owner, 'see-payloads');
    const [stored, changes, steps] = await Promise.all([
      reads.input(jobId),
      reads.changes(jobId),
      reads.steps(jobId),
    ]);
    return {
      input: shown ? (JSON.parse(stored?.input ?? 'null') as unknown) : null,
      ...(shown ? {} : { inputHidden: true }),
      options: JSON.parse(stored?.options ?? '{}') as JobOptions,
      changes: changes.map((change) => ({
        rev: change.rev,
        at: change.at.toISOString(),
        status: shownStatus(change.state as LedgerState),
        attempt: change.attempt,
        actor: change.actor,
        detail: change.detail,
      })),
      steps: steps.map((step) => ({
        ...step,
        startedAt: step.startedAt.toISOString(),
        finishedAt: step.finishedAt.toISOString(),
        bytes: step.bytes ?? 0,
      })),
    };
  };

  const service: JobService = {
    submit: guarded((who, request) => accept(who, parseSubmission(who, request))),
    get: guarded(async (who, jobId) => jobFor(who, await viewOne(await find(who, jobId)))),
    list: guarded(list),
    counts: guarded(async (who, query = {}) => {
      const rows = await reads.counts({ owner: who.userId, ...narrowOf(query) });
      const counts = Object.fromEntries(jobStatuses.map((status) => [status, 0]));
      for (const { state, n } of rows) {
        const status = shownStatus(state as LedgerState);
        counts[status] = (counts[status] ?? 0) + n;
      }
      return counts as Record<JobStatus, number>;
    }),
    cancel: guarded(cancel),
    runNow: guarded(async (who, jobId) =>
      viewOne(await runNow(parts, who, await findToActOn(who, jobId))),
    ),
    bulk: guarded((who, request, key) =>
      runBulk(reads, who.userId, request, key, (action, jobId, retryKey) => {
        if (action === 'cancel') return cancel(who, jobId);
        if (action === 'start') return service.runNow(who, jobId);
        return retry(who, jobId, retryKey);
      }),
    ),
    retry: guarded(retry),
    logs: guarded(async (who, jobId, after) =>
      parts.output.logs(await findToRead(who, jobId), after),
    ),
    chunks: guarded(async (who, jobId, after) =>
      parts.output.chunks(await findToRead(who, jobId), after),
    ),
    history: guarded(history),
    related: guarded(async (who, jobId) =>
      readRelated(reads, await find(who, jobId), async (rows) =>
        (await view(rows, LIST_RESULT_BYTES)).map((job) => jobFor(who, job)),
      ),
    ),
    watch: guarded(async (who, jobIds) => {
      const rows = await reads.findMany(jobIds.filter(isJobId));
      const visible = rows.filter((row) => mayWithJob(who, row.owner, 'see-jobs'));
      return (await view(visible, LIST_RESULT_BYTES)).map((job) => jobFor(who, job));
    }),
  };

  const sources: FeedSources = {
    snapshot: guarded(async (userId: string, limit: number) => {
      const live = await reads.live(userId, limit);
      const finished =
        live.length < limit ? await reads.finished(userId, Math.min(50, limit - live.length)) : [];
      return view([...live, ...finished], LIST_RESULT_BYTES);
    }),
    progress: async (userId: string) =>
      facts.progress(userId, await reads.liveIds(userId, MAX_LIVE_LOOKED_AT)),
  };

  return { service, sources };
};
