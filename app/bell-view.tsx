'use client';

import dynamic from 'next/dynamic';
import { JobsBell } from '#components/jobs-bell';
import { useBackgroundJobs } from '#hooks/use-background-jobs';

// Loaded when it is first opened.
const JobTrayView = dynamic(async () => (await import('./job-tray-view')).JobTrayView, {
  loading: () => null,
});

/** The bell with the count of live jobs, and the tray under it. */
export function BellView() {
  const { active } = useBackgroundJobs();
  return <JobsBell active={active.length}>{(close) => <JobTrayView onClose={close} />}</JobsBell>;
}
