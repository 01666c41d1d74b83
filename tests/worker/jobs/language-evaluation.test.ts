import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { languageCleanup as cleanupContract } from '#contracts/jobs/language-cleanup';
import { languageEvaluation as contract } from '#contracts/jobs/language-evaluation';
import type { ContentLanguage } from '#contracts/languages';
import { createAi } from '#platform/ai/create-ai';
import { createContentStore } from '#platform/languages/content-store';
import { createLanguageStore } from '#platform/languages/language-store';
import { createObjects } from '#platform/objects/create-objects';
import type { Objects } from '#platform/objects/objects';
import type { WorkerDeps } from '#worker/job-handler';
import { bindHandlers } from '#worker/jobs/index';
import { languageCleanup } from '#worker/jobs/language-cleanup';
import { startCore, type TestCore } from '../../helpers/core';
import { runHandler } from '../../helpers/run-handler';
import { testConfig } from '../../helpers/test-config';
import { unusedDeps } from '../../helpers/unused-deps';

const calm = new AbortController().signal;
const settings = { LANGUAGE_KEEP_DAYS: '10', LANGUAGE_KEEP_ITEMS: '2', LANGUAGE_MIN_SHARE: '0.05' };
let core: TestCore;
let dataDir: string;
let objects: Objects;
let deps: WorkerDeps;
beforeAll(async () => {
  [core, dataDir] = await Promise.all([
    startCore(),
    mkdtemp(join(tmpdir(), 'jobwire-evaluation-')),
  ]);
  const stores = { redis: core.redis.url, postgres: core.postgres.url };
  const config = testConfig(stores, { ...settings, DATA_DIR: dataDir });
  const { pool, log, languageUse } = core.platform;
  const ai = await createAi({ config: config.ai, pool, log });
  objects = createObjects(config);
  deps = { ...unusedDeps, config, pool, log, ai, languageUse, objects };
  core.worker({ ...bindHandlers(deps) }, []);
});
afterEach(async () => {
  await core.platform.pool.query(
    'truncate content_languages, language_evaluations, content_lessons, language_use',
  );
  await objects.deletePrefix('content/');
});
afterAll(async () => {
  await core.stop();
  await objects.close();
  await rm(dataDir, { recursive: true, force: true });
});

const use = (uses: Readonly<Record<string, number>>) =>
  core.platform.languageUse.record(
    Object.entries(uses).map(([language, count]) => ({ language, kind: 'view', uses: count })),
  );
const evaluate = async () => {
  const { id } = await core.submit('language-evaluation');
  const row = await core.ended(id, 50_000);
  expect(row).toMatchObject({ state: 'completed' });
  return { id, result: contract.output.parse(JSON.parse(row.result ?? 'null')) };
};
const statuses = async () => {
  const rows = await createLanguageStore(core.platform.pool).list();
  return rows.filter(({ status }) => status === 'frequent').map(({ code }) => code);
};
const keysOf = async (lang: ContentLanguage) =>
  (await objects.list(`content/${lang}/`)).objects.map(({ key }) => key).sort();

/** Stores lessons as if long ago, each with so many readings. */
const store = async (lang: ContentLanguage, uses: readonly number[]): Promise<string[]> => {
  const content = createContentStore(core.platform.pool, objects);
  for (const [index, count] of uses.entries()) {
    const one = { lang, lesson: `lesson-${index}`, sourceHash: 'a1', body: '{}', jobId: 'before' };
    await content.store(one, calm);
    await core.platform.pool.query(
      `update content_lessons set uses = $3, stored_at = now() - interval '40 days' where lang = $1 and lesson = $2`,
      [lang, one.lesson, count],
    );
  }
  return keysOf(lang);
};
const cleanUp = (kept: Map<string, unknown>) =>
  runHandler(languageCleanup, cleanupContract.input.parse({}), { deps, kept });

