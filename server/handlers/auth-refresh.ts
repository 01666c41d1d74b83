import { authRefreshSchema } from '#contracts/events';
import { may } from '#contracts/roles';
import { AppError } from '#platform/app-error';
import { createSession } from '../admission';
import { verifyToken } from '../authenticate';
import type { Answer, HandlerContext, Request } from './handler';
import { parsePayload } from './parse-payload';

/** Puts a live socket under a new token of the same user. A refused token changes nothing. */
export const refreshAuth = (
  { platform, limits }: HandlerContext,
  { connection, session, payload }: Request,
): Answer => {
  const { token } = parsePayload(authRefreshSchema, payload);
  const claims = verifyToken(platform, token);
  if (claims.sub !== session.principal.userId) {
    throw new AppError(
      'token_invalid',
      'The token belongs to another user. Open a new connection.',
    );
  }
  const next = createSession(claims, limits.expiryNoticeMs);
  connection.session = next;
  // What only a higher role may watch goes with the role.
  if (!may(next.principal.role, 'see-jobs')) {
    for (const room of [...connection.watched.values()]) {
      if (room.userId !== claims.sub) room.part(connection);
    }
  }
  return { body: { expiresAt: claims.exp * 1000 } };
};
