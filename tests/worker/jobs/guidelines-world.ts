import { Pool } from 'pg';
import { pino } from 'pino';
import { type Ai, createAi } from '#platform/ai/create-ai';
import type { WorkerDeps } from '#worker/job-handler';
import { startPostgres } from '../../helpers/postgres-server';
import { testConfig } from '../../helpers/test-config';
import { unusedDeps } from '../../helpers/unused-deps';
import { type StubProvider, startStubProvider } from '../../stub-provider/start-stub-provider';

/** A database, a provider on the loopback, and handlers' dependencies over both. */
export interface GuidelinesWorld {
  readonly pool: Pool;
  readonly stub: StubProvider;
  /** Dependencies of a worker as it is started with this engine, with pacing of its own. */
  deps(engine: 'built-in' | 'compatible', over?: Pool): Promise<WorkerDeps>;
  stop(): Promise<void>;
}

export const startGuidelinesWorld = async (): Promise<GuidelinesWorld> => {
  const [postgres, stub] = await Promise.all([startPostgres(), startStubProvider()]);
  const pool = new Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => {});
  const log = pino({ level: 'silent' });
  const started: Ai[] = [];
  const provider = {
    ...{ AI_PROVIDER: 'compatible', AI_API_KEY: 'k', AI_MODEL: 'm-1' },
    ...{ AI_EMBEDDING_MODEL: 'e-1', AI_BASE_URL: `${stub.url}/v1` },
  };
  return {
    pool,
    stub,
    deps: async (engine, over = pool) => {
      const stores = { redis: 'redis://127.0.0.1:1', postgres: postgres.url };
      const config = testConfig(stores, engine === 'built-in' ? {} : provider);
      const ai = await createAi({ config: config.ai, pool: over, log });
      started.push(ai);
      // Nothing here works with careers.
      return { config, pool: over, log, ai, ...unusedDeps };
    },
    stop: async () => {
      await Promise.all(started.map((ai) => ai.usage.close()));
      await pool.end();
      await Promise.all([postgres.stop(), stub.stop()]);
    },
  };
};
