'use client';

import { ConnectionBadge } from '#components/connection-badge';
import { useJobsConnection } from '#hooks/use-jobs-connection';

/** The connection's state in the header. Before the first connection it says so instead of “Offline”. */
export function ConnectionView() {
  const { status, role, since, phase } = useJobsConnection();
  const connecting = status === 'offline' && since === 0 && phase !== 'backoff';
  return <ConnectionBadge status={status} tabRole={role} connecting={connecting} />;
}
