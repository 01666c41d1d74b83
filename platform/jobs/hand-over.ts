import type { Span } from '@opentelemetry/api';
import type { Logger } from 'pino';
import type { JobOptions } from '#contracts/api';
import type { DurableKind } from '#contracts/events';
import { isTerminal } from '#contracts/job';
import type { Publisher } from '../feed/create-publisher';
import type { Delivery, Engine } from '../queue/create-engine';
import type { JobRow } from '../store/job-row';
import { publicationId } from '../tracing/job-spans';
import {
  failSpan,
  isTracing,
  originOfJob,
  SpanKind,
  type SpanPlan,
  startSpan,
  withSpan,
} from '../tracing/spans';
import { type LiveFacts, viewJob } from './view-job';

/** What event a state is told as; `created` and `queued` are both `pending` and named by the caller. */
const kindOfState = {
  scheduled: 'created',
  pending: 'queued',
  running: 'started',
  waiting: 'started',
  resuming: 'started',
  retrying: 'retrying',
  cancelling: 'cancelling',
  completed: 'completed',
  failed: 'failed',
  cancelled: 'cancelled',
} as const satisfies Record<JobRow['state'], DurableKind>;

export const deliveryOf = (row: JobRow, delayMs = 0): Delivery => ({
  id: row.id,
  owner: row.owner,
  type: row.type,
  priority: (JSON.parse(row.options) as JobOptions).priority ?? 'normal',
  delayMs,
  // A parent that goes on has had its turn in line.
  ahead: row.state === 'resuming',
});

const queueing = (row: JobRow): SpanPlan => ({
  kind: SpanKind.PRODUCER,
  attributes: { 'jobwire.job.id': row.id, 'jobwire.job.type': row.type },
  ...originOfJob(row),
});

/** Its id follows from what it publishes: the sockets' process goes on from it without being told. */
const publishing = (row: JobRow, kind: DurableKind): SpanPlan => ({
  kind: SpanKind.PRODUCER,
  attributes: { 'jobwire.job.id': row.id, 'jobwire.event': kind, 'jobwire.rev': row.rev },
  spanId: publicationId(row.id, row.rev),
  ...originOfJob(row),
});

/**
 * Carries committed changes on to engine and feed. Nothing here is awaited by an answer and nothing
 * here may fail one: what does not arrive is found again in the ledger, by the reconciler and the
 * sweeper.
 */
export const createHandOver = (engine: Engine, publisher: Publisher, log: Logger) => {
  let due: Delivery[] = [];
  let spans: Span[] = [];

  const flush = () => {
    const batch = due;
    const started = spans;
    due = [];
    spans = [];
    engine
      .deliver(batch)
      .catch((error: unknown) => {
        for (const span of started) failSpan(span, 'not_queued');
        log.warn(
          { err: error, jobs: batch.length },
          'the queue did not take these jobs; the reconciler will bring them',
        );
      })
      .finally(() => {
        for (const span of started) span.end();
      });
  };

  const publish = (row: JobRow, kind: DurableKind, facts: LiveFacts): Promise<void> =>
    publisher.publish({
      owner: row.owner,
      kind,
      terminal: isTerminal(row.state),
      job: viewJob(row, facts),
    });

  return {
    /** Puts a committed job in line; jobs of one turn share a call. */
    deliver: (row: JobRow): void => {
      if (!engine.available) return;
      if (due.length === 0) setImmediate(flush);
      due.push(deliveryOf(row));
      if (isTracing()) spans.push(startSpan('queue job', queueing(row)));
    },

    /** Tells the owner's tabs. Resolves when it is published or has failed; never rejects. */
    announce: (
      row: JobRow,
      facts: LiveFacts = {},
      kind: DurableKind = kindOfState[row.state],
    ): Promise<void> => {
      const published = isTracing()
        ? withSpan(`publish ${kind}`, publishing(row, kind), () => publish(row, kind, facts))
        : publish(row, kind, facts);
      return published.catch((error: unknown) =>
        log.debug({ err: error, jobId: row.id, rev: row.rev }, 'not published; the sweeper will'),
      );
    },
  };
};

export type HandOver = ReturnType<typeof createHandOver>;
