import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  coverageSchema,
  memoryImportAnswerSchema,
  segmentListSchema,
  topicInLanguageSchema,
} from '#contracts/guideline-translations';
import { loadSourceText } from '#platform/guidelines/translation/segments';
import { createTranslationStore } from '#platform/guidelines/translation/translation-store';
import { refusal, startApi, type TestApi } from '../../helpers/api';
import { stubTranslation } from '../../stub-provider/stub-translation';

const path = '/api/guidelines/translations';
const { segments } = loadSourceText();
const [title, first, second] = segments as [
  (typeof segments)[0],
  (typeof segments)[0],
  (typeof segments)[0],
];

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  const doubtful = { status: 'needs-review' as const, problems: ['it is much too short'] };
  const row = {
    segment: second.key,
    source_hash: second.hash,
    text: 'borrador',
    origin: 'provider' as const,
    engine: 'openai',
    model: 'm-1',
    job_id: 'j',
    ...doubtful,
  };
  await createTranslationStore(api.core.platform.pool).save('es', [row]);
});
afterAll(() => api.stop());

const admin = { user: 'eve', role: 'admin' } as const;
const approve = (body: object, segment = first, who: object = admin) =>
  api.call('PUT', `${path}/es/${segment.key}`, { ...who, body });
const listed = async (query: string, who: object = admin) =>
  segmentListSchema.parse(await (await api.call('GET', `${path}/es?${query}`, who)).json());
const topic = async (lang = 'es') =>
  topicInLanguageSchema.parse(
    await (await api.call('GET', `${path}/${lang}/${title.topicId}`, { user: 'ann' })).json(),
  );

test('coverage counts every segment once, and claims nothing', async () => {
  const answer = await api.call('GET', path, { user: 'ann' });
  const coverage = coverageSchema.parse(await answer.json());
  expect(coverage.languages).toHaveLength(19);
  for (const { counts, percent } of coverage.languages) {
    expect(percent).toBe(0);
    expect(Object.values(counts).reduce((sum, count) => sum + count)).toBe(segments.length);
  }
});

test('drafts are shown to admins, who may mend them, and to nobody else', async () => {
  const [draft] = (await listed('state=needs-review')).segments;
  expect(draft).toMatchObject({ key: second.key, text: 'borrador', engine: 'openai m-1' });
  const [hidden] = (await listed('state=needs-review', { user: 'ann' })).segments;
  expect(hidden).toMatchObject({ key: second.key, text: null });
  expect((await topic()).segments[2]).toMatchObject({ lang: 'en', text: second.text });
});

test('a list comes in pages', async () => {
  const page = await listed('offset=1&limit=2');
  expect(page.segments.map(({ key }) => key)).toEqual([first.key, second.key]);
  expect(page.total).toBe(segments.length);
});

test('an approval is shown at once, and used for the same English by the memory', async () => {
  const text = stubTranslation(first.text, 'es');
  const answer = await approve({ text, sourceHash: first.hash });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toMatchObject({
    segment: { text, state: 'translated', origin: 'memory' },
  });
  expect((await topic()).segments[1]).toEqual({
    key: first.key,
    text,
    lang: 'es',
    state: 'translated',
    origin: 'memory',
  });
  const { rows } = await api.core.platform.pool.query(
    'select lang, source, text, origin, approved_by from translation_memory',
  );
  expect(rows).toEqual([
    { lang: 'es', source: first.text, text, origin: 'edit', approved_by: 'eve' },
  ]);
});

test('a text that the checks complain of is taken only where a person insists', async () => {
  const body = { text: 'Seguridad del lugar 42', sourceHash: title.hash };
  const refused = await approve(body, title);
  expect(await refused.clone().json()).toMatchObject({
    errors: [{ path: 'text', code: 'numbers' }],
  });
  expect(await refusal(refused)).toBe('422 invalid_input');
  expect((await topic()).segments[0]?.lang).toBe('en');
  expect((await approve({ ...body, despiteProblems: true }, title)).status).toBe(200);
  expect((await topic()).segments[0]).toMatchObject({ lang: 'es', text: 'Seguridad del lugar 42' });
});

test('an approval of other English is refused', async () => {
  const body = { text: 'Texto', sourceHash: '0'.repeat(64) };
  expect(await refusal(await approve(body))).toBe('409 conflict');
});

test('only admins approve and import', async () => {
  const body = { text: 'Texto', sourceHash: first.hash };
  expect(await refusal(await approve(body, first, { user: 'ann' }))).toBe('403 forbidden');
  expect(await refusal(await approve(body, first, {}))).toBe('401 unauthorized');
  const entries = [{ lang: 'es', source: 'Burns', text: 'Quemaduras' }];
  const call = await api.call('POST', '/api/guidelines/memory', { user: 'ann', body: { entries } });
  expect(await refusal(call)).toBe('403 forbidden');
});

test.each([
  ['PUT', `${path}/es/nothing/p0`, '404 not_found'],
  ['PUT', `${path}/es/${title.topicId}/p99`, '404 not_found'],
  ['PUT', `${path}/tlh/${title.key}`, '400 invalid_id'],
  ['PUT', `${path}/es/${title.topicId}/anything`, '400 invalid_id'],
  ['GET', `${path}/es/nothing`, '404 not_found'],
  ['GET', `${path}/xx`, '400 invalid_id'],
  ['GET', `${path}/es?state=odd`, '422 invalid_query'],
  ['DELETE', `${path}/es`, '405 method_not_allowed'],
])('%s %s is %s', async (method, address, expected) => {
  const body = method === 'PUT' ? { text: 'Texto', sourceHash: first.hash } : undefined;
  expect(
    await refusal(await api.call(method, address, { ...admin, ...(body ? { body } : {}) })),
  ).toBe(expected);
});

test('an import takes what passes the checks, names what does not, and may come twice', async () => {
  const entries = [
    {
      lang: 'fr',
      source: 'Cool the burn for 20 minutes.',
      text: 'Refroidir la brûlure 20 minutes.',
    },
    {
      lang: 'fr',
      source: 'Cool the burn for 20 minutes.',
      text: 'Refroidir la brûlure 10 minutes.',
    },
  ];
  for (const _ of [1, 2]) {
    const answer = await api.call('POST', '/api/guidelines/memory', {
      ...admin,
      body: { entries },
    });
    const { imported, refused } = memoryImportAnswerSchema.parse(await answer.json());
    expect(imported).toBe(1);
    expect(refused).toMatchObject([{ index: 1, problems: [expect.stringContaining('20')] }]);
  }
  const { rows } = await api.core.platform.pool.query(
    `select text, origin from translation_memory where lang = 'fr'`,
  );
  expect(rows).toEqual([{ text: entries[0]?.text, origin: 'import' }]);
});
