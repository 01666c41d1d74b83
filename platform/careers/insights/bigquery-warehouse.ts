import { randomUUID } from 'node:crypto';
import type { BigQuery, BigQueryOptions } from '@google-cloud/bigquery';
import { z } from 'zod';
import { ConfigError } from '../../config';
import { askStore, CareersUnavailable } from '../careers-unavailable';
import {
  type CareerQuestion,
  type CareerWarehouse,
  FEWEST_PAY_ROWS,
  MOST_BANDS,
  MOST_ROLES,
  MOST_SKILLS,
  type WarehouseCall,
} from '../warehouse';

export interface BigQuerySettings {
  readonly projectId: string;
  readonly dataset: string;
  readonly table: string;
  /** Where the dataset lives; a query sent elsewhere does not find it. */
  readonly location: string;
  /** Most a single query may be billed for, in bytes; a dearer one is refused by BigQuery. */
  readonly maxBytesBilled: number;
  /** Longest a question may take, in milliseconds; default 30,000. */
  readonly timeoutMs?: number;
  /** For tests: an endpoint and credentials of their own. */
  readonly client?: Pick<BigQueryOptions, 'apiEndpoint' | 'authClient'>;
}

const DEFAULT_TIMEOUT_MS = 30_000;

/** Names cannot be parameters, so they are checked before they are quoted into a statement. */
const nameRules = {
  projectId: /^[a-z][a-z0-9.:-]{4,98}[a-z0-9]$/,
  dataset: /^[A-Za-z_]\w{0,1023}$/,
  table: /^[A-Za-z_][\w-]{0,1023}$/,
} as const;

const quoteTable = (settings: BigQuerySettings): string => {
  for (const [part, rule] of Object.entries(nameRules) as [keyof typeof nameRules, RegExp][]) {
    if (rule.test(settings[part])) continue;
    const variable = { projectId: 'PROJECT_ID', dataset: 'DATASET', table: 'TABLE' }[part];
    throw new ConfigError(
      `The configuration has errors:\n  BIGQUERY_${variable} is not a name BigQuery allows; expected ${rule.source}`,
    );
  }
  return `\`${settings.projectId}.${settings.dataset}.${settings.table}\``;
};

/** `normaliseText`, in SQL. */
const keyOf = (column: string) =>
  `TRIM(REGEXP_REPLACE(LOWER(${column}), r'[^\\p{L}\\p{N}+#.]+', ' '))`;
const FITS = `(${keyOf('role')} IN UNNEST(@roles) OR ${keyOf('field')} IN UNNEST(@fields))`;

const roleRows = z.array(z.object({ role: z.string(), postings: z.number() }));
const skillRows = z.array(z.object({ skill: z.string(), postings: z.number() }));
const payRows = z.array(
  z.object({
    role: z.string(),
    currency: z.string(),
    postings: z.number(),
    quartiles: z.array(z.number()),
  }),
);
const metaRows = z.array(
  z.object({
    postings: z.number(),
    as_of: z.string().nullable(),
    sample: z.boolean().nullable(),
  }),
);

/** Runs one query as a job of our own naming, so that it can be stopped whatever state its request is in. */
const runQuery = async (
  client: BigQuery,
  settings: BigQuerySettings,
  query: string,
  question: CareerQuestion,
  signal: AbortSignal,
): Promise<unknown[]> => {
  const jobId = `jobwire-${randomUUID()}`;
  const { location } = settings;
  const stop = () =>
    void client
      .job(jobId, { location })
      .cancel()
      .catch(() => {});
  signal.addEventListener('abort', stop, { once: true });
  try {
    const [job] = await client.createQueryJob({
      jobId,
      query,
      location,
      params: { roles: [...question.roleKeys], fields: [...question.fieldKeys] },
      // An empty array has no type of its own.
      types: { roles: ['STRING'], fields: ['STRING'] },
      maximumBytesBilled: String(settings.maxBytesBilled),
      jobTimeoutMs: settings.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      useLegacySql: false,
    });
    const [rows] = await job.getQueryResults({ maxResults: 100 });
    return rows;
  } finally {
    signal.removeEventListener('abort', stop);
  }
};

