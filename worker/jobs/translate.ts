import { type LanguageCode, languageCodes, languageOf } from '#contracts/guideline-languages';
import type { Engine } from '#contracts/job';
import type { LanguageOutcome } from '#contracts/jobs/translate';
import { describeEngine } from '#platform/ai/choose-provider';
import { planLanguage } from '#platform/guidelines/translation/plan-language';
import { pseudoLocalise } from '#platform/guidelines/translation/pseudo-localise';
import { recallFrom } from '#platform/guidelines/translation/recall';
import {
  loadSourceText,
  type SourceSegment,
  type SourceText,
} from '#platform/guidelines/translation/segments';
import {
  createTranslationStore,
  type NewTranslation,
  type TranslationStore,
} from '#platform/guidelines/translation/translation-store';
import {
  createTranslator,
  type Translated,
  type Translator,
} from '#platform/guidelines/translation/translator';
import { aiCallOf, withEngineOutcomes } from '../engine-outcome';
import { type JobContext, RetryableError } from '../job-context';
import type { JobHandler } from '../job-handler';
import { reachGuidelines } from '../reach-guidelines';
import { runBatches } from '../run-batches';

/** Enough not to ask for each alone, few enough for one answer to come in seconds and be worth keeping. */
const SEGMENTS_PER_BATCH = 20;

/** What one batch gave; kept as its step's result. */
interface BatchCounts {
  readonly translated: number;
  readonly reused: number;
  readonly needsReview: number;
  readonly needsProvider: number;
  readonly pseudo: number;
}
const NOTHING: BatchCounts = {
  translated: 0,
  reused: 0,
  needsReview: 0,
  needsProvider: 0,
  pseudo: 0,
};

interface Run {
  readonly context: JobContext;
  readonly store: TranslationStore;
  readonly source: SourceText;
  /** Null = nobody to ask. */
  readonly translator: Translator | null;
  readonly call: ReturnType<typeof aiCallOf>;
  readonly dryRun: boolean;
}

const inDatabase = <T>({ context }: Run, work: () => Promise<T>): Promise<T> =>
  reachGuidelines(context.signal, work);

const rowOf = (
  { key, hash }: SourceSegment,
  jobId: string,
  rest: Pick<NewTranslation, 'text' | 'status'> & Partial<NewTranslation>,
): NewTranslation => ({
  segment: key,
  source_hash: hash,
  origin: null,
  engine: null,
  model: null,
  problems: [],
  job_id: jobId,
  ...rest,
});

const fromProvider = (
  { segment, text, complaints }: Translated,
  engine: Engine,
  jobId: string,
): NewTranslation =>
  rowOf(segment, jobId, {
    text,
    status: complaints.length === 0 ? 'translated' : 'needs-review',
    origin: 'provider',
    engine: engine.name,
    model: engine.model ?? null,
    problems: complaints.map(({ message }) => message),
  });

/** Does one batch and keeps its rows before it counts as done. */
const translateBatch = async (
  run: Run,
  lang: LanguageCode,
  segments: readonly SourceSegment[],
): Promise<BatchCounts> => {
  const { store, translator, call, context } = run;
  const { jobId } = context;
  const keys = segments.map(({ key }) => key);
  if (run.dryRun) {
    const rows = segments.map((one) =>
      rowOf(one, jobId, { text: pseudoLocalise(one.text, lang), status: 'pseudo' }),
    );
    await inDatabase(run, () => store.save(lang, rows));
    return { ...NOTHING, pseudo: rows.length };
  }
  // Saved by this job before a crash, by another one meanwhile, or by a person: nobody is asked again.
  const known = await inDatabase(run, () => store.read(lang, keys));
  const done = new Map(
    known
      .filter(({ pseudo, status }) => !pseudo && status === 'translated')
      .map((row) => [row.segment, row]),
  );
  const isDone = ({ key, hash }: SourceSegment) => done.get(key)?.source_hash === hash;
  const mine = segments.filter((one) => isDone(one) && done.get(one.key)?.job_id === jobId).length;
  const open = segments.filter((one) => !isDone(one));
  const reused = segments.length - open.length - mine;
  if (!translator) {
    const rows = open.map((one) => rowOf(one, jobId, { text: null, status: 'needs-provider' }));
    await inDatabase(run, () => store.save(lang, rows));
    return { ...NOTHING, translated: mine, reused, needsProvider: open.length };
  }
  const results = open.length === 0 ? [] : await translator.translate(open, lang, call);
  const rows = results.map((one) => fromProvider(one, translator.engine, jobId));
  await inDatabase(run, () => store.save(lang, rows));
  const needsReview = rows.filter(({ status }) => status === 'needs-review').length;
  return { ...NOTHING, translated: mine + rows.length - needsReview, reused, needsReview };
};

