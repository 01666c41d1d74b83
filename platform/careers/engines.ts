import type { Pool } from 'pg';
import type { ModelCaller } from '../ai/create-model-caller';
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

const createWriter = async (model: ModelCaller | null): Promise<CareersWriter> => {
  if (!model) return createBuiltInWriter();
  const { createProviderWriter } = await import('./provider-writer');
  return createProviderWriter(model);
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
 * Makes the engines by configuration, once, at start. Makes no connection.
 *
 * @param model whoever writes; null = the built-in rules
 * @throws ConfigError where the warehouse is half configured
 */
export const createCareersEngines = async (
  config: Pick<Config, 'bigquery'>,
  pool: Pool,
  model: ModelCaller | null,
): Promise<CareersEngines> => ({
  table: createOccupationTable(pool),
  warehouse: createWarehouse(config.bigquery, pool),
  writer: await createWriter(model),
});
