import type { ContentLanguage } from '#contracts/languages';
import type { StoredLesson } from '#contracts/stored-lesson';
import { segmentHash } from '../guidelines/translation/segment-hash';
import type { TranslationRow } from '../guidelines/translation/translation-store';
import { type LessonContent, mapTexts, type SourceLesson } from './lesson-content';

type Text = Pick<TranslationRow, 'text' | 'origin' | 'engine' | 'model'>;

/** Translated pieces of text by the hash of their English. */
export type Texts = ReadonlyMap<string, Text>;

/** The pieces of a language that may be shown: each from somebody, and through the checks. */
export const shownTexts = (rows: readonly TranslationRow[]): Map<string, Text> =>
  new Map(
    rows
      .filter(({ status, pseudo, text }) => status === 'translated' && !pseudo && text !== null)
      .map((row) => [row.segment, row]),
  );

export const isTranslated = ({ segments }: SourceLesson, texts: Texts): boolean =>
  segments.every(({ hash }) => texts.has(hash));

const engineOf = ({ engine, model }: Text): string[] =>
  engine === null ? [] : [model === null ? engine : `${engine} ${model}`];

const translationOf = ({ segments }: SourceLesson, texts: Texts): StoredLesson['translation'] => {
  const used = segments.flatMap(({ hash }) => texts.get(hash) ?? []);
  return {
    fromMemory: used.filter(({ origin }) => origin === 'memory').length,
    fromProvider: used.filter(({ origin }) => origin === 'provider').length,
    engines: [...new Set(used.flatMap(engineOf))].sort(),
  };
};

/**
 * A lesson as it is stored: the same text each time it is made from the same pieces.
 *
 * @param texts of all its pieces, see `isTranslated`; for English none is needed
 */
export const lessonBody = (
  { curriculum }: LessonContent,
  source: SourceLesson,
  lang: ContentLanguage,
  texts: Texts,
): string => {
  const say = (text: string): string =>
    lang === 'en' ? text : (texts.get(segmentHash(text))?.text ?? text);
  const stored: StoredLesson = {
    lessonId: source.id,
    lang,
    sourceHash: source.hash,
    curriculum,
    module: { code: source.module.code, title: say(source.module.title) },
    lesson: mapTexts(source.lesson, say),
    translation: lang === 'en' ? null : translationOf(source, texts),
  };
  return JSON.stringify(stored);
};
