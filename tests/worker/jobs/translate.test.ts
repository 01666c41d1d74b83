import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { LanguageCode } from '#contracts/guideline-languages';
import { type JobInput, jobContracts } from '#contracts/jobs/index';
import type { LanguageOutcome } from '#contracts/jobs/translate';
import { fillPlaceholders, loadCurriculum } from '#platform/guidelines/curriculum';
import { createApprovals } from '#platform/guidelines/translation/approvals';
import { readCoverage, translatedTopic } from '#platform/guidelines/translation/read-translations';
import { loadSourceText } from '#platform/guidelines/translation/segments';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { type JobContext, PermanentError, type RetryableError } from '#worker/job-context';
import { bindHandlers } from '#worker/jobs/index';
import { runHandler } from '../../helpers/run-handler';
import type { Fault } from '../../stub-provider/faults';
import { stubTranslation } from '../../stub-provider/stub-translation';
import { type CareersWorld, startCareersWorld } from './careers-world';

const { segments } = loadSourceText();
const total = segments.length;
/** What is left to do where a test does not say otherwise: two whole batches and a part of a third. */
const OPEN = 45;
const batches = Math.ceil(OPEN / 20);
const curriculum = loadCurriculum('first-aid');
const [firstTopic] = curriculum.topics;
if (!firstTopic) throw new Error('the curriculum is empty');

let world: CareersWorld;
beforeAll(async () => {
  world = await startCareersWorld();
});
beforeEach(() => prepare('es', 'he', 'ar'));
afterEach(async () => {
  world.stub.requests.length = 0;
  world.stub.faults.length = 0;
  await world.pool.query('truncate guideline_translations, translation_memory');
});
afterAll(() => world.stop());

type Input = Partial<JobInput<'translate'>>;
const contract = jobContracts.translate;

const run = async (
  input: Input,
  engine: 'built-in' | 'compatible' | 'gemini',
  options: { kept?: Map<string, unknown>; signal?: AbortSignal } = {},
) => {
  const handler = bindHandlers(world.deps(engine)).translate as (
    input: unknown,
    context: JobContext,
  ) => Promise<unknown>;
  const done = await runHandler(handler, contract.input.parse(input), options);
  return { ...done, output: contract.output.parse(done.output) };
};
const failure = async (running: Promise<unknown>) =>
  (await running.then(
    () => new Error('was expected to fail'),
    (error: unknown) => error,
  )) as RetryableError;

/** As if all but the first segments had been translated before, by a provider. */
const prepare = async (...languages: LanguageCode[]) => {
  const store = createTranslationStore(world.pool);
  for (const lang of languages) {
    await store.save(
      lang,
      segments.slice(OPEN).map(({ key, text, hash }) => ({
        segment: key,
        source_hash: hash,
        text: stubTranslation(text, lang),
        status: 'translated' as const,
        origin: 'provider' as const,
        engine: 'before',
        model: null,
        problems: [],
        job_id: 'before',
      })),
    );
  }
};

/** Every segment is in one place: what is not named is 0, or was done before. */
const outcome = (parts: Partial<LanguageOutcome>): LanguageOutcome => ({
  segments: total,
  translated: 0,
  fromMemory: 0,
  reused: total - OPEN,
  needsProvider: 0,
  needsReview: 0,
  pseudo: 0,
  batches: 0,
  ...parts,
});
const topicIn = (lang: LanguageCode) =>
  translatedTopic(createTranslationStore(world.pool), curriculum, firstTopic, lang);
const coverage = async (lang: LanguageCode) =>
  (await readCoverage(createTranslationStore(world.pool), loadSourceText())).languages.find(
    ({ code }) => code === lang,
  );
const sourceAt = (index: number) => segments[index] as (typeof segments)[number];
const approve = (lang: LanguageCode, index: number, text: string) =>
  createApprovals(world.pool).importAll([{ lang, source: sourceAt(index).text, text }], 'ann');

