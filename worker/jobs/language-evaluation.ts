import type { JobOutput } from '#contracts/jobs/index';
import { contentLanguages } from '#contracts/languages';
import { foldUses } from '#platform/languages/fold-uses';
import { createLanguageStore } from '#platform/languages/language-store';
import type { ChildOutcome } from '../job-context';
import type { JobHandler } from '../job-handler';
import { reachLanguages } from '../reach-languages';

const DAY_MS = 24 * 3_600_000;
/** Percent at which the languages are judged; the clean-up fills the rest. */
const JUDGED_AT = 40;

type Cleanup = JobOutput<'language-evaluation'>['cleanup'];

const cleanupOf = ({ jobId, status, result }: ChildOutcome): Cleanup => {
  const { cleanedLanguages = [], totalCleanedLessons = 0 } = (result ?? {}) as Partial<
    JobOutput<'language-cleanup'>
  >;
  return { jobId, status, cleanedLanguages, totalCleanedLessons };
};

/** Counts, judges once, and has a child clean up after what is no longer frequent. */
export const languageEvaluation: JobHandler<'language-evaluation'> = async (
  input,
  context,
  deps,
) => {
  const { signal, jobId } = context;
  const { windowDays, rules } = deps.config.languages;
  const store = createLanguageStore(deps.pool);
  context.progress(0, 'Counting how much each language is used');
  // Settled once: a later attempt judges by the same figures.
  const counted = await context.step('count', async () => {
    const to = new Date();
    const from = new Date(to.getTime() - (input.windowDays ?? windowDays) * DAY_MS);
    const counts = await reachLanguages(signal, () => deps.languageUse.counts(from, to));
    return { from: from.toISOString(), to: to.toISOString(), uses: foldUses(counts) };
  });
  const { from, to, uses } = counted;
  context.progress(20, `Judging ${contentLanguages.length} languages`);
  const record = await context.step('judge', () =>
    reachLanguages(signal, () => store.evaluate({ jobId, window: { from, to }, uses, rules })),
  );
  const { promoted, demoted, frequent } = record;
  for (const code of promoted) context.log(`${code} is frequent now: ${uses[code] ?? 0} uses`);
  for (const code of demoted) context.log(`${code} is no longer frequent: ${uses[code] ?? 0} uses`);
  // What has been judged stands, whatever becomes of the clean-up: it fails by itself, and is told as such.
  const [cleaned] = await context.children(
    'cleanups',
    [{ key: 'cleanup', type: 'language-cleanup', input: {} }],
    { onFailure: 'continue', from: JUDGED_AT, to: 99 },
  );
  return {
    evaluationDate: to,
    window: record.window,
    counts: record.counts,
    totalUses: record.totalUses,
    totalLanguages: contentLanguages.length,
    frequentLanguages: frequent,
    promotedLanguages: promoted,
    demotedLanguages: demoted,
    undecided: record.undecided,
    rules: record.rules,
    cleanup: cleanupOf(cleaned as ChildOutcome),
  };
};
