import { languageUseSchema, USE_CALLS_PER_MINUTE } from '#contracts/language-use';
import { AppError } from '#platform/app-error';
import { json, methods, route } from '../../_lib/route';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods('/api/languages/use', {
  POST: route({
    auth: 'user',
    body: languageUseSchema,
    handler: async ({ platform, who, body }) => {
      const { language, kind, count } = body;
      const limit = { perMinute: USE_CALLS_PER_MINUTE };
      const decision = await platform.rates.take(`language-use:${who.userId}`, limit);
      if (!decision.allowed) {
        throw new AppError(
          'rate_limited',
          `At most ${USE_CALLS_PER_MINUTE} reports a minute count. Wait ${decision.retryAfterSeconds} s, and add up what you report.`,
          { retryAfterSeconds: decision.retryAfterSeconds },
        );
      }
      await platform.languageUse.record([{ language, kind, uses: count }]);
      return json({ ok: true, language });
    },
  }),
});
