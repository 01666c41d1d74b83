import { watchRequestSchema } from '#contracts/events';
import type { Answer, HandlerContext, Request } from './handler';
import { parsePayload } from './parse-payload';

/** Leaves the rooms of jobs; ids that are not watched are no error. */
export const unwatchJobs = (_context: HandlerContext, { connection, payload }: Request): Answer => {
  const { jobIds } = parsePayload(watchRequestSchema, payload);
  for (const jobId of jobIds) connection.watched.get(jobId)?.part(connection);
  return { body: {} };
};
