'use client';

import { JobsBell } from '#components/jobs-bell';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { JobTrayView } from './job-tray-view';

/** The bell with the count of live jobs, and the tray under it. */
export function BellView() {
  const { active } = useBackgroundJobs();
  return <JobsBell active={active.length}>{(close) => <JobTrayView onClose={close} />}</JobsBell>;
}
