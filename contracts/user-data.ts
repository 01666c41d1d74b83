import { z } from 'zod';
import { userIdSchema } from './auth';
import { jobIdSchema } from './job';

/** Days that a bundle of a person's data lies ready. */
export const EXPORT_DAYS = 7;

/** What is asked for a bundle with: nothing; or, of an admin, whose it is. */
export const exportRequestSchema = z.strictObject({ userId: userIdSchema.optional() });

export const exportSchema = z.object({
  jobId: jobIdSchema,
  bytes: z.number().int().min(0),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  /** Where it is fetched from, by its owner alone or an admin. */
  url: z.string(),
});
export type DataExport = z.infer<typeof exportSchema>;

export const exportListSchema = z.object({
  /** The job that makes one now; null where none does. */
  runningJobId: jobIdSchema.nullable(),
  /** Those that lie ready, newest first. */
  exports: z.array(exportSchema),
});
export type ExportList = z.infer<typeof exportListSchema>;

/** Guests have no address of their own to confirm with. */
export const GUEST_CONFIRMATION = 'erase';

export const eraseRequestSchema = z.strictObject({
  /** The e-mail address of the account; of a guest the word `erase`; where an admin asks, the user id. */
  confirm: z.string().min(1).max(320),
  /** Of an admin: whose data. */
  userId: userIdSchema.optional(),
});

export const eraseAnswerSchema = z.object({
  /** The job that does it; an operator may look at it, whoever is erased no longer can. */
  jobId: jobIdSchema,
  requestedAt: z.iso.datetime(),
});
export type EraseAnswer = z.infer<typeof eraseAnswerSchema>;
