import type { FormField } from '#contracts/form-fields';
import type { Messages } from '#contracts/messages/locales';

/** What a control holds while it is edited; numbers, choices and JSON are text until they are sent. */
export type FieldValue = string | boolean | readonly string[];
export type FormValues = Readonly<Record<string, FieldValue>>;

const valueFrom = (field: FormField, known: unknown): FieldValue => {
  if (field.kind === 'tags') return Array.isArray(known) ? known.map(String) : [];
  if (field.kind === 'boolean') return known === true;
  if (known === null || known === undefined) return '';
  if (field.kind === 'json') return JSON.stringify(known, null, 2);
  return typeof known === 'string' ? known : String(known);
};

const fill = (fields: readonly FormField[], pick: (field: FormField) => unknown): FormValues =>
  Object.fromEntries(fields.map((field) => [field.name, valueFrom(field, pick(field))]));

/** A form nobody has touched. */
export const emptyValues = (fields: readonly FormField[]): FormValues =>
  fill(fields, (field) => field.initial);

/** The contract's own examples. */
export const sampleValues = (fields: readonly FormField[]): FormValues =>
  fill(fields, (field) => field.sample ?? field.initial);

/** Whether the examples alone make an input that can be sent. */
export const hasSample = (fields: readonly FormField[]): boolean =>
  fields.length > 0 && fields.every((field) => field.optional || field.sample !== null);

/** The input of an earlier job, as far as it still fits the form. */
export const valuesFromInput = (fields: readonly FormField[], input: unknown): FormValues => {
  const known: Record<string, unknown> =
    typeof input === 'object' && input !== null && !Array.isArray(input) ? { ...input } : {};
  return fill(fields, (field) => known[field.name] ?? field.initial);
};

const isEmpty = (value: FieldValue): boolean =>
  typeof value === 'boolean'
    ? false
    : typeof value === 'string'
      ? value.trim() === ''
      : value.length === 0;

const plainValue = (field: FormField, value: FieldValue): unknown => {
  if (field.kind === 'number') return Number(value);
  if (field.kind === 'json') return JSON.parse(String(value));
  if (field.kind === 'select') return field.choices.find((choice) => String(choice) === value);
  return value;
};

/** The body to send: checked values, with what was left empty left out. */
export const inputOf = (
  fields: readonly FormField[],
  values: FormValues,
): Record<string, unknown> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[field.name] ?? '';
      return isEmpty(value) ? [] : [[field.name, plainValue(field, value)] as const];
    }),
  );

type Texts = Messages['studio']['problems'];

const textProblem = (field: FormField, value: string, texts: Texts): string | null => {
  const { length } = value.trim();
  const example = typeof field.sample === 'string' && field.kind === 'text' ? field.sample : null;
  if (field.min !== null && length < field.min) return texts.tooShort(field.min, example);
  if (field.max !== null && length > field.max) return texts.tooLong(field.max, length - field.max);
  return null;
};

const tagsProblem = (field: FormField, tags: readonly string[], texts: Texts): string | null => {
  if (field.min !== null && tags.length < field.min) return texts.tooFew(field.min);
  if (field.max !== null && tags.length > field.max) return texts.tooMany(field.max);
  return null;
};

const numberProblem = (field: FormField, text: string, texts: Texts): string | null => {
  const value = Number(text);
  if (!Number.isFinite(value)) return texts.notNumber;
  if (field.whole && !Number.isInteger(value)) return texts.notWhole;
  if (field.minimum !== null && value < field.minimum) return texts.tooSmall(field.minimum);
  if (field.maximum !== null && value > field.maximum) return texts.tooBig(field.maximum);
  return null;
};

const jsonProblem = (text: string, texts: Texts): string | null => {
  try {
    JSON.parse(text);
    return null;
  } catch {
    return texts.notJson;
  }
};

/** What is wrong with a value, as a sentence that says what would be right; null where nothing is. The server decides. */
export const problemOf = (field: FormField, value: FieldValue, texts: Texts): string | null => {
  if (typeof value === 'boolean') return null;
  if (isEmpty(value)) {
    if (field.optional) return null;
    return field.kind === 'tags' ? texts.tooFew(field.min ?? 1) : texts.required;
  }
  if (typeof value !== 'string') return tagsProblem(field, value, texts);
  if (field.kind === 'number') return numberProblem(field, value, texts);
  if (field.kind === 'json') return jsonProblem(value, texts);
  return field.kind === 'select' ? null : textProblem(field, value, texts);
};

/** Every problem of a form, by field name. */
export const problemsOf = (
  fields: readonly FormField[],
  values: FormValues,
  texts: Texts,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const problem = problemOf(field, values[field.name] ?? '', texts);
      return problem === null ? [] : [[field.name, problem] as const];
    }),
  );
