'use client';

import { useRouter, useSearchParams } from 'next/navigation';
import { useEffect, useMemo, useState } from 'react';
import { AskForm } from '#components/ask/ask-form';
import { AskedList } from '#components/ask/asked-list';
import { useMessages } from '#components/messages';
import { ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import type { AskedQuestion, NewsStock } from '#contracts/ask-answer';
import type { Job } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import type { RequestFailure } from '#hooks/jobs-api';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { useJob } from '#hooks/use-job';
import { AnswerView } from './answer-view';

/** A question with its job as the server read it. */
export interface AskedJob extends AskedQuestion {
  readonly job: Job;
}

interface AskViewProps {
  stock: NewsStock;
  /** What this person asked before, the newest first. */
  asked: readonly AskedQuestion[];
  /** The question in the address when the page was made. */
  current: AskedJob | null;
  /** What was written before the page was live. */
  draft: string;
  sourcesHref: string | null;
}

const hrefOf = (jobId: string): string => `/ask?job=${encodeURIComponent(jobId)}`;

/** The page of questions: which one is shown stands in the address, so that it outlasts a reload. */
export function AskView({ stock, asked, current, draft, sourcesHref }: AskViewProps) {
  const { ask: words } = useMessages();
  const jobId = useSearchParams().get('job');
  const [mine, setMine] = useState<readonly AskedQuestion[]>([]);
  const all = useMemo(() => {
    const known = new Map<string, AskedQuestion>();
    for (const one of [...mine, ...asked])
      if (!known.has(one.question)) known.set(one.question, one);
    return [...known.values()];
  }, [mine, asked]);
  const shown = [...mine, ...asked, ...(current ? [current] : [])].find(
    (one) => one.jobId === jobId,
  );
  const { onAsk, onStop, waiting, live, problem } = useAsking(jobId, (one) =>
    setMine((before) => [one, ...before]),
  );
  const form = { stock, waiting, live, problem, onAsk, onStop };
  const known = current?.jobId === jobId ? current.job : null;
  return (
    <div className="ask" data-ask-page>
      <h1>{words.heading}</h1>
      <AskForm key={`form ${shown?.jobId}`} question={shown?.question ?? draft} {...form} />
      {jobId !== null && shown && (
        <AnswerView key={`answer ${jobId}`} jobId={jobId} known={known} sourcesHref={sourcesHref} />
      )}
      {jobId !== null && !shown && (
        <Empty kind="cut" level={2} title={words.gone.title}>
          {words.gone.text}
        </Empty>
      )}
      {jobId === null && stock.articles === 0 && <NothingYet sourcesHref={sourcesHref} />}
      <div className="before">
        <AskedList asked={all.filter((one) => one.jobId !== jobId)} hrefOf={hrefOf} />
      </div>
    </div>
  );
}

function NothingYet({ sourcesHref }: Pick<AskViewProps, 'sourcesHref'>) {
  const { empty } = useMessages().ask;
  return (
    <Empty
      level={2}
      title={empty.title}
      actions={
        sourcesHref && (
          <ButtonLink variant="outline" href={sourcesHref}>
            {empty.sources}
          </ButtonLink>
        )
      }
    >
      {empty.text}
    </Empty>
  );
}

/** Asks, stops, and says how that went. */
function useAsking(jobId: string | null, onAsked: (asked: AskedQuestion) => void) {
  const { ask: words } = useMessages();
  const router = useRouter();
  const { createJob, cancelJob } = useBackgroundJobs({ types: ['ask'] });
  const status = useJob(jobId, (job) => job?.status);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const live = status !== undefined && status !== 'creating' && !isTerminal(status);
  useStockRead(status !== undefined && status !== 'creating' && isTerminal(status));

  const tell = (error: unknown) => {
    const { code, message } = error as RequestFailure;
    setProblem(code === 'offline' ? words.offline : words.failed(message));
  };
  const onAsk = async (question: string) => {
    setWaiting(true);
    setProblem(null);
    try {
      const options = { priority: 'high', title: question, toast: false } as const;
      const { id } = await createJob({ type: 'ask', question }, options);
      onAsked({ jobId: id, question });
      router.push(hrefOf(id), { scroll: false });
    } catch (error) {
      tell(error);
    }
    setWaiting(false);
  };
  const onStop = () => {
    if (jobId !== null) void cancelJob(jobId).catch(tell);
  };
  return { onAsk, onStop, waiting, live, problem };
}

/** Reads the page anew once an answer has ended: the first one may have brought the articles. */
function useStockRead(ended: boolean): void {
  const router = useRouter();
  const [before, setBefore] = useState(ended);
  useEffect(() => {
    if (ended === before) return;
    setBefore(ended);
    if (ended) router.refresh();
  }, [ended, before, router]);
}