/** What is to be done in a language; settled once, so that a later attempt cuts the same batches. */
const plan = (run: Run, lang: LanguageCode) =>
  run.context.step(`plan ${lang}`, async () => {
    const { segments } = run.source;
    if (run.dryRun) {
      const ask = segments.map(({ key }) => key);
      return { ask, reused: 0, needsReview: 0, needsProvider: 0, fromMemory: 0 };
    }
    const { store, translator, context } = run;
    const [rows, memory] = await inDatabase(run, () =>
      Promise.all([store.read(lang), store.recall(lang, segments)]),
    );
    const { remembered, ...rest } = planLanguage({
      segments,
      rows: rows.filter(({ pseudo }) => !pseudo),
      memory: recallFrom(memory, segments, lang),
      engine: translator?.engine ?? null,
      jobId: context.jobId,
    });
    await inDatabase(run, () => store.save(lang, remembered));
    return { ...rest, fromMemory: remembered.length };
  });

/** A language's part of the job: its percent, and which of the chosen ones it is. */
interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly index: number;
  readonly total: number;
}

const translateLanguage = async (
  run: Run,
  lang: LanguageCode,
  stretch: Stretch,
  onBatch: () => void,
): Promise<LanguageOutcome> => {
  const { context, source, store } = run;
  const { name } = languageOf(lang);
  const { from, to, index: place, total: languages } = stretch;
  const at = { index: place + 1, total: languages, name };
  context.progress(from, `${name}: looking for what is missing`, at);
  const { ask, ...planned } = await plan(run, lang);
  const counts = await runBatches(context, {
    name: lang,
    items: ask.flatMap((key) => source.byKey.get(key) ?? []),
    size: SEGMENTS_PER_BATCH,
    key: ({ key, hash }) => `${key} ${hash}`,
    work: async ({ items }) => {
      const done = await translateBatch(run, lang, items);
      onBatch();
      return done;
    },
    progress: {
      from,
      to,
      message: ({ index, total }) => `${name}: batch ${index + 1}/${total}`,
      step: at,
    },
  });
  if (!run.dryRun) {
    const keys = source.segments.map(({ key }) => key);
    await inDatabase(run, () => store.tidy(lang, keys));
  }
  const sum = (of: keyof BatchCounts) => counts.reduce((total, one) => total + one[of], 0);
  return {
    segments: source.segments.length,
    translated: sum('translated'),
    fromMemory: planned.fromMemory,
    reused: planned.reused + sum('reused'),
    needsProvider: planned.needsProvider + sum('needsProvider'),
    needsReview: planned.needsReview + sum('needsReview'),
    pseudo: sum('pseudo'),
    batches: counts.length,
  };
};

/**
 * Whether the next language may fare better: not where the provider or a budget asks everybody to wait, nor
 * where not one batch has worked.
 */
const isHopeless = (error: unknown, batchesDone: number): boolean =>
  batchesDone === 0 || (error instanceof RetryableError && error.free);

/** Translates the guidelines, language by language. What is done stays done, whatever becomes of the rest. */
export const translate: JobHandler<'translate'> = (input, context, deps) =>
  withEngineOutcomes(async () => {
    const translator = deps.ai.model && !input.dryRun ? createTranslator(deps.ai.model) : null;
    const run: Run = {
      context,
      store: createTranslationStore(deps.pool),
      source: loadSourceText(),
      translator,
      call: aiCallOf(context, deps),
      dryRun: input.dryRun,
    };
    const wanted = new Set(input.languages ?? languageCodes);
    const chosen = languageCodes.filter((code) => wanted.has(code));
    const languages: Partial<Record<LanguageCode, LanguageOutcome>> = {};
    let failure: unknown;
    for (const [index, lang] of chosen.entries()) {
      const share = 98 / chosen.length;
      const [from, to] = [index * share, (index + 1) * share];
      const stretch = { from, to, index, total: chosen.length };
      let batchesDone = 0;
      try {
        languages[lang] = await translateLanguage(run, lang, stretch, () => {
          batchesDone += 1;
        });
      } catch (error) {
        context.signal.throwIfAborted();
        if (isHopeless(error, batchesDone)) throw error;
        failure ??= error;
      }
    }
    if (failure !== undefined) throw failure;
    return { languages, dryRun: input.dryRun, engine: translator?.engine ?? describeEngine(null) };
  });
