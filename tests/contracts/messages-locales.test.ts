import { describe, expect, it } from 'vitest';
import { jobContracts } from '#contracts/jobs/index';
import { messagesFor } from '#contracts/messages/index';
import { jobTextsFor } from '#contracts/messages/job-texts-for';
import { preferredLocale } from '#contracts/messages/locales';

/** Every text of a catalogue with its place; functions called with a figure, a word or a list, as they can be. */
const textsOf = (value: unknown, place = ''): [string, unknown][] => {
  if (typeof value !== 'object' || value === null) return [[place, value]];
  return Object.entries(value).flatMap(([name, part]) => textsOf(part, `${place}.${name}`));
};

describe('the language a browser asks for', () => {
  it.each([
    [null, 'en'],
    ['', 'en'],
    ['he-IL,he;q=0.9,en;q=0.8', 'he'],
    ['iw', 'he'],
    ['en-GB,he;q=0.5', 'en'],
    ['fr, he;q=0.2, en;q=0.9', 'en'],
    ['fr-FR,de', 'en'],
    ['he;q=0, en', 'en'],
    ['*;q=0.5', 'en'],
    ['__proto__, constructor;q=1', 'en'],
    ['he;q=nonsense', 'en'],
    [',,;;=,HE', 'he'],
  ])('%j is answered in %s', (header, locale) => {
    expect(preferredLocale(header)).toBe(locale);
  });
});

describe('Hebrew', () => {
  const he = messagesFor('he');

  it('leaves no sentence in English', () => {
    const english = new Map(textsOf(messagesFor('en')));
    const same = textsOf(he).filter(
      ([place, text]) => typeof text === 'string' && text === english.get(place),
    );
    // Names, code and dashes, which no language translates.
    expect(same.map(([place]) => place).sort()).toEqual([
      '.admin.charts.unknown',
      '.admin.queues.unknown',
      '.admin.range.zones.utc',
      '.job.copyTypescript',
      '.job.json.label',
      '.jobList.empty.sample',
      '.lessons.exports.docx',
      '.lessons.exports.markdown',
      '.shell.commandKey',
      '.shell.product',
      '.studio.json',
    ]);
  });

  it('has a form for one, for two and for many', () => {
    expect([1, 2, 3, 11, 20, 1_000].map(he.jobList.total)).toEqual([
      'משימה אחת',
      'שתי משימות',
      '3 משימות',
      '11 משימות',
      '20 משימות',
      '1,000 משימות',
    ]);
  });

  it('says figures, durations and dates in its own way', () => {
    expect(he.time.percent(42.9)).toBe('42%');
    expect(he.time.duration(192_000)).toBe('3 דק׳ 12 שנ׳');
    expect(he.time.ago(2 * 24 * 3_600_000)).toBe('לפני יומיים');
    expect(he.time.left(15_000)).toBe('נותרו כ־20 שנ׳');
    expect(he.time.moment('2026-11-21T21:37:16Z', 'utc')).toMatch(/^21 בנוב׳ 2026.*21:37:16 UTC$/);
  });

  it('names only fields that their job types have', () => {
    for (const [type, own] of Object.entries(jobTextsFor('he')?.types ?? {})) {
      const { shape } = jobContracts[type as keyof typeof jobContracts].input as {
        shape: Record<string, unknown>;
      };
      expect(Object.keys(own.fields).sort()).toEqual(Object.keys(shape).sort());
    }
  });
});
