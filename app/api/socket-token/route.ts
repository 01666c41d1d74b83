import { SOCKET_AUDIENCE } from '#contracts/auth';
import { SOCKET_TOKEN_TTL_SECONDS } from '#contracts/limits';
import { json, methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/socket-token', {
  POST: route({
    auth: 'user',
    handler: ({ platform, who }) => {
      const leftSeconds = who.expiresAt
        ? (who.expiresAt - Date.now()) / 1000
        : Number.POSITIVE_INFINITY;
      // Revoking what it was made from, be it a session or a token, revokes it as well.
      const parent = who.sessionId ?? who.tokenId;
      const { token, expiresAt } = platform.tokens.sign({
        userId: who.userId,
        role: who.role,
        audience: SOCKET_AUDIENCE,
        ttlSeconds: Math.max(1, Math.min(SOCKET_TOKEN_TTL_SECONDS, leftSeconds)),
        ...(parent === undefined ? {} : { sessionId: parent }),
      });
      return json({ token, expiresAt, url: platform.config.socketUrl });
    },
  }),
});
