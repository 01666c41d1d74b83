'use client';

import dynamic from 'next/dynamic';
import type { ShownJob } from '#components/job-text';
import { ResultLoading, ResultViewer } from '#components/result-viewer';

// It checks results against the contracts, which are large: only for a result that came while the page was open.
const CheckedResult = dynamic(
  async () => (await import('#components/checked-result')).CheckedResult,
  { loading: () => <ResultLoading /> },
);

interface ResultViewProps {
  job: ShownJob;
  /** `finishedAt` of the ending whose result the server has found to have its type's form. */
  checkedEnd?: string | null;
}

/** The result of a job; what the server has checked stands in the first HTML and stays there. */
export function ResultView({ job, checkedEnd = null }: ResultViewProps) {
  const fresh = job.status === 'completed' && job.result !== null && job.finishedAt !== checkedEnd;
  return fresh ? <CheckedResult job={job} /> : <ResultViewer job={job} read={asIs} />;
}

const asIs = (_type: string, result: unknown): unknown => result;
