/**
 * What has to be right before any process starts: checks the configuration, brings the database to the newest
 * schema and its bundled content to this release. Run once by the bootstrap and by the one-shot service of a
 * deployment.
 */
import { loadBundledContent } from '#platform/careers/bundled-content';
import { seedOccupations } from '#platform/careers/seed-occupations';
import { ConfigError, loadConfig } from '#platform/config';
import { createPool } from '#platform/store/create-pool';
import { migrate } from '#platform/store/migrate';

const prepare = async () => {
  const config = loadConfig(process.env);
  await migrate(config.database.url, process.env.MIGRATIONS_DIR);
  const pool = createPool(config.database, 1);
  await seedOccupations(pool, loadBundledContent());
  await pool.end();
};

prepare().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
