'use client';

import { CircleAlert, Square } from 'lucide-react';
import { type SubmitEvent, useId, useState } from 'react';
import type { NewsStock } from '#contracts/ask-answer';
import { cleanQuestion, MAX_QUESTION_LENGTH } from '#contracts/clean-question';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { Button } from '../ui/button';

interface AskFormProps {
  stock: NewsStock;
  /** What the field holds at first; with another `key` it is filled anew. */
  question: string;
  /** The request for the job is on its way. */
  waiting: boolean;
  /** There is an answer on its way that can be stopped. */
  live: boolean;
  /** Why the last question was not asked. */
  problem: string | null;
  onAsk: (question: string) => void;
  onStop: () => void;
}

/** The question, and what there is to ask about. */
export function AskForm(props: AskFormProps) {
  const { stock, question, waiting, live, problem, onAsk, onStop } = props;
  const { ask: words } = useMessages();
  const id = useId();
  const [text, setText] = useState(question);
  const [short, setShort] = useState(false);
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    if (waiting || live) return;
    const asked = cleanQuestion(text);
    setShort(asked.length < 2);
    if (asked.length >= 2) onAsk(asked);
  };
  const shown = short ? words.tooShort : problem;
  return (
    <form onSubmit={submit} noValidate data-ask>
      <div className="askbox">
        <input
          className="input"
          // Where the page is not live yet, a press of Enter keeps what was written in the address.
          name="q"
          aria-label={words.question}
          aria-describedby={shown ? `${id}-problem` : `${id}-stock`}
          aria-invalid={short || undefined}
          placeholder={words.placeholder}
          // Empty it runs as the page does, and with it the example.
          dir={text === '' ? undefined : 'auto'}
          enterKeyHint="send"
          autoComplete="off"
          maxLength={MAX_QUESTION_LENGTH}
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setShort(false);
          }}
        />
        {live ? (
          // Another key, lest a second press of Enter is taken for a wish to stop.
          <Button key="stop" variant="outline" onClick={onStop}>
            <Square className="i" aria-hidden="true" />
            {words.stop}
          </Button>
        ) : (
          <Button key="ask" type="submit" waiting={waiting}>
            {words.submit}
          </Button>
        )}
      </div>
      <Foot id={id} stock={stock} problem={shown} />
    </form>
  );
}

/** What there is to ask about, or what went wrong, in that one place. */
function Foot({ id, stock, problem }: Pick<AskFormProps, 'stock' | 'problem'> & { id: string }) {
  const { ask: words } = useMessages();
  if (problem !== null) {
    return (
      <p className="problem" id={`${id}-problem`} role="alert">
        <CircleAlert className="i" aria-hidden="true" />
        {problem}
      </p>
    );
  }
  return (
    <p className="xs muted stock" id={`${id}-stock`}>
      {stock.newestAt !== null && (
        <>
          <bdi>{words.stock(stock.articles, stock.sources)}</bdi> <Age at={stock.newestAt} />.{' '}
        </>
      )}
      {words.stockOnly}
    </p>
  );
}
