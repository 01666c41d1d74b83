import { useEffect, useState } from 'react';
import type { ShownJob } from '#components/job-text';
import type { DesktopMode } from './desktop-notices';
import { useDesktopSwitch } from './use-desktop';

/** A job that runs longer than this is worth leaving alone, in milliseconds. */
const LONG_MS = 60_000;

/**
 * The offer to tell of a job's end outside the page: for a long job, to whoever was never asked. Undefined
 * where there is nothing to offer.
 */
export function useAskToNotify(
  job: ShownJob,
  desktop: 'off' | DesktopMode,
): (() => void) | undefined {
  const long = useIsLong(job);
  const { state, busy, turn } = useDesktopSwitch(desktop === 'when-hidden' ? desktop : 'push');
  if (!long || busy || desktop === 'off' || state !== 'off') return undefined;
  // Who has allowed it and turned it off again does not want to be asked.
  return Notification.permission === 'default' ? () => turn(true) : undefined;
}

/** Whether a job runs, and will have run or has run for a minute. */
function useIsLong({ status, startedAt, etaMs }: ShownJob): boolean {
  const running = status === 'running' && startedAt !== null;
  const foreseen = running && etaMs !== null && etaMs >= LONG_MS;
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (!running) return;
    const left = LONG_MS - (Date.now() - Date.parse(startedAt));
    const timer = setTimeout(() => setLong(true), foreseen ? 0 : Math.max(0, left));
    return () => clearTimeout(timer);
  }, [running, foreseen, startedAt]);
  return running && long;
}
