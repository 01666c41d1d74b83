'use client';

import { useId, useState } from 'react';
import { DialogLayer } from '../confirm-dialog';
import { useMessages } from '../messages';
import { Button } from '../ui/button';
import { describedBy, Field } from '../ui/field';
import { Form } from '../ui/form';

interface EraseDialogProps {
  /** What has to be typed. */
  wanted: string;
  isGuest: boolean;
  /** Does it. What came of it, in words; null: it has begun. */
  onErase: (typed: string) => Promise<string | null>;
  onClose: () => void;
}

const same = (typed: string, wanted: string): boolean =>
  typed.trim().toLowerCase() === wanted.toLowerCase();

/** Asks for the account's own name before everything that is kept of it goes. */
export function EraseDialog({ wanted, isGuest, onErase, onClose }: EraseDialogProps) {
  const { account } = useMessages();
  const { erase: words } = account;
  const id = useId();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const [waiting, setWaiting] = useState(false);
  const label = isGuest ? words.typeWord(wanted) : words.typeEmail;
  const erase = async () => {
    if (waiting) return;
    if (!same(typed, wanted)) return setProblem(words.mismatch);
    setWaiting(true);
    const said = await onErase(typed.trim());
    // Where it has begun, the page goes away.
    if (said === null) return;
    setProblem(said);
    setWaiting(false);
  };
  return (
    <DialogLayer title={words.ask} onClose={onClose}>
      <p className="note">{words.warn}</p>
      <Form className="eraseform" onSubmit={erase} noValidate>
        <Field id={id} label={label} error={problem}>
          <input
            id={id}
            className="input"
            dir="ltr"
            type={isGuest ? 'text' : 'email'}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            value={typed}
            onChange={({ target }) => setTyped(target.value)}
            {...describedBy(id, { error: problem })}
          />
        </Field>
        <div className="cluster">
          <Button variant="outline" onClick={onClose}>
            {words.cancel}
          </Button>
          <Button type="submit" variant="danger" waiting={waiting}>
            {words.confirm}
          </Button>
        </div>
      </Form>
    </DialogLayer>
  );
}
