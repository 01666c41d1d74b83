import type { Browser } from 'playwright-core';
import { type StubProvider, startStubProvider } from '../stub-provider/start-stub-provider';
import { launchBrowser } from './browser';
import { startPostgres, type TestPostgres } from './postgres-server';
import { type RunningPlatform, startPlatform } from './running-platform';

/** The product with a provider whose answers a test decides, a ledger it can write into, and a browser. */
export interface JobsStage {
  readonly platform: RunningPlatform;
  readonly browser: Browser;
  readonly provider: StubProvider;
  readonly postgres: TestPostgres;
  dispose(): Promise<void>;
}

export const startJobsStage = async (): Promise<JobsStage> => {
  const [provider, postgres] = await Promise.all([startStubProvider(), startPostgres()]);
  const ai = { AI_BASE_URL: `${provider.url}/v1`, AI_API_KEY: 'k', AI_MODEL: 'm-1' };
  const [platform, browser] = await Promise.all([
    startPlatform({
      ...{ ...ai, WORKER_MAX_JOBS: '0', ALLOW_GUESTS: '1' },
      // One session for everyone: statements must not be prepared by name there.
      ...{ DATABASE_URL: postgres.url, DATABASE_EMBEDDED: '1' },
    }),
    launchBrowser(),
  ]);
  const dispose = async () => {
    await browser.close();
    await platform.dispose();
    await provider.stop();
    await postgres.stop();
  };
  return { platform, browser, provider, postgres, dispose };
};
