import { type LessonContent, writeLessonContent } from '#platform/languages/lesson-content';
import { bundledCurriculum } from '#platform/lessons/curriculum';

/**
 * The first module, cut down to so many lessons of one topic each and their review.
 *
 * @param title of the module, default its own
 */
export const fewLessons = (lessons: number, title?: string): Promise<LessonContent> => {
  const curriculum = bundledCurriculum();
  const [module] = curriculum.modules;
  if (!module) throw new Error('the curriculum is empty');
  const topics = module.topics.slice(0, lessons - 1);
  const short = { ...module, topics, contactHours: lessons * 1.5, title: title ?? module.title };
  return writeLessonContent({ ...curriculum, modules: [short] });
};
