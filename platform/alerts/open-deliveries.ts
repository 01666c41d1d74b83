import { randomBytes } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { AlertPayload } from '#contracts/alerts';
import { deliverAlert } from '#contracts/jobs/deliver-alert';
import type { HandOver } from '../jobs/hand-over';
import type { Metrics } from '../metrics';
import { SYSTEM_OWNER } from '../schedules/schedule-row';
import { makeJobId } from '../store/job-id';
import type { JobRow } from '../store/job-row';
import { submitValues } from '../store/ledger';
import { submitSql } from '../store/statements';

export interface NewDelivery {
  /** The `webhook-id`: the same however often the message is sent. */
  readonly id: string;
  readonly endpointId: string;
  readonly subject: string | null;
  readonly causes: number;
  readonly payload: AlertPayload;
  /** Default: as the job type says. */
  readonly attempts?: number;
}

export const makeDeliveryId = (): string => `msg_${randomBytes(16).toString('base64url')}`;

/**
 * Writes deliveries with the jobs that send them, in the transaction of `client`: neither is there without the other.
 *
 * @returns the jobs, to be handed over once it is committed
 */
export const openDeliveries = async (
  client: PoolClient,
  deliveries: readonly NewDelivery[],
): Promise<JobRow[]> => {
  if (deliveries.length === 0) return [];
  const { type, limits } = deliverAlert;
  const jobs = deliveries.map(({ id, attempts }) => ({
    id: makeJobId(SYSTEM_OWNER, type),
    owner: SYSTEM_OWNER,
    type,
    input: JSON.stringify({ deliveryId: id }),
    options: '{}',
    idemKey: `alert:${id}`,
    idemHash: null,
    maxAttempts: attempts ?? limits.attempts,
    delayMs: 0,
    retryOf: null,
    parentId: null,
    traceId: randomBytes(16).toString('hex'),
  }));
  const { rows } = await client.query<JobRow>(submitSql, submitValues(jobs));
  await client.query(
    `insert into alert_deliveries (id, endpoint_id, event, subject, causes, payload, job_id)
     select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::int[], $6::text[], $7::text[])`,
    [
      deliveries.map(({ id }) => id),
      deliveries.map(({ endpointId }) => endpointId),
      deliveries.map(({ payload }) => payload.type),
      deliveries.map(({ subject }) => subject),
      deliveries.map(({ causes }) => causes),
      deliveries.map(({ payload }) => JSON.stringify(payload)),
      jobs.map(({ id }) => id),
    ],
  );
  return rows;
};

/** What follows the commit. What a crash keeps from this, the reconciler does. */
export const handOverDeliveries = (
  { handOver, metrics }: { readonly handOver: HandOver; readonly metrics: Metrics },
  jobs: readonly JobRow[],
): void => {
  for (const row of jobs) {
    metrics.jobsAccepted.inc({ type: row.type });
    handOver.deliver(row);
    void handOver.announce(row, {}, 'created');
  }
};
