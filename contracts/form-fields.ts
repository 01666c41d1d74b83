import { z } from 'zod';
import type { JobContract } from './define-job';

/** What one field of a job's form is drawn as. `json` takes whatever no other kind can hold. */
export type FieldKind = 'text' | 'textarea' | 'tags' | 'number' | 'boolean' | 'select' | 'json';

/** One field of a job's form, as plain data that may cross from server to browser. */
export interface FormField {
  readonly name: string;
  readonly kind: FieldKind;
  readonly title: string;
  readonly description: string | null;
  /** `en` where title and description are the contract's own on a page in another language. */
  readonly lang?: 'en';
  readonly optional: boolean;
  /** First of the contract's examples; null where it has none. */
  readonly sample: unknown;
  /** What the server takes where the field is left out; null where there is no such thing. */
  readonly initial: unknown;
  /** Kind of `text`: what keyboard and autofill may assume. */
  readonly format: 'text' | 'email' | 'url';
  /** Characters of a text, or items of `tags`. Null: no limit known. */
  readonly min: number | null;
  readonly max: number | null;
  /** Bounds of a number. */
  readonly minimum: number | null;
  readonly maximum: number | null;
  readonly whole: boolean;
  /** Choices of `select`; suggestions of `tags`. */
  readonly choices: readonly (string | number)[];
}

interface Schema {
  type?: string | string[];
  title?: string;
  description?: string;
  control?: string;
  examples?: unknown[];
  default?: unknown;
  format?: string;
  enum?: (string | number | null)[];
  const?: unknown;
  anyOf?: Schema[];
  items?: Schema;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  minimum?: number;
  maximum?: number;
  properties?: Record<string, Schema>;
  required?: string[];
}

/** Above this many characters one line is too narrow to see what was written. */
const ONE_LINE_LENGTH = 400;

const typesOf = (schema: Schema): string[] =>
  [schema.type ?? []].flat().filter((type) => type !== 'null');

/** The part that is not null of a nullable field. */
const withoutNull = (schema: Schema): Schema => {
  const rest = schema.anyOf?.filter((one) => one.type !== 'null');
  return rest?.length === 1 ? { ...rest[0], ...schema, anyOf: undefined } : schema;
};

const choicesOf = (schema: Schema): (string | number)[] =>
  (schema.enum ?? []).filter((choice) => choice !== null);

const kindOf = (schema: Schema): FieldKind => {
  const types = typesOf(schema);
  const type = types.length === 1 ? types[0] : undefined;
  if (choicesOf(schema).length > 0) return 'select';
  if (type === 'boolean') return 'boolean';
  if (type === 'integer' || type === 'number') return 'number';
  if (type === 'array' && schema.items && typesOf(schema.items)[0] === 'string') return 'tags';
  if (type !== 'string') return 'json';
  const long = (schema.maxLength ?? 0) > ONE_LINE_LENGTH;
  return schema.control === 'textarea' || long ? 'textarea' : 'text';
};

const formats: Record<string, FormField['format']> = { email: 'email', uri: 'url' };

/** zod bounds every integer by what a double can hold; nobody needs to be told that. */
const bound = (value: number | undefined): number | null =>
  value === undefined || Math.abs(value) >= Number.MAX_SAFE_INTEGER ? null : value;

const fieldOf = (name: string, raw: Schema, optional: boolean): FormField => {
  const schema = withoutNull(raw);
  const kind = kindOf(schema);
  const [min, max] =
    kind === 'tags' ? [schema.minItems, schema.maxItems] : [schema.minLength, schema.maxLength];
  return {
    name,
    kind,
    title: schema.title ?? name,
    description: schema.description ?? null,
    optional,
    sample: schema.examples?.[0] ?? null,
    initial: schema.default ?? null,
    format: formats[schema.format ?? ''] ?? 'text',
    min: bound(min),
    max: bound(max),
    minimum: bound(schema.minimum),
    maximum: bound(schema.maximum),
    whole: typesOf(schema).includes('integer'),
    choices: choicesOf(kind === 'tags' ? (schema.items ?? {}) : schema),
  };
};

/** The form of a job type, made from its input schema alone. Constants need no field. */
export const formFieldsOf = (contract: JobContract): FormField[] => {
  const schema = z.toJSONSchema(contract.input, { io: 'input', unrepresentable: 'any' }) as Schema;
  const required = new Set(schema.required ?? []);
  return Object.entries(schema.properties ?? {})
    .filter(([, field]) => field.const === undefined)
    .map(([name, field]) => fieldOf(name, field, !required.has(name)));
};
