'use client';

import { useEffect, useState } from 'react';
import { JobLine } from '#components/job-line';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import { useJob } from '#hooks/use-job';
import { jobHref } from '../_lib/jobs-api';
import { triggerSchedule } from '../schedules/schedules-api';

interface LanguageRunViewProps {
  schedule: 'evaluation' | 'preload';
  title: string;
  hint: string;
  /** Label of the button; null where the reader may not run it. */
  action: string | null;
  /** The latest run, whoever or whatever started it. */
  lastJobId: string | null;
  onChange: () => Promise<void>;
}

/** One of the system's runs: what it does, how the latest one gets on, and the button for another. */
export function LanguageRunView(props: LanguageRunViewProps) {
  const { schedule, title, hint, action, lastJobId, onChange } = props;
  const { languages, schedules } = useMessages();
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const latest = useJob(lastJobId);
  const [before, setBefore] = useState(latest);
  // A run that has just begun is not known yet: the one before it stays until it is.
  const job = latest ?? before;
  useEffect(() => {
    if (latest) setBefore(latest);
  }, [latest]);
  const status = latest?.status;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another status means that the page is old
  useEffect(() => void onChange(), [status, onChange]);
  const run = async () => {
    setBusy(true);
    setSaid(await start(schedule, schedules));
    await onChange();
    setBusy(false);
  };
  return (
    <section className="languagerun" aria-label={title}>
      <div>
        <h3>{title}</h3>
        <p className="xs muted">{hint}</p>
      </div>
      {action !== null && (
        <Button size="sm" waiting={busy} onClick={run}>
          {action}
        </Button>
      )}
      <div className="said">
        {job ? (
          <JobLine job={job} href={jobHref(job.id)} />
        ) : (
          lastJobId === null && <p className="xs muted">{languages.runs.never}</p>
        )}
      </div>
      <p className="xs muted" role="status">
        {said}
      </p>
    </section>
  );
}

type Words = ReturnType<typeof useMessages>['schedules'];

/** @returns what came of it, in words */
async function start(schedule: string, words: Words): Promise<string | null> {
  try {
    const { data } = await triggerSchedule(schedule);
    if (data.outcome === 'started') return null;
    return data.outcome === 'waiting' ? words.done.waits : words.done.busy;
  } catch (error) {
    return words.failed(error instanceof Error ? error.message : String(error));
  }
}
