import type { JobList } from '#contracts/api';
import type { JobStatus } from '#contracts/job';

/** What the server read; `readAt` is its time in milliseconds since 1970. */
export type FirstPage =
  | {
      readonly ok: true;
      readonly readAt: number;
      readonly list: JobList;
      readonly counts: Record<JobStatus, number>;
    }
  | {
      readonly ok: false;
      readonly readAt: number;
      readonly code: string;
      /** Finds the failure in the server's log. */
      readonly requestId: string;
    };
