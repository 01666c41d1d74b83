'use client';

import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { noticesOf } from './client/job-notices';
import type { JobNotice, UseJobNoticesOptions, UseJobNoticesResult } from './jobs-api';
import { useClientCore } from './jobs-provider';

const NONE: readonly JobNotice[] = Object.freeze([]);
const none = () => NONE;

/**
 * The endings this tab is to show: over all tabs of this browser each one once. Belongs into one place
 * of the page, the one that shows toasts; without it the tab leaves endings to the others.
 *
 * @throws Error without a provider
 */
export const useJobNotices = ({ onNotice }: UseJobNoticesOptions = {}): UseJobNoticesResult => {
  const notices = noticesOf(useClientCore());
  const show = useEffectEvent((notice: JobNotice) => onNotice?.(notice));
  useEffect(() => notices.listen(show), [notices]);
  const away = useSyncExternalStore(notices.subscribeAway, notices.getAway, none);
  return { away, clearAway: notices.clearAway };
};
