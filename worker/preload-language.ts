import type { LanguageCode } from '#contracts/guideline-languages';
import type { PreloadedLanguage } from '#contracts/jobs/preload-languages';
import type { ContentLanguage } from '#contracts/languages';
import { planLanguage } from '#platform/guidelines/translation/plan-language';
import { recallFrom } from '#platform/guidelines/translation/recall';
import type { SourceSegment } from '#platform/guidelines/translation/segments';
import type {
  NewTranslation,
  TranslationRow,
  TranslationStore,
} from '#platform/guidelines/translation/translation-store';
import type { Translated, Translator } from '#platform/guidelines/translation/translator';
import {
  type ContentRow,
  type ContentStore,
  contentKey,
  holds,
} from '#platform/languages/content-store';
import { isTranslated, lessonBody, shownTexts, type Texts } from '#platform/languages/lesson-body';
import type { LessonContent, SourceLesson } from '#platform/languages/lesson-content';
import type { aiCallOf } from './engine-outcome';
import type { JobContext } from './job-context';
import { reachLanguages } from './reach-languages';
import { runBatches } from './run-batches';

/** Two lessons have about as many pieces of text as one answer gives in good order. */
const LESSONS_PER_BATCH = 2;
/** English is copied, not translated. */
const ENGLISH_PER_BATCH = 20;
/** Most pieces of text in one request. */
const SEGMENTS_PER_REQUEST = 40;

/** What is at hand for one run over the languages. */
export interface PreloadRun {
  readonly context: JobContext;
  readonly content: LessonContent;
  readonly store: ContentStore;
  readonly translations: TranslationStore;
  /** Null = nobody to ask. */
  readonly translator: Translator | null;
  readonly call: ReturnType<typeof aiCallOf>;
}

/** A language's part of the job's percent, and which of the languages it is. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly step: NonNullable<Parameters<JobContext['progress']>[2]>;
}

const reach = <T>({ context }: PreloadRun, work: () => Promise<T>): Promise<T> =>
  reachLanguages(context.signal, work);

const readTexts = async (
  run: PreloadRun,
  lang: ContentLanguage,
  segments?: readonly SourceSegment[],
): Promise<TranslationRow[]> =>
  lang === 'en'
    ? []
    : reach(run, () =>
        run.translations.read(
          lang,
          segments?.map(({ key }) => key),
        ),
      );

const fromProvider = (
  { segment, text, complaints }: Translated,
  { engine }: Translator,
  jobId: string,
): NewTranslation => ({
  segment: segment.key,
  source_hash: segment.hash,
  text,
  status: complaints.length === 0 ? 'translated' : 'needs-review',
  origin: 'provider',
  engine: engine.name,
  model: engine.model ?? null,
  problems: complaints.map(({ message }) => message),
  job_id: jobId,
});

/** Brings in what people have approved. @returns how many pieces, and what nobody has translated yet */
const recall = async (run: PreloadRun, lang: LanguageCode) => {
  const { content, translations, translator, context } = run;
  const { segments } = content;
  const [rows, memory] = await Promise.all([
    translations.read(lang),
    translations.recall(lang, segments),
  ]);
  const { remembered, ask } = planLanguage({
    segments,
    rows,
    memory: recallFrom(memory, segments, lang),
    engine: translator?.engine ?? null,
    jobId: context.jobId,
  });
  await translations.save(lang, remembered);
  return new Set(ask);
};

const rowsByKey = (rows: readonly ContentRow[]): ReadonlyMap<string, ContentRow> =>
  new Map(rows.map((row) => [row.key, row]));

/** Whether storage lacks a lesson that can be stored as things are. */
const isMissing = (
  { content }: PreloadRun,
  lang: ContentLanguage,
  lesson: SourceLesson,
  texts: Texts,
  stored: ReadonlyMap<string, ContentRow>,
): boolean => {
  if (lang !== 'en' && !isTranslated(lesson, texts)) return false;
  const row = stored.get(contentKey(lang, lesson.id, lesson.hash));
  return !holds(row, lessonBody(content, lesson, lang, texts));
};

/** Which lessons there is something to do for; settled once, so that a later attempt cuts the same batches. */
const plan = (run: PreloadRun, lang: ContentLanguage): Promise<string[]> =>
  run.context.step(`plan ${lang}`, async () => {
    const { content, store, context, translator } = run;
    const stored = rowsByKey(await reach(run, () => store.reconcile(lang, context.signal)));
    const ask = lang === 'en' ? new Set() : await reach(run, () => recall(run, lang));
    const texts = shownTexts(await readTexts(run, lang));
    return content.lessons
      .filter(
        (lesson) =>
          isMissing(run, lang, lesson, texts, stored) ||
          (translator !== null && lesson.segments.some(({ key }) => ask.has(key))),
      )
      .map(({ id }) => id);
  });

/** Asks for what is missing of these lessons, and keeps each answer before it goes on. */
const translateMissing = async (
  run: PreloadRun,
  lang: LanguageCode,
  lessons: readonly SourceLesson[],
): Promise<void> => {
  const { translator, translations, context, call } = run;
  if (!translator) return;
  const { jobId } = context;
  const segments = [...new Set(lessons.flatMap((lesson) => lesson.segments))];
  // Saved by this job before a crash, for another lesson, or by another job: nobody is asked again.
  const rows = await readTexts(run, lang, segments);
  const { engine } = translator;
  const { ask } = planLanguage({ segments, rows, memory: new Map(), engine, jobId });
  const wanted = new Set(ask);
  const open = segments.filter(({ key }) => wanted.has(key));
  for (let from = 0; from < open.length; from += SEGMENTS_PER_REQUEST) {
    const some = open.slice(from, from + SEGMENTS_PER_REQUEST);
    const results = await translator.translate(some, lang, call);
    const made = results.map((one) => fromProvider(one, translator, jobId));
    await reach(run, () => translations.save(lang, made));
  }
};

