import { may } from '#contracts/roles';
import { eraseRequestSchema, GUEST_CONFIRMATION } from '#contracts/user-data';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import type { Principal } from '#platform/principal';
import { json, methods, route } from '../../_lib/route';
import { findSession } from '../../_lib/session';

/** What has to be typed. Whoever calls with a token of their own has no address here: their id will do. */
const wantedOf = async (platform: Platform, who: Principal, request: Request): Promise<string> => {
  if (who.via === 'token') return who.userId;
  const session = await findSession(platform, request.headers);
  return session && !session.isGuest ? session.email : GUEST_CONFIRMATION;
};

const refuse = (): never => {
  throw new AppError('invalid_input', 'This is not what was asked for. Nothing was erased.', {
    errors: [{ path: 'confirm', code: 'mismatch', message: 'Not what was asked for.' }],
  });
};

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/me/erase', {
  POST: route({
    auth: 'user',
    body: eraseRequestSchema,
    handler: async ({ platform, who, body: { confirm, userId }, request }) => {
      const owner = userId ?? who.userId;
      const other = owner !== who.userId;
      if (other && !may(who.role, 'answer-for-people')) {
        throw new AppError('forbidden', 'Only an admin may erase somebody else’s data.');
      }
      const wanted = other ? owner : await wantedOf(platform, who, request);
      if (confirm.trim().toLowerCase() !== wanted.toLowerCase()) refuse();
      const answer = await platform.userData.requestErasure(owner, other ? 'admin' : 'self');
      // The job does it again; whoever has just been asked sees it happen at once.
      await platform.userData.eraser.shutOut(owner);
      return json(answer, { status: 202 });
    },
  }),
});
