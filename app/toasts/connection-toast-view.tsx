'use client';

import { useState } from 'react';
import { ConnectionToast } from '#components/connection-toast';
import { useJobsClient } from '#hooks/jobs-provider';
import { useJobsConnection } from '#hooks/use-jobs-connection';
import { useToasts } from './toasts-context';

/** The line about the connection; on its way out it goes on saying what it said last. */
export function ConnectionToastView() {
  const client = useJobsClient();
  const { lastEventAt } = useJobsConnection();
  const { notice } = useToasts();
  const [last, setLast] = useState(notice);
  if (notice !== null && notice !== last) setLast(notice);
  const kind = notice ?? last;
  if (kind === null) return null;
  return (
    <ConnectionToast
      kind={kind}
      lastNewsAt={lastEventAt === undefined ? null : new Date(lastEventAt).toISOString()}
      signInHref={`/sign-in?returnTo=${encodeURIComponent(location.pathname)}`}
      onTryNow={() => client.reconnect()}
    />
  );
}
