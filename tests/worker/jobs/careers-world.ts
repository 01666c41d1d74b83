import { Pool } from 'pg';
import { pino } from 'pino';
import type { ProviderChoice } from '#platform/ai/choose-provider';
import { createAi } from '#platform/ai/create-ai';
import { createModelCaller } from '#platform/ai/create-model-caller';
import { createCareersEngines } from '#platform/careers/engines';
import { createProviderWriter } from '#platform/careers/provider-writer';
import type { WorkerDeps } from '#worker/job-handler';
import { startPostgres } from '../../helpers/postgres-server';
import { testConfig } from '../../helpers/test-config';
import { unusedDeps } from '../../helpers/unused-deps';
import { openGate, PATIENT_MS } from '../../platform/ai/pacing';
import { type StubProvider, startStubProvider } from '../../stub-provider/start-stub-provider';

/** A database with the occupation table, a provider on the loopback, and handlers' dependencies over both. */
export interface CareersWorld {
  readonly pool: Pool;
  readonly stub: StubProvider;
  /** Dependencies with the built-in engine, or with one provider's protocol. */
  deps(engine: 'built-in' | 'compatible' | 'gemini'): WorkerDeps;
  /** The same over another pool, such as one that is stuck. */
  withPool(pool: Pool): Promise<WorkerDeps>;
  stop(): Promise<void>;
}

export const startCareersWorld = async (): Promise<CareersWorld> => {
  const [postgres, stub] = await Promise.all([startPostgres(), startStubProvider()]);
  const pool = new Pool({ connectionString: postgres.url, max: 4 });
  pool.on('error', () => {});
  const config = testConfig({ redis: 'redis://127.0.0.1:1', postgres: postgres.url });
  const log = pino({ level: 'silent' });
  const builtIn = await createCareersEngines(config, pool, null);
  const ai = await createAi({ config: config.ai, pool, log });
  const choices: Record<'compatible' | 'gemini', ProviderChoice> = {
    compatible: { name: 'compatible', model: 'm-1', apiKey: 'k', baseUrl: `${stub.url}/v1` },
    gemini: { name: 'gemini', model: 'm-2', apiKey: 'k', baseUrl: `${stub.url}/v1beta` },
  };
  return {
    pool,
    stub,
    deps: (engine) => {
      if (engine === 'built-in') return { ...unusedDeps, config, pool, log, ai, careers: builtIn };
      // One gate per call: a pause that one test provokes must not reach the next.
      const pace = { timeoutMs: PATIENT_MS, gate: openGate() };
      const model = createModelCaller(choices[engine], pace);
      const careers = { ...builtIn, writer: createProviderWriter(model) };
      return { ...unusedDeps, config, pool, log, ai: { ...ai, model }, careers };
    },
    withPool: async (other) => ({
      ...unusedDeps,
      config,
      pool: other,
      log,
      ai: await createAi({ config: config.ai, pool: other, log }),
      careers: await createCareersEngines(config, other, null),
    }),
    stop: async () => {
      await ai.usage.close();
      await pool.end();
      await Promise.all([postgres.stop(), stub.stop()]);
    },
  };
};
