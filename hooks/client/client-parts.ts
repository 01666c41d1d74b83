import type { ConnectionState } from './connection-state';
import type { Environment } from './environment';
import type { Http } from './http';
import type { JobRows } from './job-rows';
import type { JobStore } from './job-store';

/** What the parts of one client stand on. */
export interface ClientParts {
  readonly env: Environment;
  /** Tabs of one API and user share it. */
  readonly key: string;
  readonly userId: string;
  readonly http: Http;
  readonly connection: ConnectionState;
  readonly store: JobStore;
  readonly rows: JobRows;
}
