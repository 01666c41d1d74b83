'use client';

import { lazy, Suspense, useEffect } from 'react';
import { LogPanel, NoLines } from '#components/log-panel';
import { useJobLogs } from '#hooks/use-job-logs';

// Searching, colouring and scrolling lines is needed once there are some: after the page has been drawn.
const loadLogView = () => import('#components/log-view');
const LogView = lazy(async () => ({ default: (await loadLogView()).LogView }));

interface LogsViewProps {
  jobId: string;
  /** Times are shown from here on, in milliseconds since 1970. */
  startMs: number;
  live: boolean;
}

/** The job's log, replayed and then as it is written. A component of its own: lines come often. */
export function LogsView({ jobId, startMs, live }: LogsViewProps) {
  const { lines, truncatedBefore, state, reload } = useJobLogs(jobId, { follow: live });
  useEffect(() => {
    // Beside the lines. Should it fail, it is asked for again with the first one.
    loadLogView().catch(() => {});
  }, []);
  const log = { lines, truncatedBefore, state, live, startMs, name: jobId, onReload: reload };
  const none = (
    <LogPanel {...log} shown={0} tools={null}>
      <NoLines {...log} lines={[]} />
    </LogPanel>
  );
  if (lines.length === 0) return none;
  return (
    <Suspense fallback={none}>
      <LogView {...log} />
    </Suspense>
  );
}
