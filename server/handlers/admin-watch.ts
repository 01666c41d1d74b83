import { adminWatchSchema } from '#contracts/events';
import type { Answer, HandlerContext, Request } from './handler';
import { parsePayload } from './parse-payload';

/** Answers how things are, and tells what changes from then on. */
export const watchPulse = async (
  { pulse }: HandlerContext,
  { connection, payload }: Request,
): Promise<Answer> => {
  parsePayload(adminWatchSchema, payload);
  const now = await pulse.read(connection);
  return { body: { pulse: now }, afterwards: () => pulse.join(connection) };
};

/** Not watching is no error. */
export const unwatchPulse = (
  { pulse }: HandlerContext,
  { connection, payload }: Request,
): Answer => {
  parsePayload(adminWatchSchema, payload);
  pulse.part(connection);
  return { body: {} };
};
