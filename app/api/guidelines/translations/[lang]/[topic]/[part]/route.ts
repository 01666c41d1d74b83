import { approvalSchema } from '#contracts/guideline-translations';
import { AppError } from '#platform/app-error';
import { createApprovals } from '#platform/guidelines/translation/approvals';
import { checkTranslation } from '#platform/guidelines/translation/check-translation';
import { readSegment } from '#platform/guidelines/translation/read-translations';
import { loadSourceText } from '#platform/guidelines/translation/segments';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { json, methods, route } from '../../../../../_lib/route';
import { findSegment, segmentParams } from '../../../../../_lib/translations';

export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = methods(
  '/api/guidelines/translations/:lang/:topic/:part',
  {
    PUT: route({
      auth: 'edit-content',
      params: segmentParams,
      body: approvalSchema,
      handler: async ({ platform: { pool }, who, params: { lang, topic, part }, body }) => {
        const segment = findSegment(topic, part);
        if (segment.hash !== body.sourceHash) {
          throw new AppError('conflict', 'The English has changed since. Load the segment again.');
        }
        const complaints = checkTranslation(segment.text, body.text, lang);
        if (complaints.length > 0 && !body.despiteProblems) {
          const errors = complaints.map(({ check, message }) => ({
            path: 'text',
            code: check,
            message,
          }));
          throw new AppError(
            'invalid_input',
            `The checks complain: ${complaints.map(({ message }) => message).join('; ')}. Mend it, or send despiteProblems.`,
            { errors },
          );
        }
        const alike = loadSourceText().segments.filter(
          ({ hash, key }) => hash === segment.hash && key !== segment.key,
        );
        await createApprovals(pool).approve({
          lang,
          text: body.text,
          by: who.userId,
          segments: [segment, ...alike],
        });
        return json({ segment: await readSegment(createTranslationStore(pool), segment, lang) });
      },
    }),
  },
);
