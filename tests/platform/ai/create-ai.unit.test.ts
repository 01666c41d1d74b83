import { Pool } from 'pg';
import { pino } from 'pino';
import { describe, expect, test } from 'vitest';
import { createAi } from '#platform/ai/create-ai';
import { ConfigError } from '#platform/config';
import { testConfig } from '../../helpers/test-config';

/** Never connects: choosing engines opens nothing. */
const pool = new Pool({ connectionString: 'postgres://127.0.0.1:1/none' });
const create = (env: Record<string, string>) => {
  const { ai } = testConfig({ redis: 'redis://x', postgres: 'postgres://x' }, env);
  return createAi({ config: ai, pool, log: pino({ level: 'silent' }) });
};
const compatible = { AI_BASE_URL: 'http://127.0.0.1:1/v1', AI_API_KEY: 'c', AI_MODEL: 'llama' };

describe('the engines for AI work', () => {
  test('are built in where no key is set', async () => {
    const ai = await create({});
    expect(ai.model).toBeNull();
    expect(ai.embedder.id).toBe('builtin-512@1');
  });

  test.each([
    [{ GEMINI_API_KEY: 'g' }, 'gemini/gemini-embedding-001'],
    [{ OPENAI_API_KEY: 'o' }, 'openai/text-embedding-3-small'],
    [{ OPENAI_API_KEY: 'o', AI_EMBEDDING_MODEL: 'next' }, 'openai/next'],
    [{ OPENAI_API_KEY: 'o', AI_EMBEDDING_MODEL: 'built-in' }, 'builtin-512@1'],
    [compatible, 'builtin-512@1'],
    [{ ...compatible, AI_EMBEDDING_MODEL: 'nomic' }, 'compatible/nomic'],
  ])('embed, with %o, by %s', async (env, id) => {
    expect((await create(env as Record<string, string>)).embedder.id).toBe(id);
  });

  test.each([
    [{ AI_PROVIDER: 'openai' }, /OPENAI_API_KEY/],
    [{ AI_EMBEDDING_MODEL: 'nomic' }, /AI_EMBEDDING_MODEL/],
    [{ OPENAI_API_KEY: 'o', AI_BUDGET_USD_PER_DAY: '5' }, /AI_PRICES has no price of gpt-4.1-mini/],
    [
      {
        OPENAI_API_KEY: 'o',
        AI_BUDGET_USD_PER_JOB: '5',
        AI_PRICES: '{"gpt-4.1-mini":{"input":1,"output":2}}',
      },
      /no price of text-embedding-3-small/,
    ],
  ])('are refused at start where they are half configured: %o', async (env, words) => {
    const chosen = create(env as Record<string, string>);
    await expect(chosen).rejects.toBeInstanceOf(ConfigError);
    await expect(chosen).rejects.toThrow(words);
  });

  test('may have a budget in dollars where prices are known, or tokens limited in their place', async () => {
    const budget = { ...compatible, AI_BUDGET_USD_PER_JOB: '1' };
    await create({ ...budget, AI_PRICES: '{"llama":{"input":0.1,"output":0.2}}' });
    await create({ ...budget, AI_BUDGET_TOKENS_PER_JOB: '100000' });
  });

  test.each(['no json', '[]', '{"m":{"input":-1}}', '{"m":{"inptu":1}}'])(
    'are refused with a price table like %s',
    (prices) => {
      const load = () =>
        testConfig({ redis: 'redis://x', postgres: 'postgres://x' }, { AI_PRICES: prices });
      expect(load).toThrow(ConfigError);
      expect(load).toThrow(/AI_PRICES/);
    },
  );
});
