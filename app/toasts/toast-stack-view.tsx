'use client';

import { type RefObject, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { Toaster } from 'sonner';
import { useMessages } from '#components/messages';
import { countFolded, planToasts } from '#components/toast-plan';
import 'sonner/dist/styles.css';
import type { DesktopMode } from '../notifications/desktop-notices';
import { CancelAllView } from './cancel-all-view';
import { ConnectionToastView } from './connection-toast-view';
import { JobToastView } from './job-toast-view';
import { AwayToastView, SummaryToastView } from './summary-toast-view';
import { ToastsContext } from './toasts-context';
import type { ConnectionNotice } from './use-connection-notice';
import { useRegion } from './use-region';
import type { ToastEntries } from './use-toast-entries';
import { type ListedToast, TOASTER_ID, useToastList } from './use-toast-list';

export interface ToastStackProps extends ToastEntries {
  maxVisible: number;
  notice: ConnectionNotice;
  desktop: 'off' | DesktopMode;
}

/** The toasts as they are drawn: as many as there is room for, the rest as one. */
export function ToastStackView({ maxVisible, notice, desktop, ...shown }: ToastStackProps) {
  const { book, entries, away, clearAway } = shown;
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
