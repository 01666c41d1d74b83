import { z } from 'zod';
import type { JobContract } from '#contracts/define-job';

/** A job type of a test's own: any input, any output. */
export const testContract = (
  type: string,
  limits: Partial<JobContract['limits']> = {},
): JobContract => ({
  type,
  system: 'careers',
  title: type,
  summary: 'For a test.',
  input: z.unknown(),
  output: z.unknown(),
  limits: { attempts: 3, timeoutMs: 30_000, backoffMs: 50, ...limits },
  role: 'user',
  headline: () => 'done',
});
