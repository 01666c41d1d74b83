import { useEffect, useRef, useState } from 'react';
import type { ShownJob } from '#components/job-text';
import type { JobHistory } from '#contracts/api';
import { isTerminal } from '#contracts/job-status';
import { readHistory } from '../../_lib/jobs-api';

/** Changes gather this long before the history is asked for again. */
const GATHER_MS = 250;
/** While a job works its finished steps are asked for this often. */
const STEPS_EVERY_MS = 4_000;

/** Changes and steps of a job, asked for again when it changes, and now and then while it works. */
export function useHistory(job: ShownJob, first: JobHistory): JobHistory {
  const [history, setHistory] = useState(first);
  const [round, setRound] = useState(0);
  const works = !isTerminal(job.status);
  const wanted = `${job.rev} ${job.progress.step?.index ?? ''} ${round}`;
  const read = useRef(wanted);

  useEffect(() => {
    if (!works) return;
    const timer = setInterval(() => {
      if (!document.hidden) setRound((n) => n + 1);
    }, STEPS_EVERY_MS);
    return () => clearInterval(timer);
  }, [works]);

  useEffect(() => {
    if (read.current === wanted) return;
    const timer = setTimeout(() => {
      read.current = wanted;
      // What is shown stays where it cannot be read; the next change asks again.
      readHistory(job.id).then(setHistory, () => {});
    }, GATHER_MS);
    return () => clearTimeout(timer);
  }, [job.id, wanted]);

  return history;
}
