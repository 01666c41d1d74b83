import { readFile } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { migrate } from '#platform/store/migrate';
import { servePglite } from '../../scripts/database/serve-pglite.mjs';
import { freePort } from './free-port';

/** A Postgres of the test's own: PGlite behind a socket, migrated. */
export interface TestPostgres {
  readonly url: string;
  /** Closes the socket, as a database that is down would. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  stop(): Promise<void>;
}

interface Idle {
  readonly db: PGlite;
  /** Relations that the migrations made. */
  readonly relations: string;
}

/** Given back by earlier files of this process, and emptied: a new one costs most of a second of the processor. */
const shelf: Idle[] = [];

const relationsOf = async (db: PGlite): Promise<string> => {
  const { rows } = await db.query<{ all: string }>(
    `select string_agg(nspname || '.' || relname, ' ' order by nspname, relname) as all
       from pg_class join pg_namespace n on n.oid = relnamespace
      where nspname !~ '^(pg_|information_schema)'`,
  );
  return rows[0]?.all ?? '';
};

/** From the run's image where there is one, else from nothing. */
const open = async (): Promise<PGlite> => {
  const image = process.env.JOBWIRE_TEST_IMAGE;
  if (!image) return PGlite.create({ extensions: { vector } });
  return PGlite.create({ extensions: { vector }, loadDataDir: new Blob([await readFile(image)]) });
};

/** Forgets rows, sequences and all that a session holds. */
const empty = async (db: PGlite): Promise<void> => {
  if (db.isInTransaction()) await db.exec('rollback');
  await db.exec('discard all');
  const { rows } = await db.query<{ all: string }>(
    `select string_agg(format('%I', tablename), ', ') as all from pg_tables where schemaname = 'public'`,
  );
  await db.exec(`truncate ${rows[0]?.all} restart identity cascade`);
};

/** Keeps the database for the next test file, unless this one has built something into it. */
const giveBack = async ({ db, relations }: Idle): Promise<void> => {
  if (relations !== (await relationsOf(db))) return db.close();
  await empty(db);
  shelf.push({ db, relations });
};

export const startPostgres = async (): Promise<TestPostgres> => {
  const held = shelf.pop();
  const db = held?.db ?? (await open());
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
  let server = await servePglite({ db, port, maxConnections: 50 });
  let stopped: Promise<void> | undefined;
  if (!held) await migrate(url);
  const idle = held ?? { db, relations: await relationsOf(db) };
  return {
    url,
    pause: () => server.stop(),
    resume: async () => {
      server = await servePglite({ db, port, maxConnections: 50 });
    },
    stop: () => {
      stopped ??= server.stop().then(() => giveBack(idle));
      return stopped;
    },
  };
};
