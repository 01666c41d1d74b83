import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { preloadLanguages as contract } from '#contracts/jobs/preload-languages';
import type { ContentLanguage } from '#contracts/languages';
import { createApprovals } from '#platform/guidelines/translation/approvals';
import type { LessonContent } from '#platform/languages/lesson-content';
import { createPreloadLanguages } from '#worker/jobs/preload-languages';
import { fewLessons } from '../../helpers/few-lessons';
import { runHandler } from '../../helpers/run-handler';
import { stubTranslation } from '../../stub-provider/stub-translation';
import { type LanguagesWorld, startLanguagesWorld } from './languages-world';

const LESSONS = 4;
let world: LanguagesWorld;
let content: LessonContent;
beforeAll(async () => {
  [world, content] = await Promise.all([startLanguagesWorld(), fewLessons(LESSONS)]);
});
afterEach(() => world.clear());
afterAll(() => world.stop());

interface Options {
  readonly kept?: Map<string, unknown>;
  readonly signal?: AbortSignal;
  readonly languages?: ContentLanguage[];
  readonly lessons?: LessonContent;
}
const run = async (engine: 'built-in' | 'compatible', options: Options = {}) => {
  const { languages, lessons = content, ...rest } = options;
  const handler = createPreloadLanguages(async () => lessons);
  const input = contract.input.parse(languages ? { languages } : {});
  const done = await runHandler(handler, input, { deps: await world.deps(engine), ...rest });
  return { ...done, output: contract.output.parse(done.output) };
};
const approve = (lang: 'he' | 'ar', texts: readonly string[]) =>
  createApprovals(world.pool).importAll(
    texts.map((source) => ({ lang, source, text: stubTranslation(source, lang) })),
    'ann',
  );
const textsOf = (place: number): string[] =>
  content.lessons[place]?.segments.map(({ text }) => text) ?? [];

