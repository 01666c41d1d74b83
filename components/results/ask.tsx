'use client';

import { useState } from 'react';
import type { JobOutput } from '#contracts/jobs/index';
import { AnswerPanel, answerOf } from '../ask/answer-panel';
import { SourceList } from '../ask/source-list';
import { useMessages } from '../messages';
import { ResultSection } from './result-parts';

/** A question with its answer and what it stands on. */
export function AskResult({ output }: { output: JobOutput<'ask'> }) {
  const { ask } = useMessages();
  const [hot, setHot] = useState<number | null>(null);
  const cited = new Set(output.citations.map(({ n }) => n));
  return (
    <>
      <div className="lead">
        <p className="headline" dir="auto">
          {output.question}
        </p>
      </div>
      <AnswerPanel status="completed" answer={answerOf(output)} message="" onPoint={setHot} />
      {output.passages.length > 0 && (
        <ResultSection title={ask.sources.title}>
          <SourceList passages={output.passages} cited={cited} hot={hot} />
        </ResultSection>
      )}
    </>
  );
}
