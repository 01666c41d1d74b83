import type { CleanedLanguage, CleanedLanguages } from '#contracts/jobs/language-cleanup';
import { type ContentLanguage, contentLanguages } from '#contracts/languages';
import { type ContentStore, createContentStore } from '#platform/languages/content-store';
import { createLanguageStore } from '#platform/languages/language-store';
import { planCleanup } from '#platform/languages/plan-cleanup';
import type { JobContext } from '../job-context';
import type { JobHandler } from '../job-handler';
import { reachLanguages } from '../reach-languages';

const DAY_MS = 24 * 3_600_000;
/** The language's status is held while so many objects are deleted, side by side. */
const ITEMS_PER_STEP = 10;

interface Run {
  readonly context: JobContext;
  readonly content: ContentStore;
  readonly since: Date;
  readonly keepItems: number;
}

/** What there is to remove in a language; settled once, so that what a later attempt finds gone still counts. */
const plan = ({ context, content, since, keepItems }: Run, lang: ContentLanguage) =>
  context.step(`plan ${lang}`, () =>
    reachLanguages(context.signal, async () => {
      const orphans = await content.orphans(lang, context.signal);
      const planned = planCleanup(await content.list(lang), { since, items: keepItems });
      return { ...planned, remove: [...orphans, ...planned.remove] };
    }),
  );

const cleanLanguage = async (run: Run, lang: ContentLanguage): Promise<CleanedLanguage | null> => {
  const { context, content, since } = run;
  const { signal } = context;
  const { remove, keptRecent, keptMostUsed } = await plan(run, lang);
  const total = { removed: 0, bytes: 0, keptRecent, keptMostUsed, frequentAgain: false };
  for (let from = 0; from < remove.length && !total.frequentAgain; from += ITEMS_PER_STEP) {
    signal.throwIfAborted();
    const keys = remove.slice(from, from + ITEMS_PER_STEP);
    const done = await context.step(`remove ${lang} ${from + 1}-${from + keys.length}`, () =>
      reachLanguages(signal, () => content.removeUnlessFrequent(lang, keys, since, signal)),
    );
    total.removed += done.removed;
    total.bytes += done.bytes;
    total.keptRecent += done.spared;
    total.frequentAgain = done.frequentAgain;
  }
  if (total.frequentAgain) context.log(`${lang} is frequent again: what is left of it stays`);
  return remove.length + keptRecent + keptMostUsed === 0 ? null : total;
};

const sumOf = (cleaned: CleanedLanguages, of: (one: CleanedLanguage) => number): number =>
  Object.values(cleaned).reduce((sum, one) => sum + of(one), 0);

/** Removes stored lessons of languages that are not frequent, but for what is recent or read most. */
export const languageCleanup: JobHandler<'language-cleanup'> = async (input, context, deps) => {
  const { keepDays, keepItems } = deps.config.languages;
  const languages = createLanguageStore(deps.pool);
  // Settled once: a later attempt draws the lines where the first one did.
  const begun = await context.step('begin', () =>
    reachLanguages(context.signal, async () => {
      const all = await languages.list();
      return {
        since: new Date(Date.now() - (input.keepDays ?? keepDays) * DAY_MS).toISOString(),
        codes: all.filter(({ status }) => status === 'occasional').map(({ code }) => code),
      };
    }),
  );
  const run: Run = {
    context,
    content: createContentStore(deps.pool, deps.objects),
    since: new Date(begun.since),
    keepItems: input.keepItems ?? keepItems,
  };
  const cleaned: CleanedLanguages = {};
  for (const [index, lang] of begun.codes.entries()) {
    const step = { index: index + 1, total: begun.codes.length, name: lang };
    context.progress((index / begun.codes.length) * 99, `Cleaning up: ${lang}`, step);
    const done = await cleanLanguage(run, lang);
    if (done) cleaned[lang] = done;
  }
  return {
    cleanedLanguages: contentLanguages.filter((code) => (cleaned[code]?.removed ?? 0) > 0),
    totalCleanedLessons: sumOf(cleaned, ({ removed }) => removed),
    totalCleanedBytes: sumOf(cleaned, ({ bytes }) => bytes),
    keptRecent: sumOf(cleaned, ({ keptRecent }) => keptRecent),
    keptMostUsed: sumOf(cleaned, ({ keptMostUsed }) => keptMostUsed),
    languages: cleaned,
  };
};