describe('with a provider', () => {
  test('the lessons are translated and stored whole, and a second run asks nobody and stores nothing', async () => {
    const first = await run('compatible');
    expect(first.output.languages).toMatchObject({
      en: { coverage: 'complete', lessons: LESSONS, stored: LESSONS, added: LESSONS },
      he: { coverage: 'complete', stored: LESSONS, added: LESSONS, needsProvider: 0 },
      ar: { coverage: 'complete', stored: LESSONS, added: LESSONS, needsReview: 0 },
    });
    // Two languages, two lessons a request.
    expect(world.stub.requests).toHaveLength(4);
    expect(first.output.languages.he?.newlyTranslated).toBe(content.segments.length);
    const [source] = content.lessons;
    const [key = ''] = await world.keys('he');
    expect(key).toBe(`content/he/${source?.id}/${source?.hash}.json`);
    const stored = await world.lesson(key);
    expect(stored).toMatchObject({
      lang: 'he',
      lesson: { title: stubTranslation(source?.lesson.title ?? '', 'he'), minutes: 90 },
      translation: { fromMemory: 0, engines: ['compatible m-1'] },
    });
    const english = await world.lesson((await world.keys('en'))[0] ?? '');
    expect(english).toMatchObject({ lesson: source?.lesson, translation: null });

    world.stub.requests.length = 0;
    const second = await run('compatible');
    expect(second.output.languages.he).toMatchObject({ stored: LESSONS, added: 4 });
    expect(world.stub.requests).toEqual([]);
    // Both runs bear the same id here; what was really done tells them apart.
    expect(second.steps).toEqual(['languages', 'plan en', 'plan he', 'plan ar']);
    expect(contract.headline(first.output)).toBe('12 of 12 lessons stored, 12 new');
  });

  test('a changed lesson becomes a new object in the place of the old, and is alone asked for', async () => {
    await run('compatible', { languages: ['he'] });
    const before = await world.keys('he');
    world.stub.requests.length = 0;
    const renamed = await fewLessons(LESSONS, 'How pages travel');
    const { output } = await run('compatible', { languages: ['he'], lessons: renamed });
    expect(output.languages.he).toMatchObject({ coverage: 'complete', stored: LESSONS });
    const after = await world.keys('he');
    expect(after).toHaveLength(LESSONS);
    expect(after.filter((key) => before.includes(key))).toEqual([]);
    for (const { prompt } of world.stub.requests) {
      expect(prompt).not.toContain(JSON.stringify(textsOf(0)[1]));
    }
  });

  test('an object that storage has lost is put again without asking anybody', async () => {
    await run('compatible', { languages: ['he'] });
    const keys = await world.keys('he');
    await world.objects.delete(keys[1] ?? '');
    world.stub.requests.length = 0;
    const { output } = await run('compatible', { languages: ['he'] });
    expect(output.languages.he).toMatchObject({ coverage: 'complete', stored: LESSONS });
    expect(await world.keys('he')).toEqual(keys);
    expect(world.stub.requests).toEqual([]);
  });

  test('a lesson with a text that fails the checks twice is not stored, and not asked for again', async () => {
    const spoilt = (texts: readonly string[]) => ({
      kind: 'answer' as const,
      answer: {
        translations: texts.map((text, index) => ({
          index,
          text: index === 0 ? `${stubTranslation(text, 'he')} 77` : stubTranslation(text, 'he'),
        })),
      },
    });
    const first = [...new Set([...textsOf(0), ...textsOf(1)])];
    world.stub.faults.push(spoilt(first), spoilt(first.slice(0, 1)));
    const { output } = await run('compatible', { languages: ['he'] });
    // Its first piece is the title of the module, which stands in all of them.
    expect(output.languages.he).toMatchObject({
      coverage: 'needs-review',
      stored: 0,
      needsReview: LESSONS,
      translatedSegments: content.segments.length - 1,
    });
    expect(await world.keys('he')).toEqual([]);
    world.stub.requests.length = 0;
    await run('compatible', { languages: ['he'] });
    expect(world.stub.requests).toEqual([]);
  });

  test('languages that are not frequent are left out, whoever names them', async () => {
    await world.setFrequent('en', 'es');
    const { output } = await run('compatible', { languages: ['es', 'he'] });
    expect(output).toMatchObject({
      languages: { es: { coverage: 'complete' } },
      notFrequent: ['he'],
    });
    expect(await world.keys('he')).toEqual([]);
  });

  test('a cancel is obeyed inside a request that hangs', async () => {
    world.stub.faults.push({ kind: 'hang' });
    const stop = new AbortController();
    const running = run('compatible', { languages: ['he'], signal: stop.signal });
    await expect.poll(() => world.stub.requests.length).toBe(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    await expect(running).rejects.toBe(reason);
  });

  test('no step that was kept is done again, whichever was the last before a crash', async () => {
    const all = new Map<string, unknown>();
    const { steps, output } = await run('compatible', { languages: ['he'], kept: all });
    expect(steps).toHaveLength(4);
    for (const [done, requests] of [
      [2, 2],
      [3, 1],
      [4, 0],
    ] as const) {
      await world.clear();
      const kept = new Map(steps.slice(0, done).map((name) => [name, all.get(name)]));
      const resumed = await run('compatible', { languages: ['he'], kept });
      expect(resumed.steps).toEqual(steps.slice(done));
      expect(world.stub.requests).toHaveLength(requests);
    }
    expect(output.languages.he?.coverage).toBe('complete');
  });

  test('between saving texts and keeping their step nothing is asked for twice', async () => {
    const all = new Map<string, unknown>();
    const { steps, output } = await run('compatible', { languages: ['he'], kept: all });
    const kept = new Map(steps.slice(0, 2).map((name) => [name, all.get(name)]));
    world.stub.requests.length = 0;
    expect((await run('compatible', { languages: ['he'], kept })).output).toEqual(output);
    expect(world.stub.requests).toEqual([]);
  });
});

describe('without a provider', () => {
  test('English is stored, the others need a provider, and nothing pretends to be translated', async () => {
    const { output } = await run('built-in');
    const waiting = { coverage: 'needs-provider', stored: 0, needsProvider: LESSONS };
    expect(output).toMatchObject({
      languages: { en: { coverage: 'complete', stored: LESSONS }, he: waiting, ar: waiting },
      engine: { kind: 'built-in' },
    });
    expect(await world.keys('en')).toHaveLength(LESSONS);
    expect([...(await world.keys('he')), ...(await world.keys('ar'))]).toEqual([]);
    const { rows } = await world.pool.query(
      'select count(*)::int as rows from content_translations',
    );
    expect(rows).toEqual([{ rows: 0 }]);
    expect(contract.headline(output)).toBe('4 of 12 lessons stored, 4 new, 8 need a provider');
  });

  test('a lesson that people have translated is stored, and the rest waits; a provider is later asked for that', async () => {
    await approve('he', textsOf(0));
    const { output } = await run('built-in', { languages: ['he'] });
    expect(output.languages.he).toMatchObject({
      coverage: 'needs-provider',
      stored: 1,
      added: 1,
      fromMemory: textsOf(0).length,
      needsProvider: LESSONS - 1,
    });
    const [key = ''] = await world.keys('he');
    expect(await world.lesson(key)).toMatchObject({
      lessonId: content.lessons[0]?.id,
      translation: { fromMemory: textsOf(0).length, fromProvider: 0, engines: [] },
    });
    const later = await run('compatible', { languages: ['he'] });
    expect(later.output.languages.he).toMatchObject({ coverage: 'complete', stored: LESSONS });
    for (const { prompt } of world.stub.requests) {
      for (const text of textsOf(0)) expect(prompt).not.toContain(`"text":${JSON.stringify(text)}`);
    }
  });

  test('a translation that a person has changed is stored anew', async () => {
    await approve('he', textsOf(0));
    await run('built-in', { languages: ['he'] });
    const [title = ''] = textsOf(0);
    const text = `${stubTranslation(title, 'he')} בבב`;
    await createApprovals(world.pool).importAll([{ lang: 'he', source: title, text }], 'ann');
    await run('built-in', { languages: ['he'] });
    const [key = ''] = await world.keys('he');
    expect((await world.lesson(key)).module.title).toBe(text);
  });
});
