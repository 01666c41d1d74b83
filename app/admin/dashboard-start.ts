import type { AuditPage, FailureList, Overview, QueueList, WorkerList } from '#contracts/admin';
import type { ScheduleList } from '#contracts/schedules';

/** Lines of the audit on this page. */
export const AUDIT_LINES = 8;

/** What the server drew the page with. */
export interface DashboardStart {
  /** The server's clock, in milliseconds since 1970. */
  readonly readAt: number;
  /** Of the API, as `useAddress` makes it; null where it could not be read. */
  readonly overview: { readonly key: string; readonly value: Overview } | null;
  readonly failures: { readonly key: string; readonly value: FailureList } | null;
  readonly queues: QueueList | null;
  readonly workers: WorkerList | null;
  readonly audit: AuditPage | null;
  /** Null where the reader's role does not see them. */
  readonly schedules: ScheduleList | null;
}
