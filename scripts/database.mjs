/**
 * The embedded database: PGlite behind a socket, for every process of one npm start.
 *
 * PGlite does not lock its folder, and two processes on one folder part ways without a word; hence the
 * lock. Environment: DATABASE_DIR, DATABASE_PORT (loopback). Says `ready` to its parent when it listens.
 */
import { mkdirSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { takeLock } from './bootstrap/pid-lock.mjs';
import { exitWith, StartError } from './bootstrap/start-error.mjs';
import { servePglite } from './database/serve-pglite.mjs';

/** Above what all our pools may open together; the server refuses the next. */
const MAX_CONNECTIONS = 50;

/** How long a database without its supervisor stays for the worker to put its last results away. */
const ORPHANED_MS = 60_000;

const folder = process.env.DATABASE_DIR ?? '';
const port = Number(process.env.DATABASE_PORT);

const start = async () => {
  if (!folder || !port)
    throw new StartError('DATABASE_DIR and DATABASE_PORT are needed; npm start sets both.');
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const lock = takeLock(`${folder}.lock`, { pid: process.pid, port });
  if (!lock.held) {
    throw new StartError(
      `Process ${lock.owner.pid} has the database in ${folder} open; stop it first.`,
    );
  }
  const db = await PGlite.create({ dataDir: folder, extensions: { vector } });
  const server = await servePglite({ db, port, maxConnections: MAX_CONNECTIONS });
  process.send?.('ready');

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    await server.stop();
    await db.close();
    lock.release();
    process.exit(0);
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
  // The supervisor's guard ends us in order; this is for the day when both of them were killed.
  process.on('disconnect', () => setTimeout(stop, ORPHANED_MS));
};

start().catch(exitWith);
