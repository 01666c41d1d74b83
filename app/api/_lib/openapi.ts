import { z } from 'zod';
import { jobOptionsSchema } from '#contracts/api';
import { problemSchema } from '#contracts/errors';
import { durableEventSchema, progressEventSchema } from '#contracts/events';
import { jobSchema } from '#contracts/job';
import { jobContracts } from '#contracts/jobs/index';
import type { Operation } from './operation';
import { operations } from './operations';

type Json = Record<string, unknown>;

const ref = (name: string): Json => ({ $ref: `#/components/schemas/${name}` });

/** Shapes that many answers hold: written once, referred to by name. */
const named = new Map<z.core.$ZodType, string>([
  [jobSchema, 'Job'],
  [durableEventSchema, 'DurableEvent'],
  [progressEventSchema, 'ProgressEvent'],
]);

/**
 * Makes zod's output fit for other people's tools: our hints for forms become extensions, what only
 * repeats JavaScript's own limits goes, and answers may grow fields without breaking a validator.
 */
const tidy = (schema: Json, io: 'input' | 'output'): void => {
  if ('control' in schema) {
    schema['x-control'] = schema.control;
    delete schema.control;
  }
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.format === 'date-time') delete schema.pattern;
  if (io === 'output' && schema.additionalProperties === false) delete schema.additionalProperties;
};

const toSchema = (schema: z.ZodType, io: 'input' | 'output' = 'output'): Json => {
  const { $schema: _dialect, ...rest } = z.toJSONSchema(schema, {
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      const name = Object.is(zodSchema, schema) ? undefined : named.get(zodSchema);
      if (!name) return tidy(jsonSchema as Json, io);
      for (const key of Object.keys(jsonSchema)) delete (jsonSchema as Json)[key];
      Object.assign(jsonSchema, ref(name));
    },
  });
  return rest;
};

/** `skill-gap-analysis` as `SkillGapAnalysis`. */
const schemaName = (type: string): string =>
  type.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The body of POST /api/jobs for one type: the fields of its input, `type` and `options`, side by side. */
const jobRequest = (type: string, input: z.ZodType, summary: string): Json => {
  const schema = toSchema(input, 'input');
  return {
    ...schema,
    description: summary,
    properties: {
      type: { const: type },
      ...(schema.properties as Json),
      options: ref('JobOptions'),
    },
    required: ['type', ...((schema.required as string[] | undefined) ?? [])],
  };
};

const exampleOf = ({ const: fixed, examples }: Json): unknown =>
  fixed ?? (examples as unknown[] | undefined)?.[0];

const example = (schema: Json): Json =>
  Object.fromEntries(
    (schema.required as string[]).map((name) => [
      name,
      exampleOf((schema.properties as Record<string, Json>)[name] ?? {}),
    ]),
  );

const jobTypeSchemas = (): Json =>
  Object.fromEntries(
    Object.values(jobContracts).flatMap(({ type, input, output, summary }) => [
      [`${schemaName(type)}Request`, jobRequest(type, input, summary)],
      [`${schemaName(type)}Result`, toSchema(output)],
    ]),
  );

const createJobBody = (schemas: Json): Json => {
  const requests = Object.keys(jobContracts).map((type) => `${schemaName(type)}Request`);
  return {
    required: true,
    content: {
      'application/json': {
        schema: {
          oneOf: requests.map(ref),
          discriminator: {
            propertyName: 'type',
            mapping: Object.fromEntries(
              Object.keys(jobContracts).map((type) => [
                type,
                ref(`${schemaName(type)}Request`).$ref,
              ]),
            ),
          },
        },
        examples: Object.fromEntries(
          Object.keys(jobContracts).map((type, index) => [
            type,
            { value: example(schemas[requests[index] as string] as Json) },
          ]),
        ),
      },
    },
  };
};

const parametersOf = ({ path, query, headers = [] }: Operation): Json[] => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
  const fields = query ? (toSchema(query, 'input').properties as Record<string, Json>) : {};
  const inQuery = Object.entries(fields).map(([name, schema]) => ({ name, in: 'query', schema }));
  return [...inPath, ...inQuery, ...headers.map((one) => ({ ...one, in: 'header' }))];
};

const problemAnswer = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: ref('Problem') } },
});

const describe = (operation: Operation, schemas: Json): Json => {
  const { answers, auth, path, method } = operation;
  const parameters = parametersOf(operation);
  const content = (schema: z.ZodType | string): Json =>
    typeof schema === 'string'
      ? { [schema]: { schema: { type: 'string' } } }
      : { 'application/json': { schema: toSchema(schema) } };
  return {
    operationId: operation.id,
    summary: operation.summary,
    tags: [operation.tag],
    ...(auth === 'none' ? { security: [] } : {}),
    ...(parameters.length > 0 ? { parameters } : {}),
    ...(method === 'post' && path === '/api/jobs' ? { requestBody: createJobBody(schemas) } : {}),
    ...(operation.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: toSchema(operation.body, 'input') } },
          },
        }
      : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, { description, schema, headers }]) => [
          status,
          {
            description,
            ...(headers ? { headers } : {}),
            ...(schema ? { content: content(schema) } : {}),
          },
        ]),
      ),
      ...Object.fromEntries(
        Object.entries(operation.refusals).map(([status, text]) => [status, problemAnswer(text)]),
      ),
      default: problemAnswer('Any other refusal, by its `code`'),
    },
  };
};

const build = (): Json => {
  const schemas: Json = {
    Job: toSchema(jobSchema),
    JobOptions: toSchema(jobOptionsSchema, 'input'),
    Problem: toSchema(problemSchema),
    DurableEvent: toSchema(durableEventSchema),
    ProgressEvent: toSchema(progressEventSchema),
    ...jobTypeSchemas(),
  };
  const paths: Record<string, Json> = {};
  for (const operation of operations) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: describe(operation, schemas),
    };
  }
  return {
    openapi: '3.1.1',
    info: {
      title: 'Jobwire',
      version: '1',
      description:
        'Self-hosted real-time jobs. Errors are problem documents (RFC 9457) with a `code` from a closed set. Another owner’s job answers exactly as an unknown one: 404.',
    },
    servers: [{ url: '/' }],
    security: [{ bearer: [] }, { session: [] }],
    paths,
    components: {
      schemas,
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          bearerFormat: 'JWT',
          description:
            'HS256; iss and aud `jobwire`, sub = user id, exp required, role `viewer`, `operator` or `admin` for those.',
        },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'jobwire.session_token',
          description:
            'Set by signing in. Unsafe methods need an Origin of this site. Over https its name starts with __Secure-.',
        },
      },
    },
  };
};

let built: Json | undefined;

/** The API as an OpenAPI 3.1 document, made from the contracts once a process. */
export const openApiDocument = (): Json => {
  built ??= build();
  return built;
};
