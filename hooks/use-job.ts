'use client';

import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { sameFields } from './client/same-fields';
import type { ClientJob, JobType } from './jobs-api';
import { useClientCore } from './jobs-provider';

const nothing = () => () => {};

/**
 * One job, live; fetched where this tab does not know it, with its whole result. Undefined while it is
 * being fetched, and where it does not exist.
 *
 * @param selector what of it is wanted: the component re-renders only when that changes (compared field
 *   by field). Default: the whole row.
 * @throws Error without a provider
 */
export const useJob = <T extends JobType = JobType, S = ClientJob<T> | undefined>(
  jobId: string | null | undefined,
  selector?: (job: ClientJob<T> | undefined) => S,
): S => {
  const client = useClientCore();
  useEffect(() => (jobId ? client.watchJob(jobId) : undefined), [client, jobId]);
  const subscribe = useCallback(
    (listener: () => void) => (jobId ? client.subscribeJob(jobId, listener) : nothing()),
    [client, jobId],
  );
  const [last] = useState<{ value?: S }>(() => ({}));
  const select = (job: ClientJob | undefined): S => {
    const next = (selector ? selector(job as ClientJob<T> | undefined) : job) as S;
    if (!('value' in last) || !sameFields(last.value, next)) last.value = next;
    return last.value as S;
  };
  return useSyncExternalStore(
    subscribe,
    () => select(jobId ? client.getJob(jobId) : undefined),
    () => select(client.initialJobs.find((job) => job.id === jobId)),
  );
};
