import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { developmentSecret } from '../../scripts/bootstrap/data-dir.mjs';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';
import { checkNodeVersion } from '../../scripts/bootstrap/node-version.mjs';
import { takeLock } from '../../scripts/bootstrap/pid-lock.mjs';

let dataDir: string;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'jobwire-start-'));
});

afterEach(() => rm(dataDir, { recursive: true, force: true }));

/** Runs npm start's script to its end. */
const start = async (env: Record<string, string>) => {
  const child = spawn(process.execPath, [join(ROOT, 'scripts/start.mjs')], {
    env: {
      ...process.env,
      DATA_DIR: dataDir,
      PORT: '0',
      SOCKET_PORT: '0',
      WORKER_PORT: '0',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const [code] = await once(child, 'close');
  return { code, errors };
};

describe('npm start, when it cannot', () => {
  it('names the variable that moves a port that is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const { code, errors } = await start({ SOCKET_PORT: String(port) });
    taken.close();
    expect(code).toBe(1);
    expect(errors).toBe(
      `jobwire: Port ${port} (SOCKET_PORT) is taken by another program; stop it, or choose another: SOCKET_PORT=${port + 10} npm start\n`,
    );
  });

  it('names a process there is not, and says what a start without the web server needs', async () => {
    const odd = await start({ PROCESSES: 'web,mailer' });
    expect([odd.code, odd.errors]).toEqual([
      1,
      'jobwire: PROCESSES=web,mailer names "mailer"; list some of web, socket, worker, separated by commas.\n',
    ]);
    const alone = await start({ PROCESSES: 'worker' });
    expect(alone.errors).toMatch(/set DATABASE_URL and REDIS_URL\.\n$/);
  });

  it('refuses a folder that another start runs on, and leaves its lock alone', async () => {
    const lock = takeLock(join(dataDir, 'start.lock'), { pid: process.pid });
    const { code, errors } = await start({});
    expect(code).toBe(1);
    expect(errors).toBe(
      `jobwire: Jobwire already runs on ${dataDir} (process ${process.pid}); stop it, or set DATA_DIR to another folder.\n`,
    );
    expect(await readdir(dataDir)).toEqual(['start.lock']);
    if (lock.held) lock.release();
  });

  it('says so when it cannot write to its folder', async () => {
    await writeFile(join(dataDir, 'file'), '');
    const dir = join(dataDir, 'file', 'data');
    const { code, errors } = await start({ DATA_DIR: dir });
    expect(code).toBe(1);
    expect(errors).toBe(
      `jobwire: Cannot write to DATA_DIR ${dir}; make it writable, or set DATA_DIR to another folder.\n`,
    );
  });

  it('asks for a secret in production instead of making one', async () => {
    const { code, errors } = await start({ NODE_ENV: 'production', JWT_SECRET: '' });
    expect(code).toBe(1);
    expect(errors).toContain('jobwire: JWT_SECRET is missing, and NODE_ENV=production');
    expect(await readdir(dataDir)).toEqual([]);
  });

  it.each([
    ['REDIS_URL', 'redis://127.0.0.1:1', '127.0.0.1:1'],
    ['REDIS_CLUSTER_NODES', '127.0.0.1:1,127.0.0.1:2', '127.0.0.1:1'],
    ['DATABASE_URL', 'postgres://user:password@127.0.0.1:1/jobwire', '127.0.0.1:1'],
  ])('says that nothing answers where %s points', async (variable, value, address) => {
    const { code, errors } = await start({ [variable]: value });
    expect(code).toBe(1);
    expect(errors).toBe(
      `jobwire: Nothing answers at ${address} (${variable}); start it there, correct ${variable}, or leave it empty and npm start runs its own.\n`,
    );
  });

  it('refuses a port that is none', async () => {
    const { code, errors } = await start({ WORKER_PORT: 'here' });
    expect(code).toBe(1);
    expect(errors).toContain('jobwire: WORKER_PORT=here is not a port');
  });

  it.each(['18.20.0', '20.18.3', '21.7.0', '22.12.0'])('refuses Node %s', (version) => {
    expect(() => checkNodeVersion(version)).toThrow(`Node ${version} is not supported; install`);
  });

  it.each(['20.19.0', '22.13.0', '24.0.0'])('runs on Node %s', (version) => {
    expect(() => checkNodeVersion(version)).not.toThrow();
  });
});

describe('the development secret', () => {
  it('is made once and can be read by its owner alone', async () => {
    const secret = developmentSecret(dataDir);
    expect(secret.length).toBeGreaterThanOrEqual(32);
    expect(developmentSecret(dataDir)).toBe(secret);
    expect((await stat(join(dataDir, 'jwt-secret'))).mode & 0o777).toBe(0o600);
  });
});

describe('a lock', () => {
  it('of a process that has died holds nobody up', async () => {
    const path = join(dataDir, 'some.lock');
    const dead = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
    await once(dead, 'exit');
    await writeFile(path, JSON.stringify({ holders: [{ pid: dead.pid, born: '1' }] }));
    const lock = takeLock(path);
    expect(lock.held).toBe(true);
    expect(takeLock(path).held).toBe(false);
    if (lock.held) lock.release();
  });

  it('of a process whose number has been given to another holds nobody up', async () => {
    const path = join(dataDir, 'some.lock');
    await writeFile(path, JSON.stringify({ holders: [{ pid: process.pid, born: 'long ago' }] }));
    expect(takeLock(path).held).toBe(true);
  });
});
