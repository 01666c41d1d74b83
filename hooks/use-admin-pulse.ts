'use client';

import { useEffect, useState } from 'react';
import type { Pulse } from '#contracts/admin';
import { mergePulse } from './client/merge-pulse';
import { useClientCore } from './jobs-provider';

export interface AdminPulse {
  /** Null until the first one has come; after that the last one, however old. */
  readonly pulse: Pulse | null;
  /** When it came, in ms since 1970 by this browser's clock; null before the first. */
  readonly receivedAt: number | null;
}

const nothing: AdminPulse = { pulse: null, receivedAt: null };

/**
 * How things are, pushed once a second over the connection that this browser has anyway, to whoever sees
 * operations; everybody else gets none. While the tab is hidden nothing is asked for.
 *
 * @throws Error without a provider
 */
export const useAdminPulse = (): AdminPulse => {
  const client = useClientCore();
  const [latest, setLatest] = useState(nothing);
  useEffect(() => {
    const off = client.onVolatile((message) => {
      if (message.kind !== 'pulse') return;
      setLatest((before) => {
        const pulse = mergePulse(before.pulse, message.event);
        return pulse ? { pulse, receivedAt: Date.now() } : before;
      });
    });
    let unwatch: (() => void) | undefined;
    const follow = () => {
      const isSeen = client.env.attention() !== 'hidden';
      if (isSeen) unwatch ??= client.watchPulse();
      else {
        unwatch?.();
        unwatch = undefined;
      }
    };
    follow();
    const ignore = client.env.listen(['visibilitychange'], follow);
    return () => {
      ignore();
      unwatch?.();
      off();
    };
  }, [client]);
  return latest;
};
