'use client';

import { useMessages } from './messages';

interface ConnectionBadgeProps {
  status: 'live' | 'polling' | 'offline';
  /** The tab's part among the tabs of this browser. */
  tabRole: 'leader' | 'follower' | 'solo';
  /** The first connection has not been made yet: nothing is wrong so far. */
  connecting?: boolean;
}

/** Whether news is pushed, asked for, or neither. */
export function ConnectionBadge({ status, tabRole, connecting = false }: ConnectionBadgeProps) {
  const { shell } = useMessages();
  return (
    <span
      className="conn"
      data-connection={status}
      data-connecting={connecting ? '' : undefined}
      data-tab-role={tabRole}
      title={connecting ? undefined : shell.connectionHint[status]}
    >
      <i aria-hidden="true" />
      {connecting ? shell.connecting : shell.connection[status]}
    </span>
  );
}
