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

/** From the run's image where there is one, else from nothing. */
const open = async (): Promise<PGlite> => {
  const image = process.env.JOBWIRE_TEST_IMAGE;
  if (!image) return PGlite.create({ extensions: { vector } });
  return PGlite.create({ extensions: { vector }, loadDataDir: new Blob([await readFile(image)]) });
};

export const startPostgres = async (): Promise<TestPostgres> => {
  const db = await open();
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres?sslmode=disable`;
  let server = await servePglite({ db, port, maxConnections: 50 });
  await migrate(url);
  return {
    url,
    pause: () => server.stop(),
    resume: async () => {
      server = await servePglite({ db, port, maxConnections: 50 });
    },
    stop: async () => {
      await server.stop();
      await db.close();
    },
  };
};
