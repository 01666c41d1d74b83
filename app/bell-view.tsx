'use client';

import { useState } from 'react';
import { JobsBell } from '#components/jobs-bell';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { JobTrayView } from './job-tray-view';

/** The bell with the count of live jobs, and the tray under it. */
export function BellView() {
  const { active } = useBackgroundJobs();
  const [open, setOpen] = useState(false);
  return (
    <JobsBell active={active.length} open={open} onOpenChange={setOpen}>
      <JobTrayView onClose={() => setOpen(false)} />
    </JobsBell>
  );
}
