'use client';

import { LogView } from '#components/log-view';
import { useJobLogs } from '#hooks/use-job-logs';

interface LogsViewProps {
  jobId: string;
  /** Times are shown from here on, in milliseconds since 1970. */
  startMs: number;
  live: boolean;
}

/** The job's log, replayed and then as it is written. A component of its own: lines come often. */
export function LogsView({ jobId, startMs, live }: LogsViewProps) {
  const { lines, truncatedBefore, state, reload } = useJobLogs(jobId, { follow: live });
  return (
    <LogView
      lines={lines}
      truncatedBefore={truncatedBefore}
      state={state}
      live={live}
      startMs={startMs}
      name={jobId}
      onReload={reload}
    />
  );
}
