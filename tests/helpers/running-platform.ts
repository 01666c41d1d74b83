import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Role } from '#contracts/roles';
import { createTokens } from '#platform/auth/create-tokens';
import { developmentSecret, runningFile } from '../../scripts/bootstrap/data-dir.mjs';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';
import { readJson } from '../../scripts/bootstrap/pid-lock.mjs';

/** The whole product, started as a user starts it, on free ports and in a folder of its own. */
export interface RunningPlatform {
  readonly pid: number;
  readonly dataDir: string;
  readonly webUrl: string;
  readonly socketUrl: string;
  readonly workerUrl: string;
  /** Every line printed so far, each with its process's name before it. */
  readonly lines: readonly string[];
  /** A token for the API. */
  token(userId: string, role?: Role): string;
  /** SIGTERM to npm start; resolves with its exit code once everything has ended. */
  stop(): Promise<number | null>;
  /** SIGKILL to npm start itself. */
  kill(): Promise<void>;
  /** Stops it if it runs, and removes its folder. */
  dispose(): Promise<void>;
}

/** A folder of its own with the run's migrated database in it, which is most of a first start. */
const newDataDir = async (): Promise<string> => {
  const dataDir = await mkdtemp(join(tmpdir(), 'jobwire-platform-'));
  const image = process.env.JOBWIRE_TEST_IMAGE;
  if (image) {
    const postgres = join(dataDir, 'postgres');
    await mkdir(postgres, { mode: 0o700 });
    await promisify(execFile)('tar', ['-xf', image, '-C', postgres]);
  }
  return dataDir;
};

/** @param env settings on top of the defaults; with a DATA_DIR it runs on what lies there, be it nothing */
export const startPlatform = async (env: Record<string, string> = {}): Promise<RunningPlatform> => {
  const dataDir = env.DATA_DIR ?? (await newDataDir());
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], {
    env: {
      ...process.env,
      NODE_ENV: 'development',
      DATA_DIR: dataDir,
      PORT: '0',
      SOCKET_PORT: '0',
      WORKER_PORT: '0',
      // What nobody has started would ask the provider, and take slots, that a test counts on.
      ENABLE_BACKGROUND_JOBS: 'false',
      // A job that hangs on purpose must not keep a test from its end.
      WORKER_GRACE_MS: '2000',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const exited = once(child, 'close');
  const lines: string[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    let rest = '';
    const take = (chunk: Buffer) => {
      const parts = (rest + chunk).split('\n');
      rest = parts.pop() ?? '';
      lines.push(...parts);
      if (parts.some((line) => line.startsWith('Jobwire is ready'))) resolve();
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    void exited.then(() => reject(new Error(`npm start ended:\n${lines.slice(-40).join('\n')}`)));
  });
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    const [code] = await exited;
    return code as number | null;
  };
  const dispose = async () => {
    await end('SIGTERM');
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await ready;
  } catch (error) {
    await dispose();
    throw error;
  }
  const running = readJson(runningFile(dataDir));
  const tokens = createTokens(developmentSecret(dataDir));
  return {
    pid: child.pid as number,
    dataDir,
    webUrl: String(running?.webUrl),
    socketUrl: String(running?.socketUrl),
    workerUrl: String(running?.workerUrl),
    lines,
    token: (userId, role = 'user') =>
      tokens.sign({ userId, role, audience: 'jobwire', ttlSeconds: 3600 }).token,
    stop: () => end('SIGTERM'),
    kill: async () => {
      await end('SIGKILL');
    },
    dispose,
  };
};
