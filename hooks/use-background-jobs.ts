'use client';

import { useEffect, useEffectEvent, useMemo, useSyncExternalStore } from 'react';
import { createJobView } from './client/job-view';
import type { JobsClientCore } from './client/jobs-client';
import type {
  ClientJob,
  ConnectionInfo,
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
  const { enabled = true, onConnectionChange } = options;
  const listens =
    enabled &&
    !!(options.onProgress || options.onComplete || options.onError || options.onCancelled);

  const isOurs = (job: ClientJob) =>
    !options.types || (options.types as readonly string[]).includes(job.type);
  const onProgress = useEffectEvent((job: ClientJob, meta: EventMeta) => {
    if (isOurs(job)) options.onProgress?.(job.id, job.progress, job as ClientJob<T>, meta);
  });
  const tell = useEffectEvent((job: ClientJob, meta: EventMeta) => {
    if (job.status === 'failed') options.onError?.(job.id, job.error, job as never, meta);
    else if (job.status === 'cancelled') options.onCancelled?.(job.id, job as never, meta);
    else options.onComplete?.(job.id, job.result as never, job as never, meta);
  });
  /** Straight away where nothing has to be awaited: progress must not come after the end. */
  const onTerminal = useEffectEvent((job: ClientJob, meta: EventMeta): boolean => {
    const { onComplete, onError, onCancelled, callbackScope, replay = true } = options;
    const callback = { completed: onComplete, failed: onError, cancelled: onCancelled }[
      job.status as 'failed'
    ];
    if (!callback || !isOurs(job) || (meta.replayed && !replay)) return false;
    const inOneTab = callbackScope === 'one-tab';
    if (!inOneTab && !job.resultOmitted) tell(job, meta);
    else void prepare(client, job, inOneTab).then((whole) => whole && tell(whole, meta));
    return true;
  });
  useEffect(
    () => (listens ? client.onEvent({ onProgress, onTerminal }) : undefined),
    [client, listens],
  );

  const onConnection = useEffectEvent((next: ConnectionInfo, previous: ConnectionInfo) =>
    options.onConnectionChange?.(next, previous),
  );
  const heeds = enabled && !!onConnectionChange;
  useEffect(() => (heeds ? client.subscribeConnection(onConnection) : undefined), [client, heeds]);
};

/**
 * Waits for what a callback has to wait for: whose turn it is, and a large result. Undefined where it is
 * another tab's turn, or where the result is gone or may not be read any more.
 */
const prepare = async (
  client: JobsClientCore,
  job: ClientJob,
  inOneTab: boolean,
): Promise<ClientJob | undefined> => {
  if (inOneTab) {
    const { claimsOf } = await import('./client/terminal-claims');
    const event = `callback:${job.id}:${job.attempt}:${job.status}`;
    if (!(await claimsOf(client).claim(event))) return undefined;
  }
  return job.resultOmitted ? client.loadJob(job.id).catch(() => undefined) : job;
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
    const { createJob, cancelJob, startNow, retryJob, dismissJob, clearFinished, reconnect } =
      client;
    const commands = { createJob, cancelJob, startNow, retryJob, dismissJob, clearFinished };
    return Object.assign(view.track(snapshot), commands, {
      reconnect,
    }) as unknown as UseBackgroundJobsResult<T>;
  }, [client, view, snapshot]);
};
