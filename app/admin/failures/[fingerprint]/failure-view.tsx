'use client';

import { FailureJobs, FailureSample } from '#components/admin/failure-detail';
import { FailureHead } from '#components/admin/failure-head';
import { OperateNav } from '#components/admin/operate-nav';
import { WishDialog } from '#components/admin/wish-dialogs';
import { useMessages } from '#components/messages';
import { Empty } from '#components/ui/empty';
import { Link } from '#components/ui/link';
import { may, type Role } from '#contracts/roles';
import { jobHref } from '../../../_lib/jobs-api';
import { readFailure } from '../../admin-api';
import { Freshness, NothingRead } from '../../freshness-view';
import { operatePlaces } from '../../operate-places';
import { usePolled } from '../../use-polled';
import { useWishes } from '../../use-wishes';

const ASK_EVERY_MS = 5_000;

interface FailureViewProps {
  fingerprint: string;
  role: Role;
}

/** From what failed to what to do about it: the message, the input beside one that went well, the jobs. */
export function FailureView({ fingerprint, role }: FailureViewProps) {
  const { admin } = useMessages();
  const detail = usePolled(fingerprint, (signal) => readFailure(fingerprint, signal), ASK_EVERY_MS);
  const wishes = useWishes(detail.refresh);
  const { value, failure } = detail;
  return (
    <>
      <OperateNav current={null} places={operatePlaces(role)} />
      <p className="crumb">
        <Link href="/admin#failures">{admin.failure.back}</Link>
      </p>
      {value === null && failure?.code === 'not_found' && (
        <Empty level={1} kind="cut" title={admin.failure.goneTitle}>
          {admin.failure.goneText}
        </Empty>
      )}
      {value === null && failure?.code !== 'not_found' && (
        <NothingRead failure={failure} onRetry={() => void detail.refresh()} />
      )}
      {value && (
        <>
          <FailureHead
            detail={value}
            jobHref={jobHref}
            onWish={
              may(role, 'operate')
                ? (wish) => wishes.ask({ of: 'failures', group: value.group, wish })
                : null
            }
          >
            <Freshness parts={[detail]} onRetry={() => void detail.refresh()} />
            <span className="xs" role="status">
              {wishes.said}
            </span>
          </FailureHead>
          <div className="sections">
            <FailureSample detail={value} jobHref={jobHref} />
            <FailureJobs detail={value} jobHref={jobHref} />
          </div>
        </>
      )}
      {wishes.wish && (
        <WishDialog
          wish={wishes.wish}
          waiting={wishes.waiting}
          problem={wishes.problem}
          onConfirm={wishes.confirm}
          onClose={wishes.close}
        />
      )}
    </>
  );
}