/**
 * The postings of a BigQuery table, for installations that keep them there. The client library is
 * loaded with the first question. Credentials are Google's application default ones; no key is read
 * by this product.
 *
 * @throws ConfigError where a configured name is none BigQuery allows
 */
export const createBigQueryWarehouse = (settings: BigQuerySettings): CareerWarehouse => {
  const table = quoteTable(settings);
  let client: Promise<BigQuery> | undefined;

  const connect = (): Promise<BigQuery> => {
    client ??= import('@google-cloud/bigquery').then(
      (library) =>
        new library.BigQuery({
          projectId: settings.projectId,
          location: settings.location,
          maxRetries: 1,
          ...settings.client,
        }),
    );
    return client;
  };

  const ask = async <Schema extends z.ZodType>(
    schema: Schema,
    query: string,
    question: CareerQuestion,
    { signal }: WarehouseCall,
  ): Promise<z.output<Schema>> => {
    const limit = AbortSignal.timeout(settings.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const both = AbortSignal.any([signal, limit]);
    try {
      return await askStore('The warehouse', both, async () =>
        schema.parse(await runQuery(await connect(), settings, query, question, both)),
      );
    } catch (error) {
      signal.throwIfAborted();
      if (error instanceof CareersUnavailable) throw error;
      throw new CareersUnavailable('The warehouse did not answer in time; it is tried again.', {
        cause: error,
      });
    }
  };

  return {
    kind: 'bigquery',
    roleStats: async (question, call) => {
      const rows = await ask(
        roleRows,
        `SELECT APPROX_TOP_COUNT(role, 1)[OFFSET(0)].value AS role, COUNT(*) AS postings
         FROM ${table} WHERE ${FITS}
         GROUP BY ${keyOf('role')} ORDER BY postings DESC, role LIMIT ${MOST_ROLES}`,
        question,
        call,
      );
      return rows.map(({ role, postings }) => ({ role, rows: postings }));
    },
    skillDemand: async (question, call) => {
      const rows = await ask(
        skillRows,
        `SELECT APPROX_TOP_COUNT(skill, 1)[OFFSET(0)].value AS skill, COUNT(DISTINCT id) AS postings
         FROM ${table}, UNNEST(skills) AS skill WHERE ${FITS}
         GROUP BY LOWER(skill) ORDER BY postings DESC, skill LIMIT ${MOST_SKILLS}`,
        question,
        call,
      );
      return rows.map(({ skill, postings }) => ({ skill, rows: postings }));
    },
    payBands: async (question, call) => {
      const rows = await ask(
        payRows,
        `SELECT APPROX_TOP_COUNT(role, 1)[OFFSET(0)].value AS role, currency, COUNT(*) AS postings,
           APPROX_QUANTILES(CAST(pay_per_year AS FLOAT64), 4) AS quartiles
         FROM ${table} WHERE ${FITS} AND pay_per_year IS NOT NULL AND currency IS NOT NULL
         GROUP BY ${keyOf('role')}, currency ORDER BY postings DESC, role, currency LIMIT 100`,
        question,
        call,
      );
      const shown = rows.filter((row) => row.postings >= FEWEST_PAY_ROWS);
      const bands = shown.slice(0, MOST_BANDS).map(({ role, currency, postings, quartiles }) => {
        const [, p25 = 0, median = 0, p75 = 0] = quartiles;
        return { role, currency, rows: postings, p25, median, p75 };
      });
      return { bands, withheld: rows.length - shown.length };
    },
    meta: async (question, call) => {
      const [row] = await ask(
        metaRows,
        `SELECT COUNT(*) AS postings, CAST(MAX(posted_on) AS STRING) AS as_of, LOGICAL_OR(sample) AS sample
         FROM ${table} WHERE ${FITS}`,
        question,
        call,
      );
      return {
        name: 'Postings in BigQuery',
        asOf: row?.as_of ?? null,
        rows: row?.postings ?? 0,
        sample: row?.sample ?? false,
      };
    },
  };
};