describe.each(['compatible', 'gemini'] as const)('with a %s provider', (engine) => {
  test('translates what is missing, in batches of 20, and readers see it', async () => {
    const { output, progress, log } = await run({ languages: ['he'] }, engine);
    expect(output.languages).toEqual({ he: outcome({ translated: OPEN, batches }) });
    expect(output.engine).toMatchObject({ kind: 'provider', name: engine });
    expect(world.stub.requests).toHaveLength(batches);
    expect(progress.map(({ message }) => message)).toContain(`Hebrew: batch ${batches}/${batches}`);
    const percents = progress.map(({ percent }) => percent ?? 0);
    expect(percents).toEqual(percents.toSorted((a, b) => a - b));
    expect(log.some((line) => line.includes('420 tokens in'))).toBe(true);
    expect(await topicIn('he')).toMatchObject([
      { text: stubTranslation(firstTopic.title, 'he'), lang: 'he', state: 'translated' },
      ...firstTopic.paragraphs.map(() => ({ lang: 'he' })),
    ]);
    expect(await coverage('he')).toMatchObject({ percent: 100, approved: 0 });
  });

  test('a second run asks nobody, and a changed guideline is asked for alone', async () => {
    await run({ languages: ['es'] }, engine);
    world.stub.requests.length = 0;
    expect((await run({ languages: ['es'] }, engine)).output.languages).toEqual({
      es: outcome({ reused: total }),
    });
    expect(world.stub.requests).toEqual([]);
    const changed = sourceAt(3);
    await world.pool.query(
      `update guideline_translations set source_hash = 'of other English' where segment = $1`,
      [changed.key],
    );
    expect((await topicIn('es'))[3]).toEqual({
      key: changed.key,
      text: fillPlaceholders(changed.text, curriculum.placeholders),
      lang: 'en',
      state: 'outdated',
      origin: null,
    });
    expect((await run({ languages: ['es'] }, engine)).output.languages).toEqual({
      es: outcome({ reused: total - 1, translated: 1, batches: 1 }),
    });
    expect(world.stub.requests).toHaveLength(1);
    expect(world.stub.requests[0]?.prompt).toContain(JSON.stringify(changed.text));
    expect(world.stub.requests[0]?.prompt).not.toContain(JSON.stringify(sourceAt(4).text));
  });
});

describe('without a provider', () => {
  test('translates nothing, says so, and pretends nothing', async () => {
    const { output } = await run({ languages: ['he', 'ar'] }, 'built-in');
    const waiting = outcome({ needsProvider: OPEN, batches });
    expect(output).toMatchObject({ languages: { he: waiting, ar: waiting }, dryRun: false });
    expect(contract.headline(output)).toMatch(
      /^2 languages: [\d,]+ of [\d,]+ segments, 90 need a provider$/,
    );
    for (const one of await topicIn('he')) {
      expect(one).toMatchObject({ lang: 'en', state: 'needs-provider' });
    }
    expect(await coverage('he')).toMatchObject({ counts: { 'needs-provider': OPEN } });
    expect((await coverage('he'))?.percent).toBeLessThan(100);
    expect((await run({ languages: ['he'] }, 'built-in')).output.languages).toEqual({
      he: outcome({ needsProvider: OPEN }),
    });
  });

  test('approved translations are used, and the provider is later asked for the rest alone', async () => {
    const text = stubTranslation(sourceAt(0).text, 'es').toUpperCase();
    await approve('es', 0, text);
    expect((await run({ languages: ['es'] }, 'built-in')).output.languages).toEqual({
      es: outcome({ fromMemory: 1, needsProvider: OPEN - 1, batches }),
    });
    expect((await topicIn('es'))[0]).toMatchObject({ text, state: 'translated' });
    expect((await run({ languages: ['es'] }, 'compatible')).output.languages).toMatchObject({
      es: { reused: total - OPEN + 1, translated: OPEN - 1, needsProvider: 0 },
    });
    expect((await topicIn('es'))[0]).toMatchObject({ text });
  });
});

