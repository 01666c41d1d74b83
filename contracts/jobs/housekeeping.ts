import { z } from 'zod';
import { defineJob } from '../define-job';

const count = z.number().int().min(0);

/** Removes what is over the installation's retention. */
export const housekeeping = defineJob({
  type: 'housekeeping',
  system: 'operations',
  title: 'Housekeeping',
  summary:
    'Removes finished jobs that are older than the retention, and keeps their sums. The latest of each owner and type stay.',
  input: z.strictObject({
    days: z.number().int().min(1).max(3_650).optional().meta({
      title: 'Older than (days)',
      description: 'Empty: as the installation is configured.',
    }),
  }),
  output: z.object({
    /** Jobs that ended before this may go. */
    before: z.iso.datetime(),
    jobsRemoved: count,
    /** Rows of AI use that became sums by day. */
    usageSummarised: count,
    /** Rows of the schedules' history. */
    slotsRemoved: count,
    /** Bundles of people's data whose time was over. */
    exportsRemoved: count.default(0),
    /** Hourly sums of the use of languages. */
    languageUsesRemoved: count.default(0),
    /** False: there was more than one run may take; the next one goes on. */
    complete: z.boolean(),
  }),
  limits: { attempts: 3, timeoutMs: 3_600_000, backoffMs: 60_000 },
  role: 'admin',
  headline: ({ jobsRemoved }) =>
    jobsRemoved === 0 ? 'Nothing was old enough to go' : `Removed ${jobsRemoved} old jobs`,
});
