import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineJob, type JobContract } from '#contracts/define-job';
import { type FormField, formFieldsOf } from '#contracts/form-fields';
import { jobContracts } from '#contracts/jobs/index';

const contractOf = (input: z.ZodType): JobContract =>
  defineJob({
    type: 'sample',
    system: 'careers',
    title: 'Sample',
    summary: 'A job type that exists in this test only.',
    input,
    output: z.object({}),
    limits: { attempts: 1, timeoutMs: 1_000, backoffMs: 1_000 },
    role: 'user',
    headline: () => '',
  }) as JobContract;

const fieldOf = (schema: z.ZodType): FormField | undefined =>
  formFieldsOf(contractOf(z.strictObject({ one: schema })))[0];

describe('the form of a job contract', () => {
  it.each([
    ['a short text', z.string().max(80), 'text'],
    ['a text without a limit', z.string(), 'text'],
    ['a long text', z.string().max(20_000), 'textarea'],
    ['a text that asks for room', z.string().max(80).meta({ control: 'textarea' }), 'textarea'],
    ['a whole number', z.int().min(1).max(9), 'number'],
    ['a fraction', z.number(), 'number'],
    ['a switch', z.boolean(), 'boolean'],
    ['a choice', z.enum(['a', 'b']), 'select'],
    ['a choice that may be null', z.enum(['a', 'b']).nullable(), 'select'],
    ['a text that may be null', z.string().max(10).nullable(), 'text'],
    ['a list of words', z.array(z.string()), 'tags'],
    ['a list of choices', z.array(z.enum(['a', 'b'])), 'tags'],
    ['a list of numbers', z.array(z.number()), 'json'],
    ['an object', z.object({ deep: z.string() }), 'json'],
    ['either of two kinds', z.union([z.string(), z.number()]), 'json'],
  ])('draws %s as %s', (_name, schema, kind) => {
    expect(fieldOf(schema)?.kind).toBe(kind);
  });

  it('leaves out what has one possible value only', () => {
    expect(fieldOf(z.literal('v1'))).toBeUndefined();
  });

  it('asks for what is required and only for that', () => {
    const fields = formFieldsOf(
      contractOf(
        z.strictObject({
          must: z.string(),
          may: z.string().optional(),
          preset: z.int().default(3),
        }),
      ),
    );
    expect(fields.map(({ name, optional, initial }) => [name, optional, initial])).toEqual([
      ['must', false, null],
      ['may', true, null],
      ['preset', true, 3],
    ]);
  });

  it('carries title, hint, sample and limits from the schema', () => {
    const schema = z
      .string()
      .min(2)
      .max(120)
      .meta({
        title: 'Target role',
        description: 'As in the advertisement.',
        examples: ['Data engineer', 'Nurse'],
      });
    expect(fieldOf(schema)).toMatchObject({
      title: 'Target role',
      description: 'As in the advertisement.',
      sample: 'Data engineer',
      min: 2,
      max: 120,
    });
  });

  it('falls back to the name where there is no title', () => {
    expect(fieldOf(z.string())?.title).toBe('one');
  });

  it('says nothing of bounds that only a double sets', () => {
    expect(fieldOf(z.int())).toMatchObject({ minimum: null, maximum: null, whole: true });
    expect(fieldOf(z.int().min(0))).toMatchObject({ minimum: 0, maximum: null });
  });

  it('offers the choices of a list as suggestions', () => {
    expect(fieldOf(z.array(z.enum(['he', 'ar'])))?.choices).toEqual(['he', 'ar']);
  });

  it('tells addresses from plain text, for keyboards and autofill', () => {
    expect(fieldOf(z.email())?.format).toBe('email');
    expect(fieldOf(z.url())?.format).toBe('url');
  });

  const withForms = Object.values<JobContract>(jobContracts).filter(
    ({ startedBy }) => startedBy !== 'platform',
  );
  it.each(withForms.map((contract) => [contract.type, contract] as const))(
    'gives %s samples that its own contract takes',
    (_type, contract) => {
      const fields = formFieldsOf(contract);
      expect(fields.length).toBeGreaterThan(0);
      const sample = Object.fromEntries(
        fields.flatMap(({ name, sample }) => (sample === null ? [] : [[name, sample]])),
      );
      expect(contract.input.safeParse(sample).error).toBeUndefined();
    },
  );
});
