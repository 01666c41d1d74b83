import type { BigQueryOptions } from '@google-cloud/bigquery';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CareersUnavailable } from '#platform/careers/careers-unavailable';
import {
  type BigQuerySettings,
  createBigQueryWarehouse,
} from '#platform/careers/insights/bigquery-warehouse';
import { ConfigError } from '#platform/config';
import { type BigQueryStub, startBigQueryStub } from './bigquery-stub';

/** Credentials that the stub does not look at; the real ones would be asked of Google. */
const authClient = {
  getRequestHeaders: async () => new Headers({ authorization: 'Bearer stub' }),
} as unknown as NonNullable<BigQueryOptions['authClient']>;

const question = { title: 'Data', roleKeys: ['data engineer'], fieldKeys: ['data'] };
const calm = { signal: new AbortController().signal };
let stub: BigQueryStub;

const settings = (more: Partial<BigQuerySettings> = {}): BigQuerySettings => ({
  projectId: 'my-project',
  dataset: 'jobs',
  table: 'postings',
  location: 'EU',
  maxBytesBilled: 1_000_000,
  client: { apiEndpoint: stub.url, authClient },
  ...more,
});
const warehouse = (more: Partial<BigQuerySettings> = {}) => createBigQueryWarehouse(settings(more));

beforeAll(async () => {
  stub = await startBigQueryStub();
});
beforeEach(() => {
  stub.queries.length = 0;
  stub.cancelled.length = 0;
  stub.answers.clear();
  stub.trouble = null;
});
afterAll(() => stub.stop());

describe('a question to BigQuery', () => {
  test('goes as parameters, bounded in cost, time and place', async () => {
    const evil = { ...question, roleKeys: ["x') OR 1=1 --"] };
    await warehouse().roleStats(evil, calm);
    expect(stub.queries).toHaveLength(1);
    const [query] = stub.queries;
    expect(query).toMatchObject({
      project: 'my-project',
      location: 'EU',
      maximumBytesBilled: '1000000',
      jobTimeoutMs: '30000',
      useLegacySql: false,
      params: { roles: ["x') OR 1=1 --"], fields: ['data'] },
    });
    expect(query?.sql).toContain('FROM `my-project.jobs.postings`');
    expect(query?.sql).not.toContain('1=1');
  });

  test('may name no field at all', async () => {
    await warehouse().roleStats({ ...question, fieldKeys: [] }, calm);
    expect(stub.queries[0]?.params.fields).toEqual([]);
  });

  test('for roles, skills and facts about itself gives what the rows say', async () => {
    stub.answers.set('AS role, COUNT(*)', {
      columns: [
        { name: 'role', type: 'STRING' },
        { name: 'postings', type: 'INTEGER' },
      ],
      rows: [['Data Engineer', 12]],
    });
    stub.answers.set('AS skill, COUNT', {
      columns: [
        { name: 'skill', type: 'STRING' },
        { name: 'postings', type: 'INTEGER' },
      ],
      rows: [['SQL', 9]],
    });
    stub.answers.set('AS as_of', {
      columns: [
        { name: 'postings', type: 'INTEGER' },
        { name: 'as_of', type: 'STRING' },
        { name: 'sample', type: 'BOOLEAN' },
      ],
      rows: [[12, '2026-03-01', false]],
    });
    expect(await warehouse().roleStats(question, calm)).toEqual([
      { role: 'Data Engineer', rows: 12 },
    ]);
    expect(await warehouse().skillDemand(question, calm)).toEqual([{ skill: 'SQL', rows: 9 }]);
    expect(await warehouse().meta(question, calm)).toEqual({
      name: 'Postings in BigQuery',
      asOf: '2026-03-01',
      rows: 12,
      sample: false,
    });
  });

  test('for pay gives quartiles, and withholds bands of fewer than five', async () => {
    stub.answers.set('AS quartiles', {
      columns: [
        { name: 'role', type: 'STRING' },
        { name: 'currency', type: 'STRING' },
        { name: 'postings', type: 'INTEGER' },
        { name: 'quartiles', type: 'FLOAT', mode: 'REPEATED' },
      ],
      rows: [
        ['Data Engineer', 'EUR', 9, [40_000, 42_000, 44_000.5, 46_000, 48_000]],
        ['Data analyst', 'EUR', 4, [1, 2, 3, 4, 5]],
      ],
    });
    expect(await warehouse().payBands(question, calm)).toEqual({
      bands: [
        {
          role: 'Data Engineer',
          currency: 'EUR',
          rows: 9,
          p25: 42_000,
          median: 44_000.5,
          p75: 46_000,
        },
      ],
      withheld: 1,
    });
  });

  test('about a table without rows gives empty answers', async () => {
    stub.answers.set('AS as_of', {
      columns: [
        { name: 'postings', type: 'INTEGER' },
        { name: 'as_of', type: 'STRING' },
        { name: 'sample', type: 'BOOLEAN' },
      ],
      rows: [[0, null, null]],
    });
    expect(await warehouse().meta(question, calm)).toMatchObject({ asOf: null, rows: 0 });
    expect(await warehouse().payBands(question, calm)).toEqual({ bands: [], withheld: 0 });
  });

  test('that is refused is unavailable, and its words stay inside', async () => {
    stub.trouble = { kind: 'fail', status: 403, reason: 'secret-dataset accessDenied' };
    const error = await warehouse()
      .roleStats(question, calm)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(CareersUnavailable);
    expect((error as Error).message).not.toContain('secret-dataset');
  });

  test('whose answer has another shape is unavailable', async () => {
    stub.answers.set('AS role, COUNT(*)', {
      columns: [{ name: 'title', type: 'STRING' }],
      rows: [['Data Engineer']],
    });
    await expect(warehouse().roleStats(question, calm)).rejects.toBeInstanceOf(CareersUnavailable);
  });

  test('that hangs ends with the time limit, and the job over there is cancelled', async () => {
    stub.trouble = { kind: 'hang' };
    const asked = warehouse({ timeoutMs: 300 }).roleStats(question, calm);
    await expect(asked).rejects.toBeInstanceOf(CareersUnavailable);
    await expect.poll(() => stub.cancelled).toEqual([stub.queries[0]?.jobId]);
  });

  test('ends at once when the job is told to stop, and so does the job over there', async () => {
    stub.trouble = { kind: 'hang' };
    const stop = new AbortController();
    const asked = warehouse().roleStats(question, { signal: stop.signal });
    await expect.poll(() => stub.queries.length).toBe(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await expect.poll(() => stub.cancelled).toEqual([stub.queries[0]?.jobId]);
  });
});

test.each([
  [{ projectId: 'My Project' }, /BIGQUERY_PROJECT_ID/],
  [{ dataset: 'jobs`; DROP' }, /BIGQUERY_DATASET/],
  [{ table: 'a.b' }, /BIGQUERY_TABLE/],
])('a name that BigQuery does not allow is refused at start: %o', (names, words) => {
  expect(() => warehouse(names)).toThrow(ConfigError);
  expect(() => warehouse(names)).toThrow(words);
});
