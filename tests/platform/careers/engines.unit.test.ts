import { Pool } from 'pg';
import { describe, expect, test } from 'vitest';
import { createCareersEngines } from '#platform/careers/engines';
import { ConfigError } from '#platform/config';
import { testConfig } from '../../helpers/test-config';

/** Never connects: choosing engines opens nothing. */
const pool = new Pool({ connectionString: 'postgres://127.0.0.1:1/none' });
const choose = (env: Record<string, string>) =>
  createCareersEngines(testConfig({ redis: 'redis://x', postgres: 'postgres://x' }, env), pool);

describe('the engines of a worker', () => {
  test('are the rules and Postgres where nothing is configured', async () => {
    const { writer, warehouse } = await choose({});
    expect(writer.engine).toEqual({ kind: 'built-in', name: 'rules' });
    expect(warehouse.kind).toBe('postgres');
  });

  test('are a provider and BigQuery where both are', async () => {
    const { writer, warehouse } = await choose({
      GEMINI_API_KEY: 'g',
      BIGQUERY_PROJECT_ID: 'my-project',
      BIGQUERY_DATASET: 'jobs',
    });
    expect(writer.engine).toMatchObject({ kind: 'provider', name: 'gemini' });
    expect(warehouse.kind).toBe('bigquery');
  });

  test.each([
    [{ BIGQUERY_PROJECT_ID: 'my-project' }, /BIGQUERY_DATASET/],
    [{ BIGQUERY_PROJECT_ID: 'My Project', BIGQUERY_DATASET: 'jobs' }, /BIGQUERY_PROJECT_ID/],
    [{ AI_PROVIDER: 'openai' }, /OPENAI_API_KEY/],
  ])('are refused at start where one is half configured: %o', async (env, words) => {
    const chosen = choose(env);
    await expect(chosen).rejects.toBeInstanceOf(ConfigError);
    await expect(chosen).rejects.toThrow(words);
  });
});
