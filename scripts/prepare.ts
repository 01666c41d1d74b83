/**
 * What has to be right before any process starts: checks the configuration and brings the database to the newest
 * schema. Run once by the bootstrap and by the one-shot service of a deployment.
 */
import { ConfigError, loadConfig } from '#platform/config';
import { migrate } from '#platform/store/migrate';

const prepare = async () => {
  const config = loadConfig(process.env);
  await migrate(config.database.url, process.env.MIGRATIONS_DIR);
};

prepare().catch((error: unknown) => {
  console.error(error instanceof ConfigError ? error.message : error);
  process.exit(1);
});
