'use client';

import { useEffect, useState } from 'react';
import { ExportPanel } from '#components/account/export-panel';
import { useMessages } from '#components/messages';
import { Link } from '#components/ui/link';
import { isTerminal } from '#contracts/job-status';
import type { ExportList } from '#contracts/user-data';
import { useJob } from '#hooks/use-job';
import { readExports, startExport } from './account-api';

/** Starts the export, follows its job live, and offers the file. */
export function ExportView({ initial }: { initial: ExportList }) {
  const { account } = useMessages();
  const [ready, setReady] = useState(initial.exports[0] ?? null);
  const [jobId, setJobId] = useState(initial.runningJobId);
  const [waiting, setWaiting] = useState(false);
  const [failed, setFailed] = useState(false);
  const job = useJob(jobId);
  const status = job?.status;
  useEffect(() => {
    if (status !== 'completed') return;
    readExports().then(
      ({ exports }) => setReady(exports[0] ?? null),
      () => setFailed(true),
    );
  }, [status]);
  const start = async () => {
    setWaiting(true);
    setFailed(false);
    await startExport().then(
      (accepted) => setJobId(accepted.jobId),
      () => setFailed(true),
    );
    setWaiting(false);
  };
  const ended = status !== undefined && status !== 'creating' && isTerminal(status);
  const broken = status === 'failed' || status === 'cancelled';
  const problem = broken ? (
    <>
      {account.take.broken}{' '}
      <Link href={`/jobs/${encodeURIComponent(jobId ?? '')}`}>{account.take.job}</Link>
    </>
  ) : null;
  const { percent = null, message = '' } = job?.progress ?? {};
  return (
    <ExportPanel
      ready={ready}
      running={jobId && !ended ? { percent, message } : null}
      problem={failed ? account.failed : problem}
      waiting={waiting}
      onStart={start}
    />
  );
}
