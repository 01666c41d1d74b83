import { Pool } from 'pg';
import { describe, expect, test } from 'vitest';
import type { ModelCaller } from '#platform/ai/create-model-caller';
import { createCareersEngines } from '#platform/careers/engines';
import { ConfigError } from '#platform/config';
import { testConfig } from '../../helpers/test-config';

/** Never connects: choosing engines opens nothing. */
const pool = new Pool({ connectionString: 'postgres://127.0.0.1:1/none' });
const choose = (env: Record<string, string>, model: ModelCaller | null = null) =>
  createCareersEngines(
    testConfig({ redis: 'redis://x', postgres: 'postgres://x' }, env),
    pool,
    model,
  );

describe('the engines of a worker', () => {
  test('are the rules and Postgres where nothing is configured', async () => {
    const { writer, warehouse } = await choose({});
    expect(writer.engine).toEqual({ kind: 'built-in', name: 'rules' });
    expect(warehouse.kind).toBe('postgres');
  });

  test('are a provider and BigQuery where both are', async () => {
    const engine = { kind: 'provider', name: 'gemini', model: 'm-1' } as const;
    const refuse = () => Promise.reject(new Error('not asked'));
    const model: ModelCaller = { engine, ask: refuse, write: refuse };
    const { writer, warehouse } = await choose(
      { BIGQUERY_PROJECT_ID: 'my-project', BIGQUERY_DATASET: 'jobs' },
      model,
    );
    expect(writer.engine).toBe(engine);
    expect(warehouse.kind).toBe('bigquery');
  });

  test.each([
    [{ BIGQUERY_PROJECT_ID: 'my-project' }, /BIGQUERY_DATASET/],
    [{ BIGQUERY_PROJECT_ID: 'My Project', BIGQUERY_DATASET: 'jobs' }, /BIGQUERY_PROJECT_ID/],
  ])('are refused at start where one is half configured: %o', async (env, words) => {
    const chosen = choose(env);
    await expect(chosen).rejects.toBeInstanceOf(ConfigError);
    await expect(chosen).rejects.toThrow(words);
  });
});