describe('an evaluation', () => {
  test('promotes, demotes and has its child clean up, but for what is recent or read most', async () => {
    await use({ en: 100, 'en-GB': 20, ar: 40, 'es-MX': 40, es: 30 });
    const he = await store('he', [0, 9, 0, 7, 5]);
    const ar = await store('ar', [0]);
    await core.platform.pool.query(
      `update content_lessons set stored_at = now() where lang = 'he' and lesson = 'lesson-2'`,
    );
    const { id, result } = await evaluate();
    expect(result).toMatchObject({
      counts: { en: 120, ar: 40, es: 70 },
      totalUses: 230,
      totalLanguages: 20,
      window: { days: 30 },
      frequentLanguages: ['en', 'es', 'ar'],
      promotedLanguages: ['es'],
      demotedLanguages: ['he'],
      undecided: null,
      cleanup: { status: 'completed', cleanedLanguages: ['he'], totalCleanedLessons: 2 },
    });
    expect(contract.headline(result)).toBe('Frequent: en, es, ar; promoted es; demoted he');
    expect((await statuses()).sort()).toEqual(['ar', 'en', 'es']);
    // The most read are lessons 1 and 3, lesson 2 is recent.
    expect(await keysOf('he')).toEqual([he[1], he[2], he[3]]);
    expect(await keysOf('ar')).toEqual(ar);
    const child = await core.platform.reads.find(result.cleanup.jobId);
    expect(child).toMatchObject({ type: 'language-cleanup', parent_id: id, state: 'completed' });
    expect(cleanupContract.output.parse(JSON.parse(child?.result ?? 'null'))).toMatchObject({
      totalCleanedLessons: 2,
      keptRecent: 1,
      keptMostUsed: 2,
    });
  });

  test('that comes twice, at once or again, changes nothing the second time', async () => {
    await use({ en: 100, es: 60 });
    const both = await Promise.all([evaluate(), evaluate()]);
    const promoted = both.map(({ result }) => result.promotedLanguages);
    expect(promoted.flat()).toEqual(['es']);
    expect((await evaluate()).result).toMatchObject({
      frequentLanguages: ['en', 'es'],
      promotedLanguages: [],
      demotedLanguages: [],
    });
    expect(await statuses()).toEqual(['en', 'es']);
  });

  test('that is tried again is told what came of it the first time; one of an earlier window decides nothing', async () => {
    const languages = createLanguageStore(core.platform.pool);
    const { rules } = deps.config.languages;
    const window = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-31T00:00:00.000Z' };
    const first = await languages.evaluate({ jobId: 'j1', window, uses: { fr: 90 }, rules });
    expect(first).toMatchObject({ promoted: ['fr'], demoted: ['he', 'ar'], undecided: null });
    const again = await languages.evaluate({ jobId: 'j1', window, uses: { de: 90 }, rules });
    expect(again).toEqual(first);
    const late = { from: window.from, to: '2026-01-30T00:00:00.000Z' };
    const superseded = await languages.evaluate({
      jobId: 'j2',
      window: late,
      uses: { de: 90 },
      rules,
    });
    expect(superseded).toMatchObject({ undecided: 'superseded', promoted: [], demoted: [] });
    expect(await statuses()).toEqual(['en', 'fr']);
    expect(await languages.evaluations(5)).toEqual([first, superseded]);
  });
});

describe('a clean-up', () => {
  test('that dies anywhere removes the same things, and counts each once', async () => {
    await store('es', Array<number>(12).fill(0));
    const all = new Map<string, unknown>();
    const whole = await cleanUp(all);
    expect(whole.output).toMatchObject({ cleanedLanguages: ['es'], totalCleanedLessons: 12 });
    const removing = whole.steps.filter((name) => name.startsWith('remove '));
    expect(removing).toEqual(['remove es 1-10', 'remove es 11-12']);
    for (const done of [0, 1]) {
      await store('es', Array<number>(12).fill(0));
      const lost = removing.slice(done);
      const kept = new Map([...all].filter(([name]) => !lost.includes(name)));
      const resumed = await cleanUp(kept);
      expect(resumed.steps).toEqual(lost);
      expect(resumed.output).toMatchObject({ totalCleanedLessons: 12 });
      const left = await keysOf('es');
      expect(left).toHaveLength(done * 10);
    }
  });

  test('removes nothing of a language that became frequent since it was planned', async () => {
    const keys = await store('es', [0, 0]);
    const kept = new Map<string, unknown>();
    await cleanUp(kept);
    await store('es', [0, 0]);
    kept.delete('remove es 1-2');
    await use({ en: 50, es: 50 });
    await evaluate();
    const { output } = await cleanUp(kept);
    expect(output).toMatchObject({
      totalCleanedLessons: 0,
      languages: { es: { frequentAgain: true } },
    });
    expect(await keysOf('es')).toEqual(keys);
  });

  test('spares what was read since it was planned, and removes objects that nothing tells of', async () => {
    const keys = await store('es', [0, 0]);
    await objects.put('content/es/lost/b2.json', '{}');
    const kept = new Map<string, unknown>();
    await cleanUp(kept);
    expect(await keysOf('es')).toEqual([]);
    await store('es', [0, 0]);
    await objects.put('content/es/lost/b2.json', '{}');
    await createContentStore(core.platform.pool, objects).markUsed(keys[0] ?? '');
    kept.delete('remove es 1-3');
    expect((await cleanUp(kept)).output).toMatchObject({ totalCleanedLessons: 2, keptRecent: 1 });
    expect(await keysOf('es')).toEqual([keys[0]]);
  });
});
