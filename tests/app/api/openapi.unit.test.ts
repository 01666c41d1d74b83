import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findContract, jobTypes } from '#contracts/jobs/index';
import { openApiDocument } from '../../../app/api/_lib/openapi';

type Json = Record<string, unknown>;
const document = openApiDocument() as Json & {
  paths: Record<string, Record<string, Json>>;
  components: { schemas: Record<string, Json> };
};
const root = join(import.meta.dirname, '../../../app/api');

const walk = (value: unknown, visit: (node: Json) => void): void => {
  if (Array.isArray(value)) for (const one of value) walk(one, visit);
  else if (typeof value === 'object' && value !== null) {
    visit(value as Json);
    for (const one of Object.values(value)) walk(one, visit);
  }
};
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

describe('the OpenAPI document', () => {
  it('is OpenAPI 3.1 with a title, a version and JSON through and through', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(document.info).toMatchObject({ title: 'Jobwire', version: expect.any(String) });
    expect(JSON.parse(JSON.stringify(document))).toEqual(document);
  });

  it('names every route file, and no path that has none', () => {
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('/route.ts') && !/^_lib|\[\.\.\./.test(file))
      .map((file) => `/api/${file.replace(/\/route\.ts$/, '').replace(/\[(\w+)\]/g, '{$1}')}`);
    const own = Object.keys(document.paths).filter((path) => !path.startsWith('/api/auth/'));
    expect(own.sort()).toEqual(files.sort());
    expect(existsSync(join(root, 'auth/[...all]/route.ts'))).toBe(true);
  });

  it('lists exactly the methods that each route file has', () => {
    for (const [path, methods] of Object.entries(document.paths)) {
      if (path.startsWith('/api/auth/')) continue;
      const file = join(root, path.slice('/api/'.length).replace(/\{(\w+)\}/g, '[$1]'), 'route.ts');
      const given = [
        ...readFileSync(file, 'utf8').matchAll(/^ +(GET|POST|PUT|PATCH|DELETE): route\(/gm),
      ];
      expect(Object.keys(methods).sort(), path).toEqual(
        given.map(([, name]) => name?.toLowerCase()).sort(),
      );
    }
  });

  it('gives each operation an id of its own, a summary and a problem for everything else', () => {
    const ids = operations.map(({ operation }) => operation.operationId);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { path, operation } of operations) {
      expect(operation.summary, path).toBeTruthy();
      expect(operation.responses, path).toHaveProperty('default');
      for (const status of Object.keys(operation.responses as Json))
        expect(status).toMatch(/^([2-5]\d\d|default)$/);
    }
  });

  it('declares every parameter of a path, once, with a schema', () => {
    for (const { path, operation } of operations) {
      const parameters = (operation.parameters ?? []) as {
        name: string;
        in: string;
        schema: unknown;
        required?: boolean;
      }[];
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(parameters.filter((one) => one.in === 'path').map((one) => one.name)).toEqual(inPath);
      for (const one of parameters) expect(one.schema, `${path} ${one.name}`).toBeTypeOf('object');
      const names = parameters.map((one) => `${one.in} ${one.name}`);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('has a target for every reference, and no schema that nothing refers to but results', () => {
    const used = new Set<string>();
    walk(document, (node) => {
      if (typeof node.$ref === 'string') used.add(node.$ref);
    });
    for (const target of used) {
      const name = target.replace('#/components/schemas/', '');
      expect(document.components.schemas, target).toHaveProperty(name);
    }
    for (const name of Object.keys(document.components.schemas)) {
      expect(used.has(`#/components/schemas/${name}`) || name.endsWith('Result'), name).toBe(true);
    }
  });

  it('offers every job type by its name, with an example its contract accepts', () => {
    const body = document.paths['/api/jobs']?.post?.requestBody as {
      content: {
        'application/json': {
          schema: { oneOf: Json[] };
          examples: Record<string, { value: Json }>;
        };
      };
    };
    const { schema, examples } = body.content['application/json'];
    expect(schema.oneOf).toHaveLength(jobTypes.length);
    for (const type of jobTypes) {
      const { type: named, ...input } = (examples[type] as { value: { type: string } }).value;
      expect(named).toBe(type);
      expect(findContract(type)?.input.safeParse(input).success, type).toBe(true);
    }
  });

  it('keeps form hints and JavaScript’s own limits to itself', () => {
    const text = JSON.stringify(document);
    expect(text).not.toContain('"control"');
    expect(text).not.toContain(String(Number.MAX_SAFE_INTEGER));
  });
});
