import { fileURLToPath } from 'node:url';
import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as runMigrations } from 'drizzle-orm/node-postgres/migrator';
import { Client } from 'pg';

/** Any constant: names the lock that lets one migrator in at a time. */
const MIGRATION_LOCK = 7_283_911;

/**
 * Brings a database to the newest schema. Safe to call from several processes at once: Drizzle's own
 * migrator is not, so an advisory lock stands before it.
 *
 * @param folder where the migrations are; by default beside this file, as in the checkout
 */
export const migrate = async (
  databaseUrl: string,
  folder: string = fileURLToPath(new URL('./migrations', import.meta.url)),
): Promise<void> => {
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await runMigrations(drizzle(client), { migrationsFolder: folder });
    await client.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } finally {
    await client.end();
  }
};
