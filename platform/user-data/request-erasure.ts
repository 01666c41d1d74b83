import { randomBytes } from 'node:crypto';
import type { Pool } from 'pg';
import { eraseData } from '#contracts/jobs/erase-data';
import type { EraseAnswer } from '#contracts/user-data';
import { AppError } from '../app-error';
import type { HandOver } from '../jobs/hand-over';
import type { Metrics } from '../metrics';
import { SYSTEM_OWNER } from '../schedules/schedule-row';
import { inTransaction } from '../store/in-transaction';
import { makeJobId } from '../store/job-id';
import type { JobRow } from '../store/job-row';
import { submitSql } from '../store/statements';
import { subjectOf } from './subject';

interface RequestParts {
  readonly pool: Pool;
  readonly handOver: HandOver;
  readonly metrics: Metrics;
}

/**
 * Notes an erasure and starts its job, in one transaction: from here on nothing is accepted for that person, and
 * the work is done whatever dies. Asked for twice, it is the same erasure.
 *
 * @throws AppError forbidden for the platform's own jobs, among which this one would be
 */
export const requestErasure = async (
  { pool, handOver, metrics }: RequestParts,
  owner: string,
  requestedBy: 'self' | 'admin',
): Promise<EraseAnswer> => {
  if (owner === SYSTEM_OWNER) {
    throw new AppError('forbidden', 'What belongs to the platform is nobody’s data.');
  }
  const subject = subjectOf(owner);
  const { started, answer } = await inTransaction(pool, async (client) => {
    const noted = await client.query<{ requested_at: Date }>(
      `insert into erasures (subject, owner, requested_by) values ($1, $2, $3)
       on conflict (subject) do update set subject = excluded.subject returning requested_at`,
      [subject, owner, requestedBy],
    );
    const key = `erase-${subject}`;
    const { rows } = await client.query<JobRow>(submitSql, [
      [makeJobId(SYSTEM_OWNER, eraseData.type)],
      [SYSTEM_OWNER],
      [eraseData.type],
      [JSON.stringify({ subject })],
      [key],
      [null],
      [eraseData.limits.attempts],
      ['{}'],
      [0],
      [null],
      [randomBytes(16).toString('hex')],
      [null],
      [null],
      [SYSTEM_OWNER],
    ]);
    const known = await client.query<{ id: string }>(
      'select id from jobs where owner = $1 and idem_key = $2',
      [SYSTEM_OWNER, key],
    );
    const jobId = rows[0]?.id ?? known.rows[0]?.id ?? '';
    const requestedAt = (noted.rows[0]?.requested_at ?? new Date()).toISOString();
    return { started: rows[0], answer: { jobId, requestedAt } };
  });
  if (started) {
    metrics.jobsAccepted.inc({ type: started.type });
    handOver.deliver(started);
    void handOver.announce(started, {}, 'created');
  }
  return answer;
};
