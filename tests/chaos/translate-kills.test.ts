import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { jobContracts } from '#contracts/jobs/index';
import { loadSourceText } from '#platform/guidelines/translation/segments';
import { startCore } from '../helpers/core';
import { eventually } from '../helpers/eventually';
import { startStubProvider } from '../stub-provider/start-stub-provider';

const total = loadSourceText().segments.length;
const batches = Math.ceil(total / 20);

test('a worker killed while translating asks for no finished batch again', async ({
  onTestFinished,
}) => {
  const [core, stub] = await Promise.all([startCore(), startStubProvider()]);
  const workers: ChildProcess[] = [];
  const kill = async (worker: ChildProcess) => {
    if (worker.exitCode !== null || worker.signalCode !== null) return;
    const gone = once(worker, 'exit');
    worker.kill('SIGKILL');
    await gone;
  };
  onTestFinished(async () => {
    await Promise.all(workers.map(kill));
    await core.stop();
    await stub.stop();
  });
  const launch = (): ChildProcess => {
    const env = {
      ...core.environment,
      NODE_ENV: 'test' as const,
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      ...{ AI_PROVIDER: 'compatible', AI_API_KEY: 'k', AI_MODEL: 'm-1' },
      AI_BASE_URL: `${stub.url}/v1`,
      ENABLE_BACKGROUND_JOBS: 'false',
    };
    const main = new URL('../helpers/product-worker-main.ts', import.meta.url);
    const worker = fork(main, [], { execArgv: ['--import', 'tsx'], env, stdio: 'inherit' });
    workers.push(worker);
    return worker;
  };

  // The fourth request is never answered: whoever sent it dies waiting.
  const good = { kind: 'late', until: Promise.resolve() } as const;
  const hang = { kind: 'hang' } as const;
  stub.faults.push(good, good, good, hang);
  const { id } = await core.submit('translate', { languages: ['he'], dryRun: false });
  const doomed = launch();
  await eventually(() => stub.requests.length === 4, 30_000, 'the fourth request');
  await kill(doomed);
  launch();
  const row = await core.ended(id, 60_000);

  expect(row).toMatchObject({ state: 'completed', crashes: 1 });
  const { languages } = jobContracts.translate.output.parse(JSON.parse(row.result ?? 'null'));
  expect(languages.he).toMatchObject({ segments: total, translated: total, batches });
  const asked = stub.requests.map(({ prompt }) => prompt.replace(/ id="\w+"|<\/data \w+>/g, ''));
  expect(asked).toHaveLength(batches + 1);
  expect(new Set(asked).size).toBe(batches);
  expect(asked[4]).toBe(asked[3]);
}, 120_000);
