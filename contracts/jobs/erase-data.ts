import { z } from 'zod';
import { defineJob } from '../define-job';

/** Erases everything that is kept of a person. It belongs to the platform: it must outlive what it erases. */
export const eraseData = defineJob({
  type: 'erase-data',
  system: 'operations',
  title: 'Erasure',
  summary: 'Erases what is kept of a person who asked for it. The platform starts it by itself.',
  input: z.strictObject({
    /** SHA-256 of the user id: the job stays when the person is gone. */
    subject: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .meta({
        title: 'Subject',
        examples: ['9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08'],
      }),
  }),
  output: z.object({
    /** Rows that went or lost a name, by table. */
    counts: z.record(z.string(), z.number().int().min(0)),
  }),
  limits: { attempts: 10, timeoutMs: 3_600_000, backoffMs: 10_000 },
  role: 'admin',
  startedBy: 'platform',
  headline: ({ counts }) =>
    `Erased ${Object.values(counts).reduce((sum, rows) => sum + rows, 0)} rows`,
});
