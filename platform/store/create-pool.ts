import { Pool, types } from 'pg';
import type { Config } from '../config';

/** Counts (int8) fit a number; as strings they would only be parsed at every use. */
const INT8 = 20;
types.setTypeParser(INT8, Number);

/**
 * One small pool a process: grouped writes need no more than three or four connections, and many
 * processes share one database.
 *
 * @param max most connections, default 4
 */
export const createPool = (config: Config['database'], max = 4): Pool => {
  const pool = new Pool({
    connectionString: config.url,
    max,
    connectionTimeoutMillis: 1_500,
    query_timeout: 15_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
  });
  // An idle connection that breaks must not end the process; the next query reports the trouble.
  pool.on('error', () => {});
  return pool;
};
