import { z } from 'zod';
import { curriculumIds } from '#contracts/guidelines';
import { languageCodeSchema } from '#contracts/language-code';
import { AppError } from '#platform/app-error';
import { type Curriculum, loadCurriculum, type Topic } from '#platform/guidelines/curriculum';
import { loadSourceText, type SourceSegment } from '#platform/guidelines/translation/segments';

const topicId = z
  .string()
  .max(80)
  .regex(/^[a-z0-9-]+$/, 'This is not the id of a topic');

export const languageParams = z.object({ lang: languageCodeSchema });
export const topicParams = languageParams.extend({ topic: topicId });
export const segmentParams = topicParams.extend({
  part: z
    .string()
    .regex(/^(title|p\d{1,3})$/, 'Either “title”, or “p” and the number of a paragraph'),
});

/** @throws AppError not_found */
export const findTopic = (id: string): { curriculum: Curriculum; topic: Topic } => {
  for (const curriculum of curriculumIds.map(loadCurriculum)) {
    const topic = curriculum.topics.find((one) => one.id === id);
    if (topic) return { curriculum, topic };
  }
  throw new AppError('not_found', 'There is no such topic.');
};

/** @throws AppError not_found */
export const findSegment = (topic: string, part: string): SourceSegment => {
  const segment = loadSourceText().byKey.get(`${topic}/${part}`);
  if (!segment) throw new AppError('not_found', 'The guidelines have no such segment.');
  return segment;
};
