import { z } from 'zod';

type Schema = z.core.JSONSchema.JSONSchema;

const INTEGER = '(?:0|[1-9]\\d{0,14})';
const FRACTION = '(?:\\.\\d{1,20})?';
const TEXT =
  '"[^"\\\\\\u0000-\\u001f]*(?:\\\\(?:["\\\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\\\\u0000-\\u001f]*)*"';
const SCALAR = `(?:null|true|false|-?${INTEGER}${FRACTION}|${TEXT})`;

const escapeText = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
const literal = (value: unknown): string => escapeText(JSON.stringify(value));

const integerPattern = (minimum = Number.NEGATIVE_INFINITY): string => {
  if (minimum === 1) return '[1-9]\\d{0,14}';
  return minimum === 0 ? INTEGER : `-?${INTEGER}`;
};

const numberPattern = ({ minimum, maximum }: Schema): string => {
  if (minimum === undefined && maximum === undefined) return `-?${INTEGER}${FRACTION}`;
  if (minimum === 0 && maximum === 100) return `(?:100|[1-9]?\\d${FRACTION})`;
  throw new Error(`No pattern for a number from ${minimum} to ${maximum}; add one here`);
};

/**
 * A regular expression that matches a contract's JSON in the one form that our own writers give it:
 * keys in the contract's order, no white space. What matches has been checked whole, in a tenth of the
 * time that parsing and checking take; what does not match may still be valid and goes the long way.
 *
 * @param captures paths (`job.id`) whose JSON text becomes a group, in the order they stand in the text
 */
export const compilePattern = (schema: z.ZodType, captures: readonly string[]): RegExp => {
  const found: string[] = [];

  const object = (node: Schema, path: string): string => {
    const required = new Set(node.required ?? []);
    const parts = Object.entries(node.properties ?? {}).map(([name, child], index) => {
      const pair = `${literal(name)}:${walk(child as Schema, path ? `${path}.${name}` : name)}`;
      if (index === 0) {
        if (!required.has(name)) throw new Error(`The first key of ${path} has to be required`);
        return pair;
      }
      return required.has(name) ? `,${pair}` : `(?:,${pair})?`;
    });
    return `\\{${parts.join('')}\\}`;
  };

  const single = (node: Schema, type: string | undefined, path: string): string => {
    if (node.const !== undefined) return literal(node.const);
    if (node.enum) return `(?:${node.enum.map(literal).join('|')})`;
    switch (type) {
      case 'object':
        return object(node, path);
      case 'array': {
        const item = walk(node.items as Schema, `${path}[]`);
        return `\\[(?:${item}(?:,${item})*)?\\]`;
      }
      case 'string':
        return node.pattern ? `"${node.pattern.replace(/^\^|\$$/g, '')}"` : TEXT;
      case 'integer':
        return integerPattern(node.minimum);
      case 'number':
        return numberPattern(node);
      case 'boolean':
        return '(?:true|false)';
      case 'null':
        return 'null';
      default:
        // Anything goes here; only what cannot nest is settled by a pattern.
        return SCALAR;
    }
  };

  const walk = (node: Schema, path: string): string => {
    const slot = captures.includes(path) ? found.push(path) : 0;
    const union = node.anyOf ?? node.oneOf;
    const types = Array.isArray(node.type) ? node.type : [node.type];
    const source = union
      ? `(?:${union.map((one) => walk(one as Schema, path)).join('|')})`
      : types.length > 1
        ? `(?:${types.map((type) => single(node, type, path)).join('|')})`
        : single(node, types[0], path);
    return slot > 0 ? `(${source})` : source;
  };

  const source = walk(z.toJSONSchema(schema, { io: 'input' }), '');
  if (found.join() !== captures.join()) {
    throw new Error(`Captures must stand in the text's order: asked ${captures}, found ${found}`);
  }
  return new RegExp(`^${source}$`);
};
