'use client';

import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react';
import { createJobView } from './client/job-view';
import type { JobsClientCore } from './client/jobs-client';
import type {
  ClientJob,
  EventMeta,
  JobType,
  UseBackgroundJobsOptions,
  UseBackgroundJobsResult,
} from './jobs-api';
import { useClientCore } from './jobs-provider';

/** Calls back for progress and endings; inline functions are welcome, the latest ones are called. */
const useCallbacks = <T extends JobType>(
  client: JobsClientCore,
  options: UseBackgroundJobsOptions<T>,
): void => {
  const { enabled = true, onProgress, onComplete, onError, onCancelled } = options;
  const listens = enabled && !!(onProgress || onComplete || onError || onCancelled);

  const isOurs = (job: ClientJob) =>
    !options.types || (options.types as readonly string[]).includes(job.type);
  const onMoved = useEffectEvent((job: ClientJob, meta: EventMeta) => {
    if (isOurs(job)) options.onProgress?.(job.id, job.progress, job as ClientJob<T>, meta);
  });
  const wants = useEffectEvent((job: ClientJob, meta: EventMeta) => {
    const { onComplete, onError, onCancelled, replay = true } = options;
    if (!isOurs(job) || (meta.replayed && !replay)) return false;
    return !!{ completed: onComplete, failed: onError, cancelled: onCancelled }[
      job.status as 'failed'
    ];
  });
  const onEnded = useEffectEvent((job: ClientJob, meta: EventMeta) => {
    if (job.status === 'failed') options.onError?.(job.id, job.error, job as never, meta);
    else if (job.status === 'cancelled') options.onCancelled?.(job.id, job as never, meta);
    else if (job.status === 'completed' && !job.resultOmitted) {
      options.onComplete?.(job.id, job.result as never, job as never, meta);
    }
  });
  const scope = useEffectEvent(() => options.callbackScope);

  useEffect(() => {
    if (!listens) return;
    let here = true;
    const deliver = async (job: ClientJob, meta: EventMeta) => {
      const event = `callback:${job.id}:${job.attempt}:${job.status}`;
      if (scope() === 'one-tab' && !(await client.claimOnce(event))) return;
      const whole = job.resultOmitted ? await client.loadJob(job.id) : job;
      if (here) onEnded(whole, meta);
    };
    const leave = client.onEvent({
      onProgress: onMoved,
      onTerminal(job, meta) {
        if (!wants(job, meta)) return false;
        // Straight away where nothing has to be fetched: progress must not come after the end.
        if (job.resultOmitted || scope() === 'one-tab') void deliver(job, meta).catch(() => {});
        else onEnded(job, meta);
        return true;
      },
    });
    return () => {
      here = false;
      leave();
    };
  }, [client, listens]);

  const onConnection = useEffectEvent(
    (...change: Parameters<NonNullable<typeof options.onConnectionChange>>) =>
      options.onConnectionChange?.(...change),
  );
  const heedsConnection = enabled && !!options.onConnectionChange;
  useEffect(() => {
    if (!heedsConnection) return;
    let previous = client.getConnection();
    return client.subscribeConnection(() => {
      const next = client.getConnection();
      onConnection(next, previous);
      previous = next;
    });
  }, [client, heedsConnection]);
};

/**
 * Starts jobs and follows them. Reading a field of the result subscribes to it; what is not read never
 * re-renders. Callbacks run once per event in each tab.
 *
 * @throws Error without a provider and without `userId`
 * @example
 * const { createJob, active } = useBackgroundJobs({ onComplete: (id, result, job) => … });
 * await createJob({ type: 'career-insights', domain: 'nursing' });
 */
export const useBackgroundJobs = <T extends JobType = JobType>(
  options: UseBackgroundJobsOptions<T> = {},
): UseBackgroundJobsResult<T> => {
  const client = useClientCore(options);
  const { enabled = true, authToken, userId, types, status, limit } = options;
  useEffect(() => {
    if (userId !== undefined) client.setToken(authToken);
  }, [client, userId, authToken]);
  useEffect(() => (enabled ? client.retain() : undefined), [client, enabled]);
  useCallbacks(client, options);

  const filter = JSON.stringify({ types, status, limit });
  const view = useMemo(() => createJobView(client, filter), [client, filter]);
  const snapshot = useSyncExternalStore(view.subscribe, view.getSnapshot, view.getServerSnapshot);
  return useMemo(() => {
    const { createJob, cancelJob, retryJob, dismissJob, clearFinished, reconnect } = client;
    const commands = { createJob, cancelJob, retryJob, dismissJob, clearFinished, reconnect };
    return Object.assign(view.track(snapshot), commands) as unknown as UseBackgroundJobsResult<T>;
  }, [client, view, snapshot]);
};
