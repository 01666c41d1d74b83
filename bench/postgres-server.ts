import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** A real Postgres for figures: the embedded database is one session for everyone and would not be fair. */
export interface BenchPostgres {
  readonly url: string;
  readonly version: string;
  stop(): Promise<void>;
}

const findBinaries = (): string | undefined => {
  const debian = '/usr/lib/postgresql';
  const folders = [
    ...(process.env.PATH ?? '').split(':'),
    ...(existsSync(debian)
      ? readdirSync(debian).map((version) => join(debian, version, 'bin'))
      : []),
  ];
  return folders.findLast(
    (folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')),
  );
};

/** initdb refuses root, so as root the server runs as the `postgres` user that its package made. */
const asServerUser = (): { uid?: number; gid?: number } => {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
};

/**
 * Uses BENCH_DATABASE_URL, else starts a server of its own.
 *
 * @throws Error saying what to install where there is none
 */
export const startPostgres = async (dir: string, port: number): Promise<BenchPostgres> => {
  const given = process.env.BENCH_DATABASE_URL;
  const binaries = findBinaries();
  if (!given && !binaries) {
    throw new Error(
      'The benchmark needs a real Postgres: apt-get install postgresql, or set BENCH_DATABASE_URL.',
    );
  }
  const url = given ?? `postgres://postgres@127.0.0.1:${port}/postgres`;
  let stop = async () => {};
  if (!given && binaries) {
    const data = join(dir, 'postgres');
    const user = asServerUser();
    mkdirSync(data, { recursive: true });
    if (user.uid !== undefined && user.gid !== undefined) chownSync(data, user.uid, user.gid);
    execFileSync(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust'], {
      ...user,
      stdio: 'ignore',
    });
    const server = spawn(
      join(binaries, 'postgres'),
      [
        '-D',
        data,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-k',
        data,
        '-c',
        'shared_buffers=512MB',
        '-c',
        'max_connections=100',
      ],
      { ...user, stdio: 'ignore' },
    );
    stop = async () => {
      const gone = once(server, 'exit');
      server.kill('SIGINT');
      await gone;
    };
  }
  for (let tries = 0; ; tries += 1) {
    const client = new Client({ connectionString: url });
    try {
      await client.connect();
      const { rows } = await client.query<{ v: string }>(
        `select current_setting('server_version') as v`,
      );
      await client.end();
      return { url, version: rows[0]?.v ?? 'unknown', stop };
    } catch (error) {
      if (tries > 100) throw error;
      await sleep(100);
    }
  }
};
