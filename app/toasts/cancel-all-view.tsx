'use client';

import { ConfirmDialog } from '#components/confirm-dialog';
import { useMessages } from '#components/messages';
import type { ToastCandidate } from '#components/toast-plan';
import { isTerminal } from '#contracts/job-status';
import { useJobsClient } from '#hooks/jobs-provider';

interface CancelAllViewProps {
  candidates: readonly ToastCandidate[];
  onClose: () => void;
}

/** Asks once, then asks the server to stop each of them; their rows say what became of it. */
export function CancelAllView({ candidates, onClose }: CancelAllViewProps) {
  const client = useJobsClient();
  const { confirmCancel } = useMessages().toasts;
  const jobs = candidates.filter(
    ({ job }) =>
      !isTerminal(job.status) && job.status !== 'cancelling' && job.status !== 'creating',
  );
  return (
    <ConfirmDialog
      title={confirmCancel.title(jobs.length)}
      text={confirmCancel.text}
      confirmLabel={confirmCancel.yes(jobs.length)}
      cancelLabel={confirmCancel.no}
      danger
      onConfirm={() => {
        onClose();
        for (const { job } of jobs) client.cancelJob(job.id).catch(() => {});
      }}
      onClose={onClose}
    />
  );
}
