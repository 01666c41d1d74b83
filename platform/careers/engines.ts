import type { OccupationTable } from './occupation-table';
import type { CareerWarehouse } from './warehouse';
import type { CareersWriter } from './writer';

/** What the Careers handlers work with; built once per process. */
export interface CareersEngines {
  readonly table: OccupationTable;
  readonly warehouse: CareerWarehouse;
  readonly writer: CareersWriter;
}
