import { useRouter } from 'next/navigation';
import { useEffect, useEffectEvent } from 'react';
import { jobTitle } from '#components/job-text';
import { useMessages } from '#components/messages';
import type { JobNotice } from '#hooks/jobs-api';
import { useJobsClient } from '#hooks/jobs-provider';
import { jobHref } from '../_lib/jobs-api';
import type { DesktopMode } from './desktop-notices';

// Nothing in it is needed before the page is drawn.
const desktopNotices = () => import('./desktop-notices');

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
    if (desktop === 'push')
      desktopNotices()
        .then((ours) => ours.renewDesktop(userId, locale))
        .catch(() => {});
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

  const show = async (notice: JobNotice) => {
    const { readDesktopState, showDesktopNotice } = await desktopNotices();
    const state = readDesktopState(userId);
    if (state !== 'push' && state !== 'when-hidden') return;
    const open = () => router.push(jobHref(notice.job.id));
    await showDesktopNotice(notice, jobTitle(texts, notice.job), texts.notifications, open);
  };
  return (notice) => {
    if (desktop !== 'off' && notice.job.parentId === null) show(notice).catch(() => {});
  };
}
