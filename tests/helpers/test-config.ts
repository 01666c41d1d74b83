import { type Config, loadConfig } from '#platform/config';

/** Environment of a process under test. Start limits are off unless a test sets one. */
export const testEnvironment = (
  stores: { redis: string; postgres: string },
  more: Record<string, string> = {},
) => ({
  NODE_ENV: 'test',
  REDIS_URL: stores.redis,
  DATABASE_URL: stores.postgres,
  DATABASE_EMBEDDED: 'true',
  JWT_SECRET: 'k3vQ0p9xW2mZ7rT5yB8nH4jL6dF1gS0aVcEuXiOq',
  LOG_LEVEL: 'silent',
  WORKER_MAX_JOBS: '0',
  WORKER_GRACE_MS: '10000',
  ...more,
});

export const testConfig = (
  stores: { redis: string; postgres: string },
  more: Record<string, string> = {},
): Config => loadConfig(testEnvironment(stores, more));
