import { languageOf } from '#contracts/guideline-languages';
import type { JobOutput } from '#contracts/jobs/index';
import { type ContentLanguage, contentLanguages } from '#contracts/languages';
import { describeEngine } from '#platform/ai/choose-provider';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import {
  createTranslator,
  type TranslationBrief,
} from '#platform/guidelines/translation/translator';
import { createContentStore } from '#platform/languages/content-store';
import { createLanguageStore } from '#platform/languages/language-store';
import { type LessonContent, loadLessonContent } from '#platform/languages/lesson-content';
import { aiCallOf, withEngineOutcomes } from '../engine-outcome';
import { RetryableError } from '../job-context';
import type { JobHandler } from '../job-handler';
import { type PreloadRun, preloadLanguage } from '../preload-language';
import { reachLanguages } from '../reach-languages';

type Outcomes = JobOutput<'preload-languages'>['languages'];

const brief: TranslationBrief = {
  texts: 'lesson plans of a course on web development',
  rules: [
    'They are for teachers. Keep the imperative, plain words, short sentences.',
    'What stands in quotation marks is a term of the subject: translate it where the language has a usual word for it; names in a program, such as href or querySelector, stay as they are.',
    'Codes such as WD1.2 and abbreviations such as HTML stay as they are.',
  ],
};

const nameOf = (lang: ContentLanguage): string =>
  lang === 'en' ? 'English' : languageOf(lang).name;

/**
 * Whether the next language may fare better: not where the provider or a budget asks everybody to wait, nor
 * where not one batch has worked.
 */
const isHopeless = (error: unknown, batchesDone: number): boolean =>
  batchesDone === 0 || (error instanceof RetryableError && error.free);

/** Made from whatever gives the lessons, so that a test may preload a few. */
export const createPreloadLanguages =
  (loadContent: () => Promise<LessonContent>): JobHandler<'preload-languages'> =>
  (input, context, deps) =>
    withEngineOutcomes(async () => {
      const { signal } = context;
      const languages = createLanguageStore(deps.pool);
      context.progress(0, 'Looking for the frequent languages');
      const frequent = await context.step('languages', async () => {
        const all = await reachLanguages(signal, () => languages.list());
        return all.filter(({ status }) => status === 'frequent').map(({ code }) => code);
      });
      const asked = new Set(input.languages ?? frequent);
      const chosen = frequent.filter((code) => asked.has(code));
      const notFrequent = contentLanguages.filter(
        (code) => asked.has(code) && !frequent.includes(code),
      );
      const run: PreloadRun = {
        context,
        content: await loadContent(),
        store: createContentStore(deps.pool, deps.objects),
        translations: createTranslationStore(deps.pool, 'content_translations'),
        translator: deps.ai.model ? createTranslator(deps.ai.model, brief) : null,
        call: aiCallOf(context, deps),
      };
      const outcomes: Outcomes = {};
      let failure: unknown;
      for (const [index, lang] of chosen.entries()) {
        // Demoted meanwhile: the clean-up has been, or will be, at its lessons.
        if (!(await reachLanguages(signal, () => languages.isFrequent(lang)))) {
          notFrequent.push(lang);
          continue;
        }
        const name = nameOf(lang);
        const share = 98 / chosen.length;
        const [from, to] = [index * share, (index + 1) * share];
        const stretch = { from, to, step: { index: index + 1, total: chosen.length, name } };
        let batchesDone = 0;
        try {
          const outcome = await preloadLanguage(run, lang, name, stretch, () => {
            batchesDone += 1;
          });
          outcomes[lang] = outcome;
          await reachLanguages(signal, () => languages.noteCoverage(lang, outcome.coverage));
        } catch (error) {
          signal.throwIfAborted();
          if (isHopeless(error, batchesDone)) throw error;
          failure ??= error;
        }
      }
      if (failure !== undefined) throw failure;
      const engine = run.translator?.engine ?? describeEngine(null);
      return { languages: outcomes, notFrequent, engine };
    });

/** Stores the lessons in each frequent language. */
export const preloadLanguages = createPreloadLanguages(loadLessonContent);
