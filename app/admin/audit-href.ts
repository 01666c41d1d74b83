import type { AuditEntry } from '#contracts/admin';
import { jobHref } from '../_lib/jobs-api';

/** Where what was acted on is to be seen. */
export const auditHref = ({ kind, target }: AuditEntry): string | null =>
  ({
    job: jobHref(target),
    schedule: '/schedules',
    queue: '/admin#queues',
    worker: '/admin#workers',
    failure: `/admin/failures/${encodeURIComponent(target)}`,
  })[kind];
