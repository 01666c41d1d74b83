'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { MAX_LOG_LINES } from '#contracts/limits';
import { createJobTail, emptyTail } from './client/job-tail';
import type { UseJobLogsOptions, UseJobLogsResult } from './jobs-api';
import { useClientCore } from './jobs-provider';

const whenRendered = () => emptyTail;

/**
 * A job's log, from its first kept line on and followed while it is written.
 *
 * @throws Error without a provider
 */
export const useJobLogs = (jobId: string, options: UseJobLogsOptions = {}): UseJobLogsResult => {
  const { tail: keep = MAX_LOG_LINES, follow = true } = options;
  const client = useClientCore();
  const store = useMemo(
    () => createJobTail(client, 'log', { jobId, keep, follow }),
    [client, jobId, keep, follow],
  );
  useEffect(() => store.start(), [store]);
  const { items, ...rest } = useSyncExternalStore(store.subscribe, store.get, whenRendered);
  return { lines: items, ...rest, reload: store.reload };
};
