import { feedQuerySchema } from '#contracts/api';
import { countWaiting } from '../_lib/count-waiting';
import { endOfProcess } from '../_lib/end-of-process';
import { json, methods, route } from '../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/feed', {
  GET: route({
    auth: 'user',
    query: feedQuerySchema,
    timed: false,
    handler: async ({ platform, who, query, request }) => {
      const { epoch, since, wait } = query;
      // A cursor has both halves; with one missing nothing can be said to have been seen.
      const cursor = epoch === undefined || since === undefined ? null : { epoch, seq: since };
      if (wait === 0) return json(await platform.feed.read(who.userId, cursor));
      const signal = AbortSignal.any([request.signal, endOfProcess()]);
      return json(
        await countWaiting(who.userId, () =>
          platform.feed.wait(who.userId, cursor, wait * 1000, signal),
        ),
      );
    },
  }),
});
