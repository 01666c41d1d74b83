import { describe, expect, test } from 'vitest';
import { languageCodes } from '#contracts/guideline-languages';
import { checkTranslation } from '#platform/guidelines/translation/check-translation';
import { planLanguage } from '#platform/guidelines/translation/plan-language';
import { pseudoLocalise } from '#platform/guidelines/translation/pseudo-localise';
import { recallFrom } from '#platform/guidelines/translation/recall';
import { normalHash, segmentHash } from '#platform/guidelines/translation/segment-hash';
import { loadSourceText, type SourceSegment } from '#platform/guidelines/translation/segments';
import type { TranslationRow } from '#platform/guidelines/translation/translation-store';
import { stubTranslation } from '../../stub-provider/stub-translation';

const segment = (key: string, text: string): SourceSegment => ({
  key,
  text,
  topicId: key.split('/')[0] ?? '',
  hash: segmentHash(text),
  normalHash: normalHash(text),
});

const row = (of: SourceSegment, more: Partial<TranslationRow>): TranslationRow => ({
  segment: of.key,
  lang: 'es',
  pseudo: false,
  source_hash: of.hash,
  text: 'texto',
  status: 'translated',
  origin: 'provider',
  engine: 'openai',
  model: 'm-1',
  problems: [],
  job_id: 'j',
  at: new Date(),
  ...more,
});

describe('the bundled guidelines', () => {
  test('have segments with keys of their own', () => {
    const { segments, byKey } = loadSourceText();
    expect(segments.length).toBeGreaterThan(50);
    expect(byKey.size).toBe(segments.length);
    for (const { key } of segments) expect(key).toMatch(/^[a-z0-9-]+\/(title|p\d+)$/);
  });

  test.each(languageCodes)('can be translated into %s without a complaint', (lang) => {
    const complaints = loadSourceText().segments.flatMap(({ key, text }) =>
      checkTranslation(text, stubTranslation(text, lang), lang).map(
        ({ check, message }) => `${key} ${check}: ${message}`,
      ),
    );
    expect(complaints).toEqual([]);
  });
});

describe('a dry run’s text', () => {
  const english = 'Cool for {{minutes}} minutes at 15 °C.';

  test('is longer, accented and in brackets, and keeps placeholders, figures and units', () => {
    const text = pseudoLocalise(english, 'es');
    expect(text).toMatch(/^\[es: Çóóĺ.*·+\]$/);
    expect(text).toContain('{{minutes}}');
    expect(text).toContain('15 °C');
    expect(text.length).toBeGreaterThan(english.length * 1.2);
  });

  test.each(['he', 'ar', 'fa'] as const)('runs from right to left in %s', (lang) => {
    expect(pseudoLocalise(english, lang)).toMatch(/^\u2067\[.*\]\u2069$/);
  });
});

describe('the memory', () => {
  const burns = segment('burns/title', 'Minor “Burns”');
  const exact = {
    source_hash: burns.hash,
    normal_hash: burns.normalHash,
    text: 'Quemaduras leves',
  };

  test('finds the same English, and English that differs in nothing that matters', () => {
    expect(recallFrom([exact], [burns], 'es').get(burns.key)).toBe('Quemaduras leves');
    const other = segment('burns/title', 'minor  "burns"');
    expect(other.hash).not.toBe(burns.hash);
    expect(recallFrom([exact], [other], 'es').get(other.key)).toBe('Quemaduras leves');
  });

  test('of nearly the same English has to pass the checks', () => {
    const other = segment('burns/title', 'MINOR “burns”');
    const wrong = { ...exact, text: 'Quemaduras leves 5' };
    expect(recallFrom([wrong], [other], 'es').size).toBe(0);
    expect(recallFrom([wrong], [burns], 'es').get(burns.key)).toBe('Quemaduras leves 5');
  });

  test('has nothing for other words', () => {
    expect(recallFrom([exact], [segment('burns/p0', 'Minor Burn')], 'es').size).toBe(0);
  });
});

describe('a plan', () => {
  const one = segment('burns/p0', 'Cool the burn.');
  const engine = { kind: 'provider', name: 'openai', model: 'm-1' } as const;
  const plan = (rows: TranslationRow[], approved?: string, by: typeof engine | null = engine) =>
    planLanguage({
      segments: [one],
      rows,
      memory: new Map(approved === undefined ? [] : [[one.key, approved]]),
      engine: by,
      jobId: 'new',
    });

  test.each([
    ['asks for what is missing', [], engine, { ask: [one.key] }],
    ['leaves what is done', [row(one, {})], engine, { ask: [], reused: 1 }],
    [
      'asks again where the English changed',
      [row(one, { source_hash: 'x' })],
      engine,
      { ask: [one.key] },
    ],
    [
      'leaves a doubtful text of the same engine to people',
      [row(one, { status: 'needs-review' })],
      engine,
      { ask: [], needsReview: 1 },
    ],
    [
      'leaves a doubtful text where nobody can be asked',
      [row(one, { status: 'needs-review' })],
      null,
      { ask: [], needsReview: 1 },
    ],
    [
      'asks where another engine’s text is doubtful',
      [row(one, { status: 'needs-review', model: 'm-0' })],
      engine,
      { ask: [one.key] },
    ],
    [
      'asks for what waited for a provider',
      [row(one, { status: 'needs-provider', text: null })],
      engine,
      { ask: [one.key] },
    ],
    [
      'keeps an out-of-date text where nobody can be asked',
      [row(one, { source_hash: 'x' })],
      null,
      { ask: [], needsProvider: 1 },
    ],
    [
      'does not ask nobody twice',
      [row(one, { status: 'needs-provider', text: null })],
      null,
      { ask: [], needsProvider: 1 },
    ],
  ])('%s', (_, rows, by, expected) => {
    expect(plan(rows, undefined, by)).toMatchObject(expected);
  });

  test('puts an approved text in the place of a provider’s, once', () => {
    const planned = plan([row(one, {})], 'Enfríe la quemadura.');
    expect(planned.remembered).toMatchObject([{ text: 'Enfríe la quemadura.', origin: 'memory' }]);
    expect(
      plan([row(one, { text: 'Enfríe la quemadura.' })], 'Enfríe la quemadura.'),
    ).toMatchObject({
      remembered: [],
      reused: 1,
    });
  });
});
