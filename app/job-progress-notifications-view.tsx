'use client';

import dynamic from 'next/dynamic';
import { useEffect, useState } from 'react';
import { AnnouncerRegions, createAnnouncer } from '#components/announcer';
import { useMessages } from '#components/messages';
import { useJobsConnection } from '#hooks/use-jobs-connection';
import './job-notifications.css';
import type { DesktopMode } from './notifications/desktop-notices';
import { useDesktopNotices } from './notifications/use-desktop-notices';
import { useConnectionNotice } from './toasts/use-connection-notice';
import { useIdle } from './toasts/use-idle';
import { useSpokenJobs } from './toasts/use-spoken-jobs';
import { useToastEntries } from './toasts/use-toast-entries';
import { useCoarseJobs } from './use-coarse-jobs';

// Drawing needs Sonner and all that can stand in a toast. It comes with the first one, or when the page has nothing
// else to do: once the connection is gone it could not come any more.
const ToastStackView = dynamic(
  async () => (await import('./toasts/toast-stack-view')).ToastStackView,
  { ssr: false },
);

interface JobProgressNotificationsProps {
  /** Toasts besides the summary on a wide screen; a narrow one has room for 1. Default 3. */
  maxVisible?: number;
  /**
   * Whether endings may be told outside the page: never, while a page is open in the background, or also
   * while none is (Web Push). It is the user who turns them on. Default `push`.
   */
  desktop?: 'off' | DesktopMode;
}

/**
 * Toasts of the user's jobs, and what is said about them aloud. Belongs once into the root layout, below
 * `JobsProvider`: a toast is a view of a job, and outlives the page that started it.
 */
export function JobProgressNotifications({
  maxVisible = 3,
  desktop = 'push',
}: JobProgressNotificationsProps) {
  const announcer = useAnnouncer();
  const jobs = useCoarseJobs();
  const notice = useConnectionNotice(useJobsConnection());
  const tellOutside = useDesktopNotices(desktop);
  const toasts = useToastEntries(jobs, announcer, tellOutside);
  useSpokenJobs(announcer, jobs);
  useSpokenConnection(announcer, notice);
  const idle = useIdle();
  const any = toasts.entries.length > 0 || toasts.away !== null || notice !== null;
  const [drawn, setDrawn] = useState(false);
  if ((idle || any) && !drawn) setDrawn(true);
  return (
    <>
      <AnnouncerRegions announcer={announcer} />
      {drawn && <ToastStackView {...toasts} {...{ maxVisible, notice, desktop }} />}
    </>
  );
}

function useAnnouncer() {
  const { spoken } = useMessages().toasts;
  const [announcer] = useState(() => createAnnouncer({ summarise: spoken.updated }));
  useEffect(() => () => announcer.close(), [announcer]);
  return announcer;
}

function useSpokenConnection(
  announcer: ReturnType<typeof createAnnouncer>,
  notice: ReturnType<typeof useConnectionNotice>,
): void {
  const { spoken } = useMessages().toasts;
  useEffect(() => {
    if (notice === 'offline') announcer.say(spoken.offline);
    else if (notice === 'online') announcer.say(spoken.online);
  }, [announcer, notice, spoken]);
}
