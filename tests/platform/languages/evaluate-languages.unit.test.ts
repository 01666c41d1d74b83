import { describe, expect, test } from 'vitest';
import type { EvaluationRules } from '#contracts/languages';
import { evaluateLanguages } from '#platform/languages/evaluate-languages';

const rules: EvaluationRules = { minUses: 20, minShare: 0.05, maxFrequent: 4, hysteresis: 0.5 };
const evaluate = (
  uses: Record<string, number>,
  frequent: readonly string[] = ['en', 'he', 'ar'],
  over: Partial<EvaluationRules> = {},
) => evaluateLanguages({ uses, frequent: new Set(frequent), rules: { ...rules, ...over } });

test('a language with enough uses and share is promoted, one without any is demoted', () => {
  expect(evaluate({ en: 100, he: 40, es: 30 })).toEqual({
    totalUses: 170,
    decided: true,
    frequent: ['en', 'he', 'es'],
    promoted: ['es'],
    demoted: ['ar'],
  });
});

test.each<[string, Record<string, number>, boolean]>([
  ['at the least number of uses', { en: 100, es: 20 }, true],
  ['one use below it', { en: 100, es: 19 }, false],
  ['at the least share', { en: 950, es: 50 }, true],
  ['just below that share', { en: 951, es: 49 }, false],
])('a language %s', (_, uses, isPromoted) => {
  expect(evaluate(uses, ['en']).promoted).toEqual(isPromoted ? ['es'] : []);
});

test.each<[string, Record<string, number>, boolean]>([
  ['below the least number of uses, but not by the hysteresis', { en: 100, es: 14 }, true],
  ['below it by more', { en: 100, es: 13 }, false],
  ['below the least share, but not by the hysteresis', { en: 966, es: 34 }, true],
  ['below it by more', { en: 967, es: 33 }, false],
])('a frequent language %s', (_, uses, stays) => {
  expect(evaluate(uses, ['en', 'es']).demoted).toEqual(stays ? [] : ['es']);
});

test('English stays, however little it is used', () => {
  expect(evaluate({ he: 500 })).toMatchObject({ frequent: ['en', 'he'], demoted: ['ar'] });
  expect(evaluate({ he: 500 }, ['he'], { maxFrequent: 1 }).frequent).toEqual(['en']);
});

test('of more languages than may be frequent the most used are, and a newcomer must lead by the hysteresis', () => {
  const incumbents = ['en', 'he', 'ar', 'es'];
  const close = { en: 100, he: 90, ar: 80, es: 40, fr: 60 };
  expect(evaluate(close, incumbents)).toMatchObject({ promoted: [], demoted: [] });
  expect(evaluate({ ...close, fr: 61 }, incumbents)).toMatchObject({
    promoted: ['fr'],
    demoted: ['es'],
  });
});

test('too little use to judge by changes nothing', () => {
  expect(evaluate({})).toMatchObject({ decided: false, frequent: ['en', 'he', 'ar'], demoted: [] });
  expect(evaluate({ es: 19 })).toMatchObject({ decided: false, promoted: [] });
});

test('uses of languages that no content can be kept in count towards the whole alone', () => {
  expect(evaluate({ en: 100, es: 30, sv: 1_000 })).toMatchObject({ frequent: ['en'] });
});

describe('a language at the edge', () => {
  test('does not come and go while its uses wander by a quarter', () => {
    let frequent: readonly string[] = ['en'];
    const changes: number[] = [];
    for (const es of [18, 21, 17, 19, 16, 22, 15, 20, 18]) {
      const done = evaluate({ en: 200, es }, frequent);
      frequent = done.frequent;
      changes.push(done.promoted.length + done.demoted.length);
    }
    expect(changes).toEqual([0, 1, 0, 0, 0, 0, 0, 0, 0]);
  });

  test('is judged the same when the same uses are counted again, whatever they are', () => {
    // A small generator of numbers of its own, so that a failure can be repeated.
    let seed = 7;
    const next = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const codes = ['en', 'he', 'ar', 'es', 'fr', 'de', 'ru'];
    for (let round = 0; round < 500; round += 1) {
      const uses = Object.fromEntries(codes.map((code) => [code, next(90)]));
      const first = evaluate(uses, ['en', ...codes.filter(() => next(2) === 0)]);
      const again = evaluate(uses, first.frequent);
      expect({ uses, ...again }).toMatchObject({ uses, promoted: [], demoted: [] });
    }
  });
});
