import { Readable } from 'node:stream';
import { z } from 'zod';
import { jobIdSchema } from '#contracts/job';
import { may } from '#contracts/roles';
import { AppError } from '#platform/app-error';
import { methods, route } from '../../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/me/exports/[id]', {
  GET: route({
    auth: 'user',
    params: z.object({ id: jobIdSchema }),
    timed: false,
    handler: async ({ platform, who, params: { id } }) => {
      const { exporter } = platform.userData;
      const found = await exporter.find(id);
      if (!found || (found.owner !== who.userId && !may(who.role, 'answer-for-people'))) {
        throw new AppError('not_found', 'There is no such bundle, or its seven days are over.');
      }
      const day = found.createdAt.slice(0, 10);
      const body = Readable.toWeb(Readable.from(exporter.read(found.owner, id)));
      return new Response(body as ReadableStream, {
        headers: {
          'content-type': 'application/gzip',
          'content-length': String(found.bytes),
          'content-disposition': `attachment; filename="jobwire-data-${day}.ndjson.gz"`,
        },
      });
    },
  }),
});
