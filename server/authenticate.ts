import { API_AUDIENCE, type Claims, SOCKET_AUDIENCE } from '#contracts/auth';
import { type Cursor, cursorSchema } from '#contracts/events';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import type { Principal } from '#platform/principal';

type Guards = Pick<Platform, 'tokens' | 'revocations'>;

/**
 * Claims of a token that opens a socket: one made for sockets, or an API token.
 *
 * @throws AppError token_missing, token_invalid (a revoked one too), token_expired
 */
export const verifyToken = ({ tokens, revocations }: Guards, token: unknown): Claims => {
  if (token === undefined || token === null || token === '') {
    throw new AppError('token_missing', 'Send a token in the handshake: auth: { token }.');
  }
  if (typeof token !== 'string') {
    throw new AppError('token_invalid', `The token has to be a text, not ${typeof token}.`);
  }
  const claims = tokens.verify(token, [SOCKET_AUDIENCE, API_AUDIENCE]);
  if (revocations.isRevoked(claims)) {
    throw new AppError('token_invalid', 'The token was refused.');
  }
  return claims;
};

export const principalOf = (claims: Claims): Principal => ({
  userId: claims.sub,
  role: claims.role,
  via: 'token',
  ...(claims.sid === undefined ? {} : { sessionId: claims.sid }),
  ...(claims.jti === undefined ? {} : { tokenId: claims.jti }),
});

/**
 * The place a client says it had reached; null where it names none, or one that cannot be: then it
 * gets a snapshot, which is right whatever it knew.
 */
export const cursorOf = (auth: Readonly<Record<string, unknown>>): Cursor | null => {
  const cursor = cursorSchema.safeParse({ epoch: auth.epoch, seq: auth.seq });
  return cursor.success && Number.isSafeInteger(cursor.data.seq) ? cursor.data : null;
};
