import { useRouter } from 'next/navigation';
import { useEffect, useState } from 'react';
import { copyText } from '#components/copy-button';
import type { RowAction } from '#components/job-row';
import type { ShownJob } from '#components/job-text';
import { useMessages } from '#components/messages';
import { useJobsClient } from '#hooks/jobs-provider';
import { editHref, jobHref } from '../_lib/jobs-api';

/** How long a row's outcome stands above the list. */
const SAID_MS = 6_000;

/** What the actions of a row do. `said`: what came of the last one where the row itself does not show it. */
export function useRowActions(onPeek: (jobId: string) => void): {
  act: (action: RowAction, job: ShownJob) => void;
  said: string;
} {
  const client = useJobsClient();
  const router = useRouter();
  const { job: words } = useMessages();
  const [said, setSaid] = useState('');
  useEffect(() => {
    if (said === '') return;
    const timer = setTimeout(() => setSaid(''), SAID_MS);
    return () => clearTimeout(timer);
  }, [said]);
  const refused = (error: unknown) =>
    setSaid(error instanceof Error ? error.message : words.offline);
  const act = (action: RowAction, job: ShownJob) => {
    setSaid('');
    if (action === 'open') router.push(jobHref(job.id));
    else if (action === 'peek') onPeek(job.id);
    else if (action === 'edit') router.push(editHref(job));
    else if (action === 'cancel') client.cancelJob(job.id).catch(refused);
    else if (action === 'start') client.startNow(job.id).catch(refused);
    else if (action === 'retry') client.retryJob(job.id).catch(refused);
    else copyText(job.id).then((done) => setSaid(done ? words.copied : words.notCopied));
  };
  return { act, said };
}
