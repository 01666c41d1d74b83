import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import type { Role } from '#contracts/roles';
import { createTokens } from '#platform/auth/create-tokens';
import { ensureBuild } from '../../scripts/bootstrap/ensure-build.mjs';
import { eventually } from './eventually';
import { freePort } from './free-port';
import { startPostgres } from './postgres-server';
import { startRedis } from './redis-server';
import { testEnvironment } from './test-config';

const root = join(import.meta.dirname, '../..');
let build: Promise<string> | undefined;
/** Made once a test file, also where somebody edits the sources meanwhile. */
const built = (): Promise<string> => {
  build ??= ensureBuild(root);
  return build;
};

/** The built web server in a process of its own, over stores of its own. */
export interface TestWebServer {
  readonly origin: string;
  readonly child: ChildProcess;
  /** Everything it wrote. */
  output(): string;
  /** Resident memory in bytes, as the kernel counts it. */
  residentBytes(): number;
  tokenOf(user: string, role?: Role): string;
  /** Writes to a connection of its own and gives what came back until it closed or `withinMs` had gone by. */
  raw(text: string | Buffer, withinMs?: number): Promise<{ answer: string; closed: boolean }>;
  stop(): Promise<void>;
}

/** Spawns the server and does not wait for it: for starts that fail. */
export const spawnWebServer = async (
  env: Record<string, string>,
): Promise<{ child: ChildProcess; output: () => string }> => {
  const web = join(await built(), 'web');
  const child = spawn(process.execPath, ['server.js'], {
    cwd: web,
    env: { PATH: process.env.PATH ?? '', HOSTNAME: '127.0.0.1', ...env, NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let written = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (written += part));
  return { child, output: () => written };
};

export const startWebServer = async (more: Record<string, string> = {}): Promise<TestWebServer> => {
  // Before anything runs: what fails here leaves nothing behind.
  await built();
  const [redis, postgres, port] = await Promise.all([startRedis(), startPostgres(), freePort()]);
  const origin = `http://127.0.0.1:${port}`;
  const env = testEnvironment({ redis: redis.url, postgres: postgres.url }, more);
  const { child, output } = await spawnWebServer({
    ...env,
    PORT: String(port),
    WEB_PUBLIC_URL: origin,
  });
  const tokens = createTokens(env.JWT_SECRET);
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await Promise.all([redis.stop(), postgres.stop()]);
  };
  const isReady = async () => (await fetch(`${origin}/api/health/ready`)).ok;
  await eventually(isReady, 60_000, 'the web server').catch(async (error: unknown) => {
    await stop();
    throw new Error(`${String(error)}\n${output()}`);
  });
  return {
    origin,
    child,
    output,
    residentBytes: () => {
      const [, kilobytes] =
        /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8')) ?? [];
      return Number(kilobytes) * 1024;
    },
    tokenOf: (userId, role = 'user') =>
      tokens.sign({ userId, role, audience: 'jobwire', ttlSeconds: 600 }).token,
    raw: (text, withinMs = 2_000) =>
      new Promise((resolve) => {
        let answer = '';
        const socket = connect(port, '127.0.0.1', () => socket.write(text));
        const end = (closed: boolean) => {
          clearTimeout(timer);
          socket.destroy();
          resolve({ answer, closed });
        };
        const timer = setTimeout(() => end(false), withinMs);
        socket.on('data', (part) => (answer += part));
        socket.on('error', () => {});
        socket.on('close', () => end(true));
      }),
    stop,
  };
};
