import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuild } from '../../scripts/bootstrap/ensure-build.mjs';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';
import { servePglite } from '../../scripts/database/serve-pglite.mjs';
import { eventually } from '../helpers/eventually';
import { freePort } from '../helpers/free-port';
import { startRedis, type TestRedis } from '../helpers/redis-server';

/** npm test has built already; run by itself on a slow machine, this takes its time. */
const BUILD_MS = 600_000;

/** What the images of worker and socket hold, in a folder with no node_modules above it. */
let image: string;
let build: string;
let env: NodeJS.ProcessEnv;
let redis: TestRedis;
let db: PGlite;
let postgres: Awaited<ReturnType<typeof servePglite>>;

beforeAll(async () => {
  build = await ensureBuild(ROOT);
  image = await mkdtemp(join(tmpdir(), 'jobwire-image-'));
  for (const part of ['worker', 'server', 'migrations', 'prepare.mjs']) {
    await cp(join(build, part), join(image, part), { recursive: true });
  }
  redis = await startRedis();
  // Without pgvector, as a plain Postgres may be.
  db = await PGlite.create();
  const port = await freePort();
  postgres = await servePglite({ db, port, maxConnections: 50 });
  env = {
    PATH: process.env.PATH,
    NODE_ENV: 'production',
    JWT_SECRET: 'q8Zr2vXn5LkTj7Wc0BsYp4Hd9MgEa3Uf',
    REDIS_URL: redis.url,
    DATABASE_URL: `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`,
    SOCKET_PORT: String(await freePort()),
    WORKER_PORT: String(await freePort()),
  };
}, BUILD_MS);

afterAll(async () => {
  await postgres?.stop();
  await db?.close();
  await redis?.stop();
  await rm(image, { recursive: true, force: true });
});

const run = (script: string, settings: NodeJS.ProcessEnv = env): ChildProcess =>
  spawn(process.execPath, [join(image, script)], { cwd: image, env: settings, stdio: 'pipe' });

const servesUntilToldToEnd = async (script: string, port: string | undefined) => {
  const child = run(script);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk) => {
      output += chunk;
    });
  }
  const ended = once(child, 'exit');
  try {
    const isReady = async () => (await fetch(`http://127.0.0.1:${port}/health/ready`)).ok;
    await eventually(isReady, 30_000, script).catch((error) => {
      throw new Error(`${error.message}\n${output}`);
    });
  } finally {
    child.kill('SIGTERM');
    await ended;
  }
  expect(child.exitCode).toBe(0);
};

describe('what the images hold', () => {
  it('takes nothing of the checkout into the web server but what was built for it', async () => {
    const names = await readdir(join(build, 'web'));
    expect(names.sort()).toEqual(['.next', 'node_modules', 'package.json', 'public', 'server.js']);
  });

  it('names every setting that is wrong before anything starts', async () => {
    const child = run('prepare.mjs', { ...env, JWT_SECRET: 'changeme', WORKER_CONCURRENCY: '0' });
    let errors = '';
    child.stderr?.on('data', (chunk) => {
      errors += chunk;
    });
    const [code] = await once(child, 'close');
    expect(code).toBe(1);
    expect(errors).toMatch(/JWT_SECRET/);
    expect(errors).toMatch(/WORKER_CONCURRENCY/);
    expect(errors).not.toContain('changeme');
  });

  it('migrates a database, twice without harm', async () => {
    for (let times = 0; times < 2; times += 1) {
      const [code] = await once(run('prepare.mjs'), 'close');
      expect(code).toBe(0);
    }
  });

  it('runs the socket server without node_modules', () =>
    servesUntilToldToEnd('server/index.mjs', env.SOCKET_PORT));

  it('runs the worker without node_modules', () =>
    servesUntilToldToEnd('worker/index.mjs', env.WORKER_PORT));
});
