import { z } from 'zod';
import { defineJob } from '../define-job';

const count = z.number().int().min(0);

/** Gathers everything that is kept of a person, for that person: of its owner, whoever that is. */
export const exportData = defineJob({
  type: 'export-data',
  system: 'operations',
  title: 'Export of your data',
  summary: 'Gathers everything that is kept of you into one file, which lies ready for seven days.',
  input: z.strictObject({}),
  output: z.object({
    bytes: count,
    /** Records by section. */
    sections: z.record(z.string(), count),
    expiresAt: z.iso.datetime(),
  }),
  limits: { attempts: 5, timeoutMs: 1_800_000, backoffMs: 5_000 },
  role: 'user',
  startedBy: 'platform',
  headline: ({ sections }) =>
    `Ready: ${Object.values(sections).reduce((sum, records) => sum + records, 0)} records`,
});
