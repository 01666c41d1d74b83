import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { languagesReportSchema } from '#contracts/languages';
import { lessonAnswerSchema, lessonListSchema } from '#contracts/stored-lesson';
import { createContentStore } from '#platform/languages/content-store';
import { createLanguageStore } from '#platform/languages/language-store';
import { lessonBody } from '#platform/languages/lesson-body';
import { loadLessonContent } from '#platform/languages/lesson-content';
import { refusal, startApi, type TestApi } from '../../helpers/api';

let api: TestApi;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'jobwire-languages-'));
  api = await startApi({ DATA_DIR: dataDir });
});
afterAll(async () => {
  await api.stop();
  await rm(dataDir, { recursive: true, force: true });
});

const admin = { user: 'eve', role: 'admin' } as const;
const ann = { user: 'ann' };
const report = async () =>
  languagesReportSchema.parse(await (await api.call('GET', '/api/languages', admin)).json());
const language = async (code: string) =>
  (await report()).languages.find((one) => one.code === code);

test('what operators are told: statuses, uses, what is stored, and what an evaluation changed', async () => {
  const { pool, objects, languageUse } = api.core.platform;
  expect((await report()).languages.filter(({ status }) => status === 'frequent')).toMatchObject([
    { code: 'en', uses: 0, stored: { items: 0, percent: 0 }, coverage: null },
    { code: 'he', since: null },
    { code: 'ar', since: null },
  ]);
  await languageUse.record([
    { language: 'es-AR', kind: 'view', uses: 30 },
    { language: 'sv', kind: 'view', uses: 10 },
  ]);
  const content = await loadLessonContent();
  const [first, second] = content.lessons;
  if (!first || !second) throw new Error('there are no lessons');
  const store = createContentStore(pool, objects);
  const calm = new AbortController().signal;
  const body = lessonBody(content, first, 'en', new Map());
  const one = { lang: 'es', lesson: first.id, sourceHash: first.hash, body, jobId: 'j' } as const;
  await store.store(one, calm);
  await store.store({ ...one, lesson: second.id, sourceHash: 'of-earlier-english' }, calm);
  const languages = createLanguageStore(pool);
  await languages.noteCoverage('es', 'needs-provider');
  const window = { from: '2026-01-01T00:00:00.000Z', to: '2026-01-31T00:00:00.000Z' };
  const { rules } = api.core.platform.config.languages;
  await languages.evaluate({ jobId: 'j1', window, uses: { es: 30, sv: 10 }, rules });
  expect(await language('es')).toMatchObject({
    status: 'frequent',
    since: expect.any(String),
    uses: 30,
    share: 0.75,
    stored: { items: 2, current: 1, percent: 1, bytes: 2 * Buffer.byteLength(body) },
    coverage: 'needs-provider',
  });
  const { evaluations, otherUses, totalUses, lessons } = await report();
  expect({ otherUses, totalUses, lessons }).toEqual({ otherUses: 10, totalUses: 40, lessons: 100 });
  expect(evaluations).toMatchObject([
    { jobId: 'j1', promoted: ['es'], demoted: ['he', 'ar'], counts: { es: 30, sv: 10 } },
  ]);
});

test('the latest run of each schedule is named, whoever started it', async () => {
  const answer = await api.call('POST', '/api/jobs/trigger/evaluation', admin);
  expect(answer.status).toBe(202);
  expect((await report()).jobs).toMatchObject([
    { type: 'language-evaluation', status: 'pending', finishedAt: null },
  ]);
});

test('a lesson is read in its language, in English where it is not stored, and counts as a use either way', async () => {
  const { pool, objects } = api.core.platform;
  const content = await loadLessonContent();
  const [lesson, , other] = content.lessons;
  if (!lesson || !other) throw new Error('there are no lessons');
  const body = JSON.stringify({
    ...JSON.parse(lessonBody(content, lesson, 'en', new Map())),
    lang: 'fr',
    translation: { fromMemory: 1, fromProvider: 20, engines: ['compatible m-1'] },
  });
  const one = { lang: 'fr', lesson: lesson.id, sourceHash: lesson.hash, body, jobId: 'j' } as const;
  await createContentStore(pool, objects).store(one, new AbortController().signal);
  const read = async (id: string) =>
    lessonAnswerSchema.parse(
      await (await api.call('GET', `/api/languages/fr/lessons/${id}`, ann)).json(),
    );
  expect(await read(lesson.id)).toMatchObject({ current: true, content: { lang: 'fr' } });
  expect(await read(other.id)).toMatchObject({
    asked: 'fr',
    content: { lang: 'en', lesson: { title: other.lesson.title }, translation: null },
  });
  expect(await language('fr')).toMatchObject({ uses: 2 });
  const list = await api.call('GET', '/api/languages/fr/lessons', ann);
  const { lessons } = lessonListSchema.parse(await list.json());
  expect(lessons.find(({ id }) => id === lesson.id)).toMatchObject({ stored: true, uses: 1 });
  expect(lessons.filter(({ stored }) => stored)).toHaveLength(1);
});

test('strangers, other roles, unknown lessons and languages are refused', async () => {
  expect(await refusal(await api.call('GET', '/api/languages'))).toBe('401 unauthorized');
  expect(await refusal(await api.call('GET', '/api/languages', ann))).toBe('403 forbidden');
  const get = (path: string) => api.call('GET', `/api/languages/${path}`, ann);
  expect(await refusal(await get('fr/lessons/nothing'))).toBe('404 not_found');
  expect(await refusal(await get('xx/lessons'))).toBe('400 invalid_id');
  expect(await refusal(await get('fr/lessons/..%2F..%2Fsecret'))).toBe('400 invalid_id');
});
