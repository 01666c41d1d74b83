'use client';

import { useNow } from '#components/job-time';
import { useMessages } from '#components/messages';
import { Button, TextButton } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { Loading, Skeleton } from '#components/ui/skeleton';
import type { ReadFailure } from '../_lib/read-json';

/** One of the things a page reads. */
export interface Part {
  /** In milliseconds since 1970; null before the first. */
  readonly readAt: number | null;
  readonly failure: ReadFailure | null;
}

interface FreshnessProps {
  parts: readonly Part[];
  onRetry: () => void;
}

/** How old what is shown is, always; and why, where it grows old. */
export function Freshness({ parts, onRetry }: FreshnessProps) {
  const { admin, time } = useMessages();
  const { trouble } = admin;
  const nowMs = useNow();
  const ages = parts.flatMap(({ readAt }) => (readAt === null ? [] : [nowMs - readAt]));
  const failed = parts.find(({ failure }) => failure !== null)?.failure;
  if (ages.length === 0) return <span className="muted xs">{admin.waitingForNews}</span>;
  if (!failed) {
    return (
      <span className="muted xs updated">
        <bdi>{admin.updated(time.ago(Math.min(...ages)))}</bdi>
      </span>
    );
  }
  return (
    <span className="stalefigures xs" role="alert">
      {trouble.stale(time.age(Math.max(...ages)))}{' '}
      {failed.requestId !== null && (
        <>
          {trouble.request} <bdi className="mono">{failed.requestId}</bdi>
        </>
      )}
      <TextButton onClick={onRetry}>{trouble.again}</TextButton>
    </span>
  );
}

interface NothingReadProps {
  failure: ReadFailure | null;
  onRetry: () => void;
}

/** In the place of what was never read: its outline for a while, or why it does not come. */
export function NothingRead({ failure, onRetry }: NothingReadProps) {
  const { admin, jobList } = useMessages();
  const { trouble } = admin;
  if (!failure) {
    return (
      <Loading label={trouble.loading}>
        <div className="cols">
          <Skeleton width="100%" height="21rem" />
          <Skeleton width="100%" height="21rem" />
        </div>
      </Loading>
    );
  }
  return (
    <Empty
      level={2}
      kind="cut"
      failed
      title={trouble.title}
      actions={<Button onClick={onRetry}>{trouble.again}</Button>}
    >
      <p className="note">{failure.message}</p>
      <dl className="facts">
        <dt>{jobList.failed.code}</dt>
        <dd className="mono">{failure.code}</dd>
        {failure.requestId !== null && (
          <>
            <dt>{trouble.request}</dt>
            <dd className="mono">{failure.requestId}</dd>
          </>
        )}
      </dl>
    </Empty>
  );
}