test('a dry run over all languages asks nobody and is never shown', async () => {
  const { output } = await run({ dryRun: true }, 'compatible');
  const pseudo = outcome({ pseudo: total, reused: 0, batches: Math.ceil(total / 20) });
  expect(Object.keys(output.languages)).toHaveLength(19);
  expect(output).toMatchObject({ dryRun: true, engine: { kind: 'built-in' } });
  expect(output.languages.am).toEqual(pseudo);
  expect(world.stub.requests).toEqual([]);
  expect(await coverage('am')).toMatchObject({
    percent: 0,
    pseudo: total,
    counts: { untranslated: total },
  });
  for (const one of await topicIn('am')) expect(one).toMatchObject({ lang: 'en' });
  // What was there before is there still.
  expect(await coverage('ar')).toMatchObject({ counts: { translated: total - OPEN } });
  await run({ languages: ['ar'] }, 'compatible');
  expect(await coverage('ar')).toMatchObject({ percent: 100, pseudo: 0 });
});

describe('a text that does not pass the checks', () => {
  const answer = (change: (text: string, index: number) => string, count = 20): Fault => ({
    kind: 'answer',
    answer: {
      translations: segments.slice(0, count).map(({ text }, index) => ({
        index,
        text: change(stubTranslation(text, 'es'), index),
      })),
    },
  });
  const spoilTwo = answer((text, index) => (index < 2 ? `${text} 77` : text));

  test('is asked for once more, alone and with the reason', async () => {
    world.stub.faults.push(spoilTwo);
    const { output } = await run({ languages: ['es'] }, 'compatible');
    expect(output.languages.es).toEqual(outcome({ translated: OPEN, batches }));
    const again = world.stub.requests[1];
    expect(again?.prompt).toContain('77, which the English does not');
    expect(again?.prompt).not.toContain(JSON.stringify(sourceAt(2).text));
  });

  test('and fails again is kept for a person, not shown, and not asked for a third time', async () => {
    world.stub.faults.push(
      spoilTwo,
      answer((text) => `${text} 77`, 2),
    );
    const { output } = await run({ languages: ['es'] }, 'compatible');
    expect(output.languages.es).toEqual(outcome({ translated: OPEN - 2, needsReview: 2, batches }));
    expect((await topicIn('es'))[0]).toMatchObject({ lang: 'en', state: 'needs-review' });
    world.stub.requests.length = 0;
    expect((await run({ languages: ['es'] }, 'compatible')).output.languages.es).toEqual(
      outcome({ reused: total - 2, needsReview: 2 }),
    );
    expect(world.stub.requests).toEqual([]);
  });
});

