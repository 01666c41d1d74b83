'use client';

import { useId, useState } from 'react';
import type { FailureGroup, Queue, QueueActionBody, Worker } from '#contracts/admin';
import { ConfirmDialog, DialogLayer } from '../confirm-dialog';
import { typeTitle } from '../job-text';
import { useMessages } from '../messages';
import { Button } from '../ui/button';
import { Field } from '../ui/field';
import { Form } from '../ui/form';
import type { FailureWish } from './failure-table';
import type { QueueWish } from './queue-table';

/** What an operator is about to do, asked once more before it is done. */
export type Wish =
  | { readonly of: 'queue'; readonly queue: Queue; readonly wish: QueueWish }
  | { readonly of: 'failures'; readonly group: FailureGroup; readonly wish: FailureWish }
  | { readonly of: 'worker'; readonly worker: Worker; readonly wish: 'drain' | 'resume' };

interface WishDialogProps {
  wish: Wish;
  waiting: boolean;
  /** Why it was not done; empty before. */
  problem: string;
  onConfirm: (body: QueueActionBody) => void;
  onClose: () => void;
}

/** Says what will happen before it happens. */
export function WishDialog({ wish, ...rest }: WishDialogProps) {
  const texts = useMessages();
  const { ask, queues, failures, workers } = texts.admin;
  if (wish.of === 'queue') {
    const name = typeTitle(texts, wish.queue.type);
    if (wish.wish === 'limit') return <LimitDialog {...rest} queue={wish.queue} name={name} />;
    if (wish.wish === 'pause') return <PauseDialog {...rest} queue={wish.queue} name={name} />;
    return (
      <Confirm
        {...rest}
        title={ask.resumeQueue(name)}
        text={ask.resumeQueueText(wish.queue.waiting)}
        label={queues.actions.resume}
      />
    );
  }
  if (wish.of === 'worker') {
    const name = `${wish.worker.host}:${wish.worker.pid}`;
    return (
      <Confirm
        {...rest}
        title={ask.worker[wish.wish](name)}
        text={ask.workerText[wish.wish](wish.worker.slots.used)}
        label={workers.actions[wish.wish]}
      />
    );
  }
  const { group } = wish;
  const label = wish.wish === 'retry' ? failures.actions.retry(group.open) : '';
  return (
    <Confirm
      {...rest}
      title={ask.failures[wish.wish](group.open)}
      text={`${group.message}. ${ask.failuresText[wish.wish](group.open)}`}
      label={wish.wish === 'retry' ? label : failures.actions[wish.wish]}
      danger={wish.wish === 'discard'}
    />
  );
}

interface ConfirmProps extends Omit<WishDialogProps, 'wish'> {
  title: string;
  text: string;
  label: string;
  danger?: boolean;
}

function Confirm({ title, text, label, danger, waiting, problem, ...does }: ConfirmProps) {
  const { ask } = useMessages().admin;
  return (
    <ConfirmDialog
      title={title}
      text={problem === '' ? text : `${text} ${problem}`}
      confirmLabel={label}
      cancelLabel={ask.keep}
      danger={danger ?? false}
      waiting={waiting}
      onConfirm={() => does.onConfirm({})}
      onClose={does.onClose}
    />
  );
}

interface QueueDialogProps extends Omit<WishDialogProps, 'wish'> {
  queue: Queue;
  name: string;
}

function PauseDialog({ queue, name, waiting, problem, onConfirm, onClose }: QueueDialogProps) {
  const { ask, queues } = useMessages().admin;
  const id = useId();
  const [reason, setReason] = useState('');
  const submit = () => {
    onConfirm(reason.trim() === '' ? {} : { reason: reason.trim() });
  };
  return (
    <DialogLayer title={ask.pauseQueue(name)} onClose={onClose}>
      <p className="note">{ask.pauseQueueText(queue.waiting, queue.active)}</p>
      <Form className="wishform" onSubmit={submit}>
        <Field id={id} label={ask.reason} optional hint={ask.reasonHint} error={problem}>
          <input
            className="input"
            id={id}
            dir="auto"
            maxLength={200}
            value={reason}
            aria-describedby={problem ? `${id}-error` : `${id}-hint`}
            onChange={({ target }) => setReason(target.value)}
          />
        </Field>
        <Buttons waiting={waiting} label={queues.actions.pause} onClose={onClose} />
      </Form>
    </DialogLayer>
  );
}

const MAX_LIMIT = 1_000;

function LimitDialog({ queue, name, waiting, problem, onConfirm, onClose }: QueueDialogProps) {
  const { ask, queues } = useMessages().admin;
  const id = useId();
  const [text, setText] = useState(queue.concurrency === null ? '' : String(queue.concurrency));
  const [wrong, setWrong] = useState('');
  const submit = () => {
    const limit = Number(text);
    if (text.trim() === '') return onConfirm({ concurrency: null });
    if (!Number.isInteger(limit) || limit < 1 || limit > MAX_LIMIT) {
      return setWrong(ask.limitWrong(MAX_LIMIT));
    }
    onConfirm({ concurrency: limit });
  };
  const error = wrong || problem;
  return (
    <DialogLayer title={ask.limitQueue(name)} onClose={onClose}>
      <p className="note">{ask.limitQueueText(queue.active)}</p>
      <Form className="wishform" onSubmit={submit} noValidate>
        <Field id={id} label={ask.limit} hint={ask.limitHint} error={error}>
          <input
            className="input"
            id={id}
            inputMode="numeric"
            dir="ltr"
            value={text}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${id}-error` : `${id}-hint`}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
        <Buttons waiting={waiting} label={queues.actions.limit} onClose={onClose} />
      </Form>
    </DialogLayer>
  );
}

interface ButtonsProps {
  waiting: boolean;
  label: string;
  onClose: () => void;
}

function Buttons({ waiting, label, onClose }: ButtonsProps) {
  const { ask } = useMessages().admin;
  return (
    <div className="cluster">
      <Button variant="outline" onClick={onClose}>
        {ask.keep}
      </Button>
      <Button type="submit" waiting={waiting}>
        {label}
      </Button>
    </div>
  );
}
