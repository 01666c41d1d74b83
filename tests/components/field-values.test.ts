import { describe, expect, it } from 'vitest';
import {
  emptyValues,
  hasSample,
  inputOf,
  problemOf,
  problemsOf,
  sampleValues,
  valuesFromInput,
} from '#components/field-values';
import type { FormField } from '#contracts/form-fields';
import { messagesFor } from '#contracts/messages/index';

const texts = messagesFor('en').studio.problems;

const field = (more: Partial<FormField>): FormField => ({
  name: 'one',
  kind: 'text',
  title: 'One',
  description: null,
  optional: false,
  sample: null,
  initial: null,
  format: 'text',
  min: null,
  max: null,
  minimum: null,
  maximum: null,
  whole: false,
  choices: [],
  ...more,
});

describe('what is wrong with a field', () => {
  it('asks for a required one, whatever spaces it holds', () => {
    expect(problemOf(field({}), '   ', texts)).toBe('Fill this in.');
    expect(problemOf(field({ optional: true }), '   ', texts)).toBeNull();
  });

  it('counts characters without the spaces around them, as the server does', () => {
    const name = field({ min: 3, sample: 'Data' });
    expect(problemOf(name, ' Da ', texts)).toBe('Use at least 3 characters, for example “Data”.');
    expect(problemOf(name, ' Dat ', texts)).toBeNull();
  });

  it('says by how much a text is too long', () => {
    expect(problemOf(field({ max: 5 }), 'abcdefgh', texts)).toBe(
      'Use at most 5 characters; this is 3 too many.',
    );
  });

  it('does not quote a whole page as an example', () => {
    const resume = field({ kind: 'textarea', min: 200, sample: 'x'.repeat(900) });
    expect(problemOf(resume, 'short', texts)).toBe('Use at least 200 characters.');
  });

  it.each([
    ['abc', 'Use a number.'],
    ['1.5', 'Use a whole number.'],
    ['0', 'Use 1 or more.'],
    ['10', 'Use 9 or less.'],
    ['5', null],
  ])('judges the number %s', (text, problem) => {
    const count = field({ kind: 'number', whole: true, minimum: 1, maximum: 9 });
    expect(problemOf(count, text, texts)).toBe(problem);
  });

  it('counts tags', () => {
    const skills = field({ kind: 'tags', min: 2, max: 3 });
    expect(problemOf(skills, [], texts)).toBe('Add at least 2.');
    expect(problemOf(skills, ['a'], texts)).toBe('Add at least 2.');
    expect(problemOf(skills, ['a', 'b', 'c', 'd'], texts)).toBe('Keep at most 3.');
    expect(problemOf(skills, ['a', 'b'], texts)).toBeNull();
  });

  it('names every field that is wrong and none that is right', () => {
    const fields = [
      field({ name: 'a' }),
      field({ name: 'b' }),
      field({ name: 'c', optional: true }),
    ];
    expect(Object.keys(problemsOf(fields, { a: 'x', b: '', c: '' }, texts))).toEqual(['b']);
  });
});

describe('the body that is sent', () => {
  it('gives each kind its own type and leaves out what is empty', () => {
    const fields = [
      field({ name: 'text' }),
      field({ name: 'gone', optional: true }),
      field({ name: 'count', kind: 'number' }),
      field({ name: 'level', kind: 'select', choices: [1, 2] }),
      field({ name: 'dryRun', kind: 'boolean' }),
      field({ name: 'skills', kind: 'tags' }),
      field({ name: 'none', kind: 'tags', optional: true }),
      field({ name: 'deep', kind: 'json' }),
    ];
    const values = {
      text: 'a',
      gone: ' ',
      count: '3',
      level: '2',
      dryRun: false,
      skills: ['x'],
      none: [],
      deep: '{"k":[1]}',
    };
    expect(inputOf(fields, values)).toEqual({
      text: 'a',
      count: 3,
      level: 2,
      dryRun: false,
      skills: ['x'],
      deep: { k: [1] },
    });
  });
});

describe('the values a form starts with', () => {
  const fields = [
    field({ name: 'role', sample: 'Data engineer' }),
    field({ name: 'skills', kind: 'tags', sample: ['SQL'] }),
    field({ name: 'dryRun', kind: 'boolean', optional: true, initial: true }),
  ];

  it('are empty but for the defaults', () => {
    expect(emptyValues(fields)).toEqual({ role: '', skills: [], dryRun: true });
  });

  it('are the examples where asked for, and only where they suffice', () => {
    expect(sampleValues(fields)).toEqual({ role: 'Data engineer', skills: ['SQL'], dryRun: true });
    expect(hasSample(fields)).toBe(true);
    expect(hasSample([...fields, field({ name: 'other' })])).toBe(false);
  });

  it('take over an earlier input, and shrug off one that no longer fits', () => {
    expect(valuesFromInput(fields, { role: 'Nurse', skills: ['Care'], gone: 1 })).toEqual({
      role: 'Nurse',
      skills: ['Care'],
      dryRun: true,
    });
    for (const odd of [null, 'text', 7, [], { skills: 'not a list', role: null }]) {
      expect(valuesFromInput(fields, odd)).toEqual({ role: '', skills: [], dryRun: true });
    }
  });
});
