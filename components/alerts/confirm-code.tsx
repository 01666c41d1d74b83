'use client';

import { useId, useState } from 'react';
import { useMessages } from '../messages';
import { Button, TextButton } from '../ui/button';
import { describedBy, Field } from '../ui/field';
import { Form } from '../ui/form';

interface ConfirmCodeProps {
  address: string;
  /** null: it was the code. */
  onConfirm: (code: string) => Promise<string | null>;
  /** What came of it, in words. */
  onAgain: () => Promise<string>;
}

/** Takes the code that was mailed to the reader's address. */
export function ConfirmCode({ address, onConfirm, onAgain }: ConfirmCodeProps) {
  const { alerts } = useMessages();
  const { confirm: words } = alerts;
  const id = useId();
  const [code, setCode] = useState('');
  const [problem, setProblem] = useState<string>();
  const [said, setSaid] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(false);
  const during = async (work: () => Promise<void>) => {
    if (waiting) return;
    setWaiting(true);
    await work();
    setWaiting(false);
  };
  const confirm = () => {
    void during(async () => setProblem((await onConfirm(code)) ?? undefined));
  };
  const hint = words.text(`\u2068${address}\u2069`);
  return (
    <Form className="confirmcode" onSubmit={confirm} noValidate aria-label={words.title}>
      <Field id={id} label={words.code} hint={hint} error={problem}>
        <input
          id={id}
          className="input mono"
          dir="ltr"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={8}
          value={code}
          onChange={({ target }) => setCode(target.value.replace(/\D/g, ''))}
          {...describedBy(id, { hint, error: problem })}
        />
      </Field>
      <div className="cluster">
        <Button type="submit" size="sm" waiting={waiting || code.length < 8}>
          {words.send}
        </Button>
        <TextButton onClick={() => void during(async () => setSaid(await onAgain()))}>
          {words.again}
        </TextButton>
        <span className="xs muted" role="status">
          {said}
        </span>
      </div>
    </Form>
  );
}
