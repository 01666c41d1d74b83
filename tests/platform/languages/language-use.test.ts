import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { USE_CALLS_PER_MINUTE } from '#contracts/language-use';
import { MAX_LANGUAGES_PER_HOUR } from '#platform/languages/language-use-store';
import { refusal, startApi, type TestApi } from '../../helpers/api';

const at = (hour: string) => new Date(`2026-03-${hour}:20:00Z`);
const view = (language: string, uses = 1) => ({ language, kind: 'view', uses }) as const;

describe('the use of languages', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api.stop());

  const store = () => api.core.platform.languageUse;
  const counted = async (from: Date, to: Date) =>
    Object.fromEntries(await store().counts(from, to));
  const rows = async () =>
    (await api.core.platform.pool.query('select count(*) as n from language_use')).rows[0].n;

  it('is kept as one sum an hour, language and kind, however often it is counted', async () => {
    const before = await rows();
    await store().record(
      [view('he', 2), view('he', 3), { language: 'he', kind: 'lesson', uses: 1 }],
      at('01T10'),
    );
    await Promise.all(
      Array.from({ length: 20 }, () => store().record([view('ar'), view('he')], at('01T10'))),
    );
    expect((await rows()) - before).toBe(3);
    expect(await counted(at('01T09'), at('01T11'))).toEqual({ ar: 20, he: 26 });
    const views = await store().counts(at('01T09'), at('01T11'), ['lesson']);
    expect([...views]).toEqual([['he', 1]]);
  });

  it('is told by windows of which each hour is in one', async () => {
    for (const day of ['05T08', '05T09', '05T10']) await store().record([view('fr')], at(day));
    const hour = (text: string) => new Date(`2026-03-05T${text}:00Z`);
    expect(await counted(hour('08:00'), hour('10:00'))).toEqual({ fr: 2 });
    expect(await counted(hour('10:00'), hour('12:00'))).toEqual({ fr: 1 });
    // Two windows that meet within an hour.
    expect(await counted(hour('08:00'), hour('09:20'))).toEqual({ fr: 2 });
    expect(await counted(hour('09:20'), hour('12:00'))).toEqual({ fr: 1 });
  });

  it('is forgotten with the hours before a time', async () => {
    for (const day of ['10T08', '11T08', '12T08']) await store().record([view('it')], at(day));
    const day = (text: string) => new Date(`2026-03-${text}T00:00:00Z`);
    expect(await counted(day('10'), day('13'))).toEqual({ it: 3 });
    await store().prune(day('12'));
    expect(await counted(day('01'), day('13'))).toEqual({ it: 1 });
    expect(await store().prune(day('12'))).toBe(0);
  });

  it('is counted in so many languages an hour, and the rest as undetermined', async () => {
    const made = (from: number, length: number) =>
      Array.from({ length }, (_, i) =>
        view(`q${String.fromCharCode(97 + ((from + i) % 26), 97 + Math.floor((from + i) / 26))}`),
      );
    await store().record(made(0, MAX_LANGUAGES_PER_HOUR - 1), at('20T08'));
    await store().record([...made(200, 3), view('he', 7)], at('20T08'));
    await store().record([view('qaa', 4), view('sv', 5)], at('20T08'));
    const counts = await counted(at('20T07'), at('20T09'));
    expect(Object.keys(counts)).toHaveLength(MAX_LANGUAGES_PER_HOUR + 1);
    // The most used of the new ones came in; what was there before still counts.
    expect(counts).toMatchObject({ he: 7, qaa: 5, und: 8 });
  });

  const report = (user: string, body: unknown) =>
    api.call('POST', '/api/languages/use', { user, body });
  const today = () =>
    counted(new Date(Date.now() - 3 * 3_600_000), new Date(Date.now() + 3_600_000));

  it('is counted by its canonical tag when a client reports it, and says nothing of who did', async () => {
    for (const [language, canonical] of [
      ['PT-br', 'pt-BR'],
      ['iw', 'he'],
      ['zh-hant-tw-u-ca-chinese', 'zh-Hant-TW'],
      ['tlh', 'tlh'],
    ]) {
      const answer = await report('ann', { language, count: 3 });
      expect([answer.status, await answer.json()]).toEqual([
        200,
        { ok: true, language: canonical },
      ]);
    }
    await report('ann', { language: 'pt-BR', kind: 'lesson' });
    expect(await today()).toEqual({ 'pt-BR': 4, he: 3, 'zh-Hant-TW': 3, tlh: 3 });
    const { rows: all } = await api.core.platform.pool.query('select * from language_use');
    expect(new Set(all.flatMap((row) => Object.keys(row)))).toEqual(
      new Set(['hour', 'language', 'kind', 'uses']),
    );
  });

  it('is not counted where the report is not well formed, or nobody’s', async () => {
    for (const body of [
      { language: 'he_IL' },
      { language: 'x' },
      { language: '' },
      { language: 'he'.repeat(40) },
      { language: "he'; drop table language_use" },
      { language: 'sv', count: 0 },
      { language: 'sv', count: 101 },
      { language: 'sv', count: 1.5 },
      { language: 'sv', kind: 'purchase' },
      {},
    ]) {
      expect(await refusal(await report('ben', body))).toBe('422 invalid_input');
    }
    expect(
      (await api.call('POST', '/api/languages/use', { body: { language: 'sv' } })).status,
    ).toBe(401);
    expect(await today()).not.toHaveProperty('sv');
  });

  it('is counted a number of times a minute for one user, without holding back others', async () => {
    const answers = await Promise.all(
      Array.from({ length: USE_CALLS_PER_MINUTE + 5 }, () => report('eager', { language: 'nl' })),
    );
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await report('calm', { language: 'nl' })).status).toBe(200);
    expect((await today()).nl).toBe(answers.length - refused.length + 1);
  });

  it('waits in memory for a moment where nobody waits for it', async () => {
    const { platform } = api.core;
    platform.uses.add(view('da'));
    platform.uses.add(view('da', 2));
    expect(await today()).not.toHaveProperty('da');
    await platform.uses.flush();
    expect((await today()).da).toBe(3);
  });
});
