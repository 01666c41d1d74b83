import { createHash } from 'node:crypto';
import { z } from 'zod';
import { isTerminal, type Job, jobIdSchema } from '#contracts/job';
import type { Submitted } from '#platform/jobs/job-service';
import { json } from './route';

export const jobParams = z.object({ id: jobIdSchema });

const pathOf = (jobId: string): string => `/api/jobs/${encodeURIComponent(jobId)}`;

/**
 * A weak tag: two answers under it mean the same. What only grows with the clock while a job runs
 * (its duration, the estimate) is left out; a poller would else never see a 304.
 */
const entityTag = (job: Job): string => {
  const { result: _result, durationMs, etaMs, ...rest } = job;
  const seen = isTerminal(job.status) ? { ...rest, durationMs, etaMs } : rest;
  return `W/"${job.rev}-${createHash('sha1').update(JSON.stringify(seen)).digest('base64url')}"`;
};

const matches = (header: string | null, tag: string): boolean =>
  (header ?? '').split(',').some((one) => {
    const given = one.trim();
    return given === '*' || given.replace(/^W\//, '') === tag.replace(/^W\//, '');
  });

/** One job, or 304 where the caller has it already. */
export const answerJob = (job: Job, request: Request): Response => {
  const etag = entityTag(job);
  if (matches(request.headers.get('if-none-match'), etag)) {
    return new Response(null, { status: 304, headers: { etag } });
  }
  return json({ job }, { headers: { etag } });
};

/** 202 for a job that is in the ledger. */
export const answerAccepted = ({ job, replayed, degraded }: Submitted): Response => {
  const path = pathOf(job.id);
  return json(
    { jobId: job.id, job, statusUrl: `${path}/status` },
    {
      status: 202,
      headers: {
        location: path,
        ...(replayed ? { 'idempotent-replayed': 'true' } : {}),
        ...(degraded ? { 'jobwire-degraded': 'queue' } : {}),
      },
    },
  );
};