/** Translates a few lessons and stores those that are whole. @returns how many were stored */
const storeLessons = async (
  run: PreloadRun,
  lang: ContentLanguage,
  lessons: readonly SourceLesson[],
): Promise<number> => {
  const { content, store, context } = run;
  const { jobId, signal } = context;
  if (lang !== 'en') await translateMissing(run, lang, lessons);
  const segments = lessons.flatMap((lesson) => lesson.segments);
  const texts = shownTexts(await readTexts(run, lang, segments));
  const whole = lessons.filter((lesson) => lang === 'en' || isTranslated(lesson, texts));
  for (const lesson of whole) {
    const body = lessonBody(content, lesson, lang, texts);
    const one = { lang, lesson: lesson.id, sourceHash: lesson.hash, body, jobId };
    await reach(run, () => store.store(one, signal));
  }
  return whole.length;
};

/** Drops what was stored of lessons that are no more, and of earlier English that has a successor. */
const tidy = async (run: PreloadRun, lang: ContentLanguage): Promise<ContentRow[]> => {
  const { content, store, context } = run;
  const rows = await reach(run, () => store.list(lang));
  const isCurrent = (row: ContentRow) => content.byId.get(row.lesson)?.hash === row.sourceHash;
  const current = rows.filter(isCurrent);
  const renewed = new Set(current.map(({ lesson }) => lesson));
  const over = rows.filter(
    (row) => !isCurrent(row) && (renewed.has(row.lesson) || !content.byId.has(row.lesson)),
  );
  if (over.length > 0) {
    await reach(run, () =>
      store.remove(
        over.map(({ key }) => key),
        context.signal,
      ),
    );
  }
  return current;
};

/** How the language stands, from what is kept: the same whichever attempt did which part. */
const countUp = (
  { content, context, translator }: PreloadRun,
  lang: ContentLanguage,
  current: readonly ContentRow[],
  rows: readonly TranslationRow[],
): PreloadedLanguage => {
  const { lessons, segments } = content;
  const texts = shownTexts(rows);
  const doubtful = new Set(
    rows.filter(({ status }) => status === 'needs-review').map(({ segment }) => segment),
  );
  const stored = new Set(current.map(({ lesson }) => lesson));
  const missing = lessons.filter(({ id }) => !stored.has(id));
  const isDoubtful = (lesson: SourceLesson) => lesson.segments.some(({ key }) => doubtful.has(key));
  const needsReview = missing.filter(isDoubtful).length;
  const needsProvider = translator === null ? missing.length - needsReview : 0;
  const mine = rows.filter((row) => row.job_id === context.jobId && row.status === 'translated');
  const known = new Set(segments.map(({ key }) => key));
  return {
    coverage:
      missing.length === 0
        ? 'complete'
        : needsProvider > 0
          ? 'needs-provider'
          : needsReview > 0
            ? 'needs-review'
            : 'missing',
    lessons: lessons.length,
    stored: stored.size,
    added: current.filter(({ jobId }) => jobId === context.jobId).length,
    segments: segments.length,
    translatedSegments:
      lang === 'en' ? segments.length : [...texts.keys()].filter((key) => known.has(key)).length,
    newlyTranslated: mine.filter(({ origin }) => origin === 'provider').length,
    fromMemory: mine.filter(({ origin }) => origin === 'memory').length,
    needsProvider,
    needsReview,
  };
};

const shortName = ({ module, lesson }: SourceLesson): string => `${module.code}.${lesson.no}`;

/** “WD1.1 to WD1.2”. */
const namesOf = (lessons: readonly SourceLesson[]): string => {
  const ends = [lessons.at(0), lessons.at(-1)].map((one) => (one ? shortName(one) : ''));
  return [...new Set(ends)].join(' to ');
};

/**
 * Stores the lessons that a language lacks. What is translated and stored stays so, whatever becomes of the rest.
 *
 * @param name of the language, in English
 * @param onBatch told after each batch that worked
 */
export const preloadLanguage = async (
  run: PreloadRun,
  lang: ContentLanguage,
  name: string,
  { from, to, step }: Stretch,
  onBatch: () => void,
): Promise<PreloadedLanguage> => {
  const { context, content } = run;
  context.progress(from, `${name}: looking for what is missing`, step);
  const planned = await plan(run, lang);
  await runBatches(context, {
    name: lang,
    items: planned.flatMap((id) => content.byId.get(id) ?? []),
    size: lang === 'en' ? ENGLISH_PER_BATCH : LESSONS_PER_BATCH,
    key: ({ id, hash }) => `${id} ${hash}`,
    label: ({ items }) => `${name} ${namesOf(items)}`,
    work: async ({ items }) => {
      const stored = await storeLessons(run, lang, items);
      onBatch();
      return { stored };
    },
    progress: {
      from,
      to,
      message: ({ items: [first], index, total }) =>
        `${name}: ${first?.module.code} ${first?.lesson.title} (${index + 1}/${total})`,
      step,
    },
  });
  const current = await tidy(run, lang);
  return countUp(run, lang, current, await readTexts(run, lang));
};