describe('with a provider in trouble', () => {
  const es = { languages: ['es'] } satisfies Input;
  const whole = { es: outcome({ translated: OPEN, batches }) };

  test.each<[string, Fault[]]>([
    ['a 429 of two seconds', [{ kind: 'status', status: 429, headers: { 'retry-after': '2' } }]],
    ['a reset connection', [{ kind: 'reset' }]],
    ['a failure on its side', [{ kind: 'status', status: 500 }]],
    ['prose', [{ kind: 'prose' }]],
    ['a cut answer', [{ kind: 'truncated' }]],
    ['a body that breaks off', [{ kind: 'cut' }]],
    [
      'a translation too few',
      [{ kind: 'answer', answer: { translations: [{ index: 0, text: 'x' }] } }],
    ],
    ['two unusable answers', [{ kind: 'prose' }, { kind: 'prose' }]],
  ])('gets over %s with that batch alone', async (_, faults) => {
    world.stub.faults.push(...faults);
    const { output } = await run(es, 'compatible');
    expect(output.languages).toEqual(whole);
    expect(world.stub.requests).toHaveLength(batches + faults.length);
  });

  test('is put off by a 429 of ten minutes, at no cost, with what is done kept', async () => {
    const kept = new Map<string, unknown>();
    world.stub.faults.push({ kind: 'late', until: Promise.resolve() });
    world.stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '600' } });
    const error = await failure(run(es, 'compatible', { kept }));
    expect(error).toMatchObject({
      code: 'provider_rate_limited',
      retryAfterMs: 600_000,
      free: true,
    });
    world.stub.requests.length = 0;
    expect((await run(es, 'compatible', { kept })).output.languages).toEqual(whole);
    expect(world.stub.requests).toHaveLength(batches - 1);
  });

  test('fails for good on a refused key, before the other languages', async () => {
    world.stub.faults.push(
      ...Array.from({ length: 9 }, () => ({ kind: 'status', status: 401 }) as const),
    );
    const error = await failure(run({ languages: ['es', 'he'] }, 'compatible'));
    expect(error).toBeInstanceOf(PermanentError);
    expect(world.stub.requests.length).toBeLessThanOrEqual(3);
  });

  test('obeys inside a call that hangs', async () => {
    world.stub.faults.push({ kind: 'hang' });
    const stop = new AbortController();
    const running = run(es, 'compatible', { signal: stop.signal });
    await expect.poll(() => world.stub.requests.length).toBe(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  test('goes on with other languages where one batch cannot be done', async () => {
    const good: Fault = { kind: 'late', until: Promise.resolve() };
    const bad: Fault = { kind: 'status', status: 400 };
    world.stub.faults.push(good, bad);
    const error = await failure(run({ languages: ['es', 'he'] }, 'compatible'));
    expect(error.message).toContain('he: 1 of');
    expect(await coverage('es')).toMatchObject({ percent: 100 });
    world.stub.requests.length = 0;
    await run({ languages: ['es', 'he'] }, 'compatible');
    expect(world.stub.requests).toHaveLength(1);
  });
});

describe('after a crash', () => {
  test('no batch that was kept is asked for again, whichever was the last', async () => {
    const all = new Map<string, unknown>();
    const { steps, output } = await run({ languages: ['es'] }, 'compatible', { kept: all });
    for (const done of [1, 2, steps.length]) {
      await world.pool.query('truncate guideline_translations');
      const kept = new Map(steps.slice(0, done).map((name) => [name, all.get(name)]));
      world.stub.requests.length = 0;
      const resumed = await run({ languages: ['es'] }, 'compatible', { kept });
      expect(resumed.steps).toEqual(steps.slice(done));
      expect(resumed.output).toEqual(output);
      expect(world.stub.requests).toHaveLength(steps.length - done);
    }
  });

  test('between saving a batch and keeping its step, nothing is asked for twice', async () => {
    const all = new Map<string, unknown>();
    const { steps, output } = await run({ languages: ['es'] }, 'compatible', { kept: all });
    const kept = new Map(steps.slice(0, 2).map((name) => [name, all.get(name)]));
    world.stub.requests.length = 0;
    expect((await run({ languages: ['es'] }, 'compatible', { kept })).output).toEqual(output);
    expect(world.stub.requests).toEqual([]);
  });
});

test('what a person has approved is not overwritten by a provider that was asked before', async () => {
  const store = createTranslationStore(world.pool);
  const segment = sourceAt(0);
  const text = 'Aprobado';
  const approvals = createApprovals(world.pool);
  await approvals.approve({ lang: 'es', text, by: 'ann', segments: [segment] });
  await store.save('es', [
    {
      segment: segment.key,
      source_hash: segment.hash,
      text: 'de la máquina',
      status: 'translated',
      origin: 'provider',
      engine: 'stub',
      model: null,
      problems: [],
      job_id: 'j',
    },
  ]);
  expect((await topicIn('es'))[0]).toMatchObject({ text });
});
