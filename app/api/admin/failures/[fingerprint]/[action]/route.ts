import { failureActionBodySchema, failureActionParamsSchema } from '#contracts/admin';
import { answerAccepted } from '../../../../_lib/answer-job';
import { json, methods, route } from '../../../../_lib/route';

const path = '/api/admin/failures/:fingerprint/:action';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(path, {
  POST: route({
    auth: 'operate',
    params: failureActionParamsSchema,
    body: failureActionBodySchema,
    handler: async ({ platform: { operators }, who, params, body }) => {
      const { fingerprint, action } = params;
      if (action === 'retry') {
        return answerAccepted(await operators.retryFailures(who, fingerprint, body));
      }
      await operators.markFailures(who, fingerprint, action);
      return json({ ok: true });
    },
  }),
});
