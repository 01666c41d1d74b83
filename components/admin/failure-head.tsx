'use client';

import type { ReactNode } from 'react';
import type { FailureDetail } from '#contracts/admin';
import { typeTitle } from '../job-text';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import { StateGlyph } from '../state-glyph';
import { Button } from '../ui/button';
import { Link } from '../ui/link';
import type { FailureWish } from './failure-table';

interface FailureHeadProps {
  detail: FailureDetail;
  jobHref: (id: string) => string;
  /** Null: may not; the reason is said. */
  onWish: ((wish: FailureWish) => void) | null;
  /** Beside the actions: how old this is, and what became of the last one. */
  children: ReactNode;
}

/** What failed, how often, for whom, and what can be done. */
export function FailureHead({ detail, jobHref, onWish, children }: FailureHeadProps) {
  const texts = useMessages();
  const { admin, time } = texts;
  const { failure: words } = admin;
  const { group, retryJob } = detail;
  const facts = [
    [words.type, typeTitle(texts, group.type)],
    [words.count, time.count(group.count)],
    [words.open, time.count(group.open)],
    [words.users, time.count(group.users)],
    [words.firstSeen, <Age key="first" at={group.firstSeenAt} />],
    [words.lastSeen, <Age key="last" at={group.lastSeenAt} />],
  ] as const;
  return (
    <header className="failurehead">
      <h1 dir="auto">
        <StateGlyph state="failed" /> {group.message}
      </h1>
      <p className="cluster">
        <bdi className="mono xs">{group.code}</bdi>
        {group.muted && (
          <span className="chip">{words.mutedBy(group.muted.byName ?? group.muted.by)}</span>
        )}
        {retryJob && (
          <Link className="cluster" href={jobHref(retryJob.id)}>
            <StateBadge state={retryJob.status} percent={retryJob.progress.percent} tint>
              {words.retrying}
            </StateBadge>
          </Link>
        )}
        {children}
      </p>
      <dl className="strip factstrip">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt className="label">{label}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      <Actions detail={detail} onWish={onWish} />
    </header>
  );
}

function Actions({ detail, onWish }: Pick<FailureHeadProps, 'detail' | 'onWish'>) {
  const { admin } = useMessages();
  const { actions, nothingOpen } = admin.failures;
  const { group, retryJob } = detail;
  const may = onWish ? undefined : admin.roles.onlyOperators;
  const why =
    may ?? (retryJob ? admin.failure.retrying : group.open === 0 ? nothingOpen : undefined);
  const mute: FailureWish = group.muted ? 'unmute' : 'mute';
  return (
    <div className="cluster">
      <Button
        title={why}
        aria-disabled={why ? true : undefined}
        onClick={() => !why && onWish?.('retry')}
      >
        <bdi>{actions.retry(group.open)}</bdi>
      </Button>
      {([mute, 'discard'] as const).map((wish) => (
        <Button
          key={wish}
          variant="outline"
          title={may}
          aria-disabled={may ? true : undefined}
          onClick={() => onWish?.(wish)}
        >
          {actions[wish]}
        </Button>
      ))}
      {why && <span className="muted xs">{why}</span>}
    </div>
  );
}
