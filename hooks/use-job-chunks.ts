'use client';

import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { MAX_CHUNKS } from '#contracts/limits';
import { createJobTail, emptyTail } from './client/job-tail';
import type { UseJobChunksResult } from './jobs-api';
import { useClientCore } from './jobs-provider';

const whenRendered = () => emptyTail;

/**
 * What a job puts out piece by piece, from its first kept piece on and followed while it is written. It is kept for
 * an hour after the job has ended: the job's result is what lasts.
 *
 * @throws Error without a provider
 */
export const useJobChunks = (jobId: string): UseJobChunksResult => {
  const client = useClientCore();
  const store = useMemo(
    () => createJobTail(client, 'chunk', { jobId, keep: MAX_CHUNKS, follow: true }),
    [client, jobId],
  );
  useEffect(() => store.start(), [store]);
  const { items, ...rest } = useSyncExternalStore(store.subscribe, store.get, whenRendered);
  return { chunks: items, ...rest, reload: store.reload };
};
