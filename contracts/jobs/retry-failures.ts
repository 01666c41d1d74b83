import { z } from 'zod';
import { defineJob } from '../define-job';

const count = z.number().int().min(0);

/** Retries a group of failures: the latest one first, and the others once that one has completed. */
export const retryFailures = defineJob({
  type: 'retry-failures',
  system: 'operations',
  title: 'Retry failures',
  summary:
    'Retries the jobs of a type that failed in the same way: one first, the others once that one has completed.',
  input: z.strictObject({
    fingerprint: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .meta({ title: 'Group', examples: ['0123456789abcdef'] }),
    since: z.iso.datetime().optional().meta({ title: 'Failed since' }),
    before: z.iso.datetime().optional().meta({ title: 'Failed before' }),
    perSecond: z.number().int().min(1).max(50).default(20).meta({ title: 'Retries a second' }),
  }),
  output: z.object({
    /**
     * `nothing`: there was none to retry. `stopped`: the first one did not complete, the others were left
     * alone. `incomplete`: there were more than one run takes.
     */
    outcome: z.enum(['done', 'nothing', 'stopped', 'incomplete']),
    canary: z
      .object({
        jobId: z.string(),
        /** Null where it could not even be started. */
        retryId: z.string().nullable(),
        status: z.enum(['completed', 'failed', 'cancelled', 'refused', 'late']),
        error: z.object({ code: z.string(), message: z.string() }).nullable(),
      })
      .nullable(),
    /** New jobs, the first one included. */
    retried: count,
    /** Somebody else had retried them meanwhile. */
    skipped: count,
    /** Could not be started: their type takes such an input no longer. */
    refused: count,
    /** Not looked at. */
    left: count,
  }),
  limits: { attempts: 3, timeoutMs: 3_600_000, backoffMs: 5_000 },
  role: 'operator',
  startedBy: 'platform',
  headline: ({ outcome, retried, left, canary }) => {
    if (outcome === 'nothing') return 'There was nothing to retry';
    if (outcome === 'stopped')
      return `Stopped: the first one was ${canary?.status}, ${left} left alone`;
    return outcome === 'done' ? `Retried ${retried} jobs` : `Retried ${retried} jobs, ${left} left`;
  },
});
