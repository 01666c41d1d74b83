import type { Pool } from 'pg';
import type { ContentLanguage } from '#contracts/languages';
import { type LessonAnswer, type LessonList, storedLessonSchema } from '#contracts/stored-lesson';
import { AppError } from '../app-error';
import type { Objects } from '../objects/objects';
import { createContentStore } from './content-store';
import type { LanguageUseStore } from './language-use';
import { lessonBody } from './lesson-body';
import { loadLessonContent } from './lesson-content';

interface Parts {
  readonly pool: Pool;
  readonly objects: Objects;
  readonly languageUse: LanguageUseStore;
}

const noTexts = new Map<string, never>();

/** The lessons there are, and which of them are stored in a language. @throws AppError dependency_unavailable */
export const listLessons = async (parts: Parts, lang: ContentLanguage): Promise<LessonList> => {
  const content = await loadLessonContent();
  const rows = await createContentStore(parts.pool, parts.objects).list(lang);
  const stored = new Map(rows.map((row) => [row.lesson, row]));
  return {
    lang,
    curriculum: content.curriculum,
    lessons: content.lessons.map(({ id, module, lesson, hash }) => {
      const row = stored.get(id);
      return {
        id,
        module,
        title: lesson.title,
        minutes: lesson.minutes,
        stored: row !== undefined,
        current: row?.sourceHash === hash,
        uses: row?.uses ?? 0,
      };
    }),
  };
};

/**
 * A lesson in a language, or in English where that language has none. The reading counts as a use of the language
 * that was asked for, also where it is not stored: that is how a language becomes frequent.
 *
 * @returns null where there is no such lesson
 * @throws AppError dependency_unavailable
 */
export const readLesson = async (
  parts: Parts,
  lang: ContentLanguage,
  lessonId: string,
): Promise<LessonAnswer | null> => {
  const content = await loadLessonContent();
  const source = content.byId.get(lessonId);
  if (!source) return null;
  const store = createContentStore(parts.pool, parts.objects);
  await parts.languageUse.record([{ language: lang, kind: 'lesson', uses: 1 }]);
  try {
    const found = await store.read(lang, lessonId);
    if (!found) {
      const english = JSON.parse(lessonBody(content, source, 'en', noTexts)) as unknown;
      return { asked: lang, current: true, content: storedLessonSchema.parse(english) };
    }
    await store.markUsed(found.row.key);
    return {
      asked: lang,
      current: found.row.sourceHash === source.hash,
      content: storedLessonSchema.parse(JSON.parse(found.body)),
    };
  } catch (error) {
    // By name: the web server is bundled in parts that each hold a copy of the class.
    if (!(error instanceof Error) || error.name !== 'ObjectError') throw error;
    throw new AppError(
      'dependency_unavailable',
      'The stored lessons cannot be read now. Try again in a moment.',
      { cause: error, retryAfterSeconds: 2 },
    );
  }
};
