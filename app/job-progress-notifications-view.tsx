'use client';

import { type RefObject, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Toaster } from 'sonner';
import { AnnouncerRegions, createAnnouncer } from '#components/announcer';
import { useMessages } from '#components/messages';
import { countFolded, planToasts } from '#components/toast-plan';
import { useJobsConnection } from '#hooks/use-jobs-connection';
import 'sonner/dist/styles.css';
import './job-notifications.css';
import type { DesktopMode } from './notifications/desktop-notices';
import { useDesktopNotices } from './notifications/use-desktop';
import { CancelAllView } from './toasts/cancel-all-view';
import { ConnectionToastView } from './toasts/connection-toast-view';
import { JobToastView } from './toasts/job-toast-view';
import { AwayToastView, SummaryToastView } from './toasts/summary-toast-view';
import { ToastsContext } from './toasts/toasts-context';
import { useConnectionNotice } from './toasts/use-connection-notice';
import { useRegion } from './toasts/use-region';
import { useSpokenJobs } from './toasts/use-spoken-jobs';
import { useToastEntries } from './toasts/use-toast-entries';
import { type ListedToast, TOASTER_ID, useToastList } from './toasts/use-toast-list';
import { useCoarseJobs } from './use-coarse-jobs';

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
  const { book, entries, away, clearAway } = useToastEntries(jobs, announcer, tellOutside);
  useSpokenJobs(announcer, jobs);
  useSpokenConnection(announcer, notice);
  const region = useRef<HTMLElement>(null);
  const { held, giveBack } = useRegion(region);
  const [cancelsAll, setCancelsAll] = useState(false);
  const room = useRoom(maxVisible, notice !== null, away !== null);
  const { visible, folded } = useMemo(() => planToasts(entries, room), [entries, room]);
  const counts = useMemo(() => countFolded(folded), [folded]);
  const dismiss = (...keys: string[]) => {
    const inside = region.current?.matches(':focus-within') ?? false;
    book.dismiss(...keys);
    // The focus must not go down with a toast.
    if (inside) giveBack();
  };
  const list = useMemo(
    () =>
      listOf(visible, { summary: folded.length > 0, away: away !== null, line: notice !== null }),
    [visible, folded.length, away, notice],
  );
  useToastList(list, (id) => {
    if (id === AWAY) clearAway();
    else if (id === SUMMARY) dismiss(...folded.map(({ key }) => key));
    else if (id !== LINE) dismiss(id);
  });
  const onCancelAll = () => setCancelsAll(true);
  const toasts = { book, held, dismiss, folded, counts, away, clearAway };
  const shared = { ...toasts, notice, onCancelAll, desktop };
  return (
    <ToastsContext value={shared}>
      <AnnouncerRegions announcer={announcer} />
      <JobToaster region={region} most={maxVisible + 3} />
      {cancelsAll && <CancelAllView candidates={folded} onClose={() => setCancelsAll(false)} />}
    </ToastsContext>
  );
}

interface JobToasterProps {
  region: RefObject<HTMLElement | null>;
  /** Toasts that are drawn at most, those on their way out included. */
  most: number;
}

function JobToaster({ region, most }: JobToasterProps) {
  const { toasts } = useMessages();
  const rtl = useIsRtl();
  return (
    <Toaster
      ref={region}
      id={TOASTER_ID}
      className="job-toaster"
      customAriaLabel={toasts.region}
      position={rtl ? 'bottom-left' : 'bottom-right'}
      swipeDirections={[rtl ? 'left' : 'right']}
      dir={rtl ? 'rtl' : 'ltr'}
      visibleToasts={most}
      expand
    />
  );
}

/** Places for toasts of jobs. The connection's line and what was missed take one each: the stack never grows past four. */
function useRoom(maxVisible: number, line: boolean, away: boolean): number {
  const places = useMedia('(max-width: 479px)') ? 1 : maxVisible;
  return Math.max(1, places - Number(line) - Number(away));
}

const SUMMARY = 'summary';
const AWAY = 'away';
const LINE = 'connection';

function listOf(
  visible: readonly { readonly key: string; readonly restored: boolean }[],
  extra: { summary: boolean; away: boolean; line: boolean },
): ListedToast[] {
  return [
    ...(extra.line
      ? [{ id: LINE, className: 'connection', body: () => <ConnectionToastView /> }]
      : []),
    ...(extra.summary
      ? [{ id: SUMMARY, className: 'summary', body: () => <SummaryToastView /> }]
      : []),
    ...(extra.away ? [{ id: AWAY, body: () => <AwayToastView /> }] : []),
    ...visible.map(({ key, restored }) => ({
      id: key,
      ...(restored ? { className: 'restored' } : {}),
      body: () => <JobToastView toastKey={key} />,
    })),
  ];
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

function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener('change', listener);
      return () => list.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
    () => false,
  );
}

const useIsRtl = (): boolean =>
  useSyncExternalStore(
    () => () => {},
    () => document.documentElement.dir === 'rtl',
    () => false,
  );
