import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from './free-port';

/** A redis-server of the test's own, on a free port, with a folder of its own. */
export interface TestRedis {
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
  /** Starts it again on the same port and folder. */
  restart(): Promise<void>;
  signal(name: NodeJS.Signals): void;
  flush(): Promise<void>;
  stop(): Promise<void>;
}

/** @param options.persistent keep an append-only file, so that a restart finds the data again */
export const startRedis = async (
  options: { persistent?: boolean; args?: string[] } = {},
): Promise<TestRedis> => {
  const dir = await mkdtemp(join(tmpdir(), 'jobwire-redis-'));
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  let child: ChildProcess;
  const launch = async () => {
    const args = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', ''];
    args.push('--maxmemory-policy', 'noeviction', ...(options.args ?? []));
    args.push('--appendonly', options.persistent ? 'yes' : 'no', '--appendfsync', 'everysec');
    child = spawn(process.env.REDIS_SERVER_BIN ?? 'redis-server', args, { stdio: 'ignore' });
    const probe = new Redis(url, { retryStrategy: () => 20, maxRetriesPerRequest: null });
    probe.on('error', () => {});
    await probe.ping();
    probe.disconnect();
  };
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGCONT');
    child.kill(signal);
    await gone;
  };
  await launch();
  return {
    url,
    port,
    get pid() {
      return child.pid as number;
    },
    kill: () => end('SIGKILL'),
    restart: launch,
    signal: (name) => void child.kill(name),
    flush: async () => {
      const client = new Redis(url);
      await client.flushall();
      client.disconnect();
    },
    stop: async () => {
      await end('SIGKILL');
      await rm(dir, { recursive: true, force: true });
    },
  };
};
