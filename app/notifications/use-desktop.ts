import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react';
import { jobTitle } from '#components/job-text';
import { useMessages } from '#components/messages';
import type { JobNotice } from '#hooks/jobs-api';
import { useJobsClient } from '#hooks/jobs-provider';
import { jobHref } from '../_lib/jobs-api';
import {
  type DesktopMode,
  type DesktopState,
  readDesktopState,
  renewDesktop,
  showDesktopNotice,
  subscribeDesktopState,
  turnDesktopOff,
  turnDesktopOn,
} from './desktop-notices';

interface DesktopSwitch {
  readonly state: DesktopState;
  /** Being turned on or off. */
  readonly busy: boolean;
  readonly failed: boolean;
  readonly turn: (on: boolean) => void;
}

/** The user's choice in this browser. @param most `when-hidden` leaves Web Push alone */
export function useDesktopSwitch(most: DesktopMode = 'push'): DesktopSwitch {
  const { userId } = useJobsClient();
  const { locale } = useMessages();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const state = useSyncExternalStore(
    subscribeDesktopState,
    () => readDesktopState(userId),
    () => 'unsupported' as const,
  );
  const turn = async (on: boolean) => {
    setBusy(true);
    setFailed(false);
    try {
      await (on ? turnDesktopOn(userId, locale, most) : turnDesktopOff(userId));
    } catch {
      setFailed(true);
    } finally {
      setBusy(false);
    }
  };
  return { state, busy, failed, turn: (on) => void turn(on) };
}

/**
 * Shows endings outside the page where the user wants that, and hears what the service worker has to say.
 *
 * @returns what to call with an ending that no tab could show
 */
export function useDesktopNotices(desktop: 'off' | DesktopMode): (notice: JobNotice) => void {
  const texts = useMessages();
  const client = useJobsClient();
  const router = useRouter();
  const { userId } = client;
  const { locale } = texts;

  useEffect(() => {
    if (desktop === 'push') renewDesktop(userId, locale).catch(() => {});
  }, [desktop, userId, locale]);

  const onWorker = useEffectEvent(({ data }: MessageEvent<{ type?: string; path?: string }>) => {
    // It heard of an ending before this page did: the live connection may be dead without knowing it.
    if (data?.type === 'jobwire:ended') client.reconnect();
    if (data?.type === 'jobwire:open' && data.path?.startsWith('/')) router.push(data.path);
  });
  useEffect(() => {
    const { serviceWorker } = navigator;
    const listener = (event: MessageEvent) => onWorker(event);
    serviceWorker?.addEventListener('message', listener);
    serviceWorker?.startMessages();
    return () => serviceWorker?.removeEventListener('message', listener);
  }, []);

  return (notice) => {
    const state = readDesktopState(userId);
    if (desktop === 'off' || notice.job.parentId !== null) return;
    if (state !== 'push' && state !== 'when-hidden') return;
    const open = () => router.push(jobHref(notice.job.id));
    const title = jobTitle(texts, notice.job);
    showDesktopNotice(notice, title, texts.notifications, open).catch(() => {});
  };
}
