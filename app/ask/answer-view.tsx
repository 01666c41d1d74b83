'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { AnswerPanel, answerOf, type ShownAnswer } from '#components/ask/answer-panel';
import { SourceList } from '#components/ask/source-list';
import { drawnState, jobMessage, newerJob, type ShownJob } from '#components/job-text';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import type { AskResult } from '#contracts/ask';
import { splitAnswer, toLiveAnswer } from '#contracts/ask-answer';
import type { Job } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { useJob } from '#hooks/use-job';
import { useJobChunks } from '#hooks/use-job-chunks';

interface AnswerViewProps {
  jobId: string;
  /** The job when the page was made; null for one that was asked on this page. */
  known: Job | null;
  sourcesHref: string | null;
}

const NOTHING: ShownAnswer = {
  ...{ text: '', passages: [], engine: null, searchMs: null },
  ...{ outcome: null, missing: [] },
};

const plain = (text: string): string =>
  splitAnswer(text)
    .flat()
    .map((piece) => piece.text.trim())
    .join(' ');

/** One answer: as it comes, from the job's chunks, and from its result once it is there. */
export function AnswerView({ jobId, known, sourcesHref }: AnswerViewProps) {
  const messages = useMessages();
  const { ask: words } = messages;
  const [hot, setHot] = useState<number | null>(null);
  const live = useJob<'ask'>(jobId);
  const { chunks } = useJobChunks(jobId);
  const job: ShownJob | undefined = known ? newerJob(known, live) : live;
  const result = job?.status === 'completed' ? (job.result as AskResult | null) : null;
  const answer: ShownAnswer = result ? answerOf(result) : { ...NOTHING, ...toLiveAnswer(chunks) };
  const cited = new Set(
    splitAnswer(answer.text).flatMap((pieces) => pieces.flatMap(({ cites }) => cites)),
  );
  if (!job) {
    return (
      <p className="note" role="status">
        {words.loading}
      </p>
    );
  }
  return (
    <>
      <AnswerPanel
        status={drawnState(job)}
        answer={answer}
        message={isTerminal(drawnState(job)) ? '' : jobMessage(messages, job)}
        onPoint={setHot}
        sourcesHref={sourcesHref}
      >
        <Ending job={job} begun={answer.text !== ''} />
      </AnswerPanel>
      {answer.passages.length > 0 && (
        <aside className="found" aria-labelledby="sources-title">
          <h2 id="sources-title">{words.sources.title}</h2>
          <SourceList passages={answer.passages} cited={cited} hot={hot} />
        </aside>
      )}
      <div className="sr" role="status" aria-atomic="true">
        {spokenOf(job, answer, words.spoken)}
      </div>
    </>
  );
}

/** What a screen reader is told: that it is searched, then the whole answer at once, not word by word. */
const spokenOf = (
  job: ShownJob,
  { text, passages, outcome }: ShownAnswer,
  words: { searching: string; answered: (answer: string, count: number) => string },
): string => {
  if (job.status === 'completed' && outcome !== null) {
    return outcome === 'answered' ? words.answered(plain(text), passages.length) : plain(text);
  }
  return isTerminal(drawnState(job)) ? '' : words.searching;
};

/** An end that is no answer, and asking again. */
function Ending({ job, begun }: { job: ShownJob; begun: boolean }) {
  const { ask: words } = useMessages();
  const router = useRouter();
  const { retryJob } = useBackgroundJobs({ types: ['ask'] });
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  if (job.status !== 'failed' && job.status !== 'cancelled') return null;
  const again = async () => {
    setWaiting(true);
    try {
      const next = await retryJob(job.id);
      router.push(`/ask?job=${encodeURIComponent(next)}`, { scroll: false });
    } catch (error) {
      setProblem(words.failed((error as Error).message));
    }
    setWaiting(false);
  };
  const stopped = begun ? words.stopped : words.stoppedBare;
  return (
    <div className="ending" data-state={job.status}>
      {job.status === 'failed' && <h3>{words.failedJob}</h3>}
      <p className="note" role={job.status === 'failed' ? 'alert' : undefined} dir="auto">
        {problem ?? (job.status === 'failed' ? job.error?.message : stopped)}
      </p>
      <Button variant="outline" waiting={waiting} onClick={again}>
        {words.again}
      </Button>
    </div>
  );
}
