'use client';

import { type ReactNode, useId } from 'react';
import type { AskResult } from '#contracts/ask';
import type { LiveAnswer } from '#contracts/ask-answer';
import type { JobStatus } from '#contracts/job';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import { Empty } from '../ui/empty';
import { AnswerText } from './answer-text';

/** An answer at any stage, as it is drawn. */
export interface ShownAnswer extends LiveAnswer {
  readonly outcome: AskResult['outcome'] | null;
  readonly missing: readonly string[];
}

/** A whole result as what is drawn of it. */
export const answerOf = (result: AskResult): ShownAnswer => ({
  text: result.answer,
  passages: result.passages,
  engine: result.engine,
  searchMs: result.searchMs,
  outcome: result.outcome,
  missing: result.missing,
});

interface AnswerPanelProps {
  status: JobStatus;
  answer: ShownAnswer;
  /** What the job is at, before there are sources. */
  message: string;
  onPoint?: (n: number | null) => void;
  /** Where feeds are looked at; null for whoever may not. */
  sourcesHref?: string | null;
  /** What there is to say about an end that is none. */
  children?: ReactNode;
}

/** State, engine and text of an answer, from the search to its end. */
export function AnswerPanel(props: AnswerPanelProps) {
  const { status, answer, message, onPoint, sourcesHref = null, children } = props;
  const { ask } = useMessages();
  const id = useId();
  const { outcome, text, passages } = answer;
  const live = status === 'running' || status === 'retrying' || status === 'cancelling';
  const answered = outcome === 'answered' || (outcome === null && text !== '');
  return (
    <article className="answerpanel" aria-labelledby={id} aria-busy={live} data-outcome={outcome}>
      <h2 id={id} className="sr">
        {ask.answer}
      </h2>
      <Head status={status} answer={answer} />
      {answered && (
        <>
          {answer.engine?.kind === 'built-in' && <Closest />}
          <AnswerText
            text={text}
            sources={passages.length}
            live={live}
            {...(onPoint ? { onPoint } : {})}
          />
          {answer.engine?.kind === 'provider' && !live && <p className="xs muted">{ask.written}</p>}
        </>
      )}
      {!answered && outcome === null && message && (
        <p className="note" dir="auto">
          {message}
        </p>
      )}
      {outcome === 'not-found' && <NotFound answer={answer} />}
      {outcome === 'empty' && (
        <Empty
          kind="cut"
          title={ask.empty.title}
          actions={sourcesHref && <a href={sourcesHref}>{ask.empty.sources}</a>}
        >
          {ask.empty.after}
        </Empty>
      )}
      {children}
    </article>
  );
}

function Head({ status, answer }: Pick<AnswerPanelProps, 'status' | 'answer'>) {
  const { ask } = useMessages();
  const { engine, searchMs, passages, outcome } = answer;
  const words = ask.status;
  const ended = { answered: words.answered, 'not-found': words.notFound, empty: words.empty };
  const running = engine === null ? words.searching : words.answering;
  const word = outcome === null ? (status === 'running' ? running : undefined) : ended[outcome];
  return (
    <div className="cluster xs muted">
      <StateBadge state={status}>{word}</StateBadge>
      {searchMs !== null && <span>{ask.found(passages.length, searchMs)}</span>}
      {engine && (
        <span data-engine={engine.kind}>
          {engine.kind === 'built-in' ? ask.builtIn : ask.provider(engine.name, engine.model)}
        </span>
      )}
    </div>
  );
}

function Closest() {
  const { closest } = useMessages().ask;
  return (
    <p className="closest">
      <b>{closest.label}</b> <span className="muted">{closest.about}</span>
    </p>
  );
}

function NotFound({ answer: { missing, passages } }: Pick<AnswerPanelProps, 'answer'>) {
  const { notFound } = useMessages().ask;
  return (
    <div className="notfound">
      <h3>{notFound.title}</h3>
      <p className="note" dir="auto">
        {missing.length > 0 ? notFound.names(missing.slice(0, 5)) : notFound.plain}{' '}
        {passages.length > 0 && notFound.near}
      </p>
    </div>
  );
}
