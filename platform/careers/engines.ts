import type { Pool } from 'pg';
import { chooseProvider } from '../ai/choose-provider';
import { type Config, ConfigError } from '../config';
import { createBuiltInWriter } from './built-in-writer';
import { createBigQueryWarehouse } from './insights/bigquery-warehouse';
import { createPostgresWarehouse } from './insights/postgres-warehouse';
import { createOccupationTable, type OccupationTable } from './occupation-table';
import type { CareerWarehouse } from './warehouse';
import type { CareersWriter } from './writer';

/** What the Careers handlers work with; built once per process. */
export interface CareersEngines {
  readonly table: OccupationTable;
  readonly warehouse: CareerWarehouse;
  readonly writer: CareersWriter;
}

const createWriter = async (ai: Config['ai']): Promise<CareersWriter> => {
  const choice = chooseProvider(ai);
  if (!choice) return createBuiltInWriter();
  // A worker without a provider never loads the SDK.
  const [{ createModelCaller }, { createProviderWriter }] = await Promise.all([
    import('../ai/create-model-caller'),
    import('./provider-writer'),
  ]);
  return createProviderWriter(createModelCaller(choice, ai));
};

const createWarehouse = (bigquery: Config['bigquery'], pool: Pool): CareerWarehouse => {
  const { projectId, dataset } = bigquery;
  if (!projectId) return createPostgresWarehouse(pool);
  if (!dataset) {
    throw new ConfigError(
      'The configuration has errors:\n  BIGQUERY_PROJECT_ID is set, so BIGQUERY_DATASET is needed',
    );
  }
  return createBigQueryWarehouse({ ...bigquery, projectId, dataset });
};

/**
 * Chooses the engines by configuration, once, at start. Makes no connection.
 *
 * @throws ConfigError where a provider or warehouse is half configured
 */
export const createCareersEngines = async (
  config: Pick<Config, 'ai' | 'bigquery'>,
  pool: Pool,
): Promise<CareersEngines> => ({
  table: createOccupationTable(pool),
  warehouse: createWarehouse(config.bigquery, pool),
  writer: await createWriter(config.ai),
});
