import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { preloadLanguages as contract } from '#contracts/jobs/preload-languages';
import { createObjects } from '#platform/objects/create-objects';
import { startCore } from '../helpers/core';
import { testConfig } from '../helpers/test-config';
import { startWorkerProcess, type WorkerProcess } from '../helpers/worker-process';
import { startStubProvider } from '../stub-provider/start-stub-provider';

test('a worker killed while preloading does no step and asks for no text twice, and the next run has nothing to do', async ({
  onTestFinished,
}) => {
  const [core, stub, dataDir] = await Promise.all([
    startCore(),
    startStubProvider(),
    mkdtemp(join(tmpdir(), 'jobwire-preload-')),
  ]);
  const workers: WorkerProcess[] = [];
  onTestFinished(async () => {
    await Promise.all(workers.map((worker) => worker.end('SIGKILL')));
    await core.stop();
    await stub.stop();
    await rm(dataDir, { recursive: true, force: true });
  });
  const launch = async (more: Record<string, string> = {}) => {
    const provider = { AI_PROVIDER: 'compatible', AI_API_KEY: 'k', AI_MODEL: 'm-1' };
    const env = { ...core.environment, ...provider, DATA_DIR: dataDir, WORKER_PORT: '0' };
    const worker = await startWorkerProcess(
      { ...env, AI_BASE_URL: `${stub.url}/v1`, ENABLE_BACKGROUND_JOBS: 'false', ...more },
      'preload-worker-main',
    );
    workers.push(worker);
    return worker;
  };

  const dying = await launch({ DIE_AFTER: '5' });
  const { id } = await core.submit('preload-languages');
  await dying.gone;
  const last = await launch();
  const row = await core.ended(id, 60_000);
  expect(row).toMatchObject({ state: 'completed', crashes: 1 });
  expect(contract.output.parse(JSON.parse(row.result ?? 'null')).languages).toMatchObject({
    en: { coverage: 'complete', added: 4 },
    he: { coverage: 'complete', added: 4 },
    ar: { coverage: 'complete', added: 4 },
  });
  const steps = workers.flatMap(({ reports }) => reports.map(({ what }) => what));
  expect(new Set(steps).size).toBe(steps.length);
  // Which two lessons each, in two languages.
  expect(stub.requests).toHaveLength(4);
  expect(
    new Set(stub.requests.map(({ prompt }) => prompt.replace(/id="\w+"|\w+>$/gm, ''))).size,
  ).toBe(4);
  const objects = createObjects(testConfig({ redis: '', postgres: 'x' }, { DATA_DIR: dataDir }));
  expect((await objects.list('content/')).objects).toHaveLength(12);

  const again = await core.submit('preload-languages');
  const second = await core.ended(again.id, 30_000);
  for (const one of Object.values(JSON.parse(second.result ?? '{}').languages)) {
    expect(one).toMatchObject({ coverage: 'complete', stored: 4, added: 0, newlyTranslated: 0 });
  }
  expect(stub.requests).toHaveLength(4);
  expect(await last.end('SIGTERM')).toBe(0);
});
