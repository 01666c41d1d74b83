'use client';

import { useId, useState } from 'react';
import { type LanguageCode, languageOf } from '#contracts/guideline-languages';
import type { EditableSegment } from '#contracts/guideline-translations';
import { useMessages } from '../messages';
import { Button } from '../ui/button';
import { describedBy, Field } from '../ui/field';
import { Form } from '../ui/form';
import { useLanguageName } from './language-name';

/** Why a text was not taken. */
export interface ApprovalRefusal {
  readonly message: string;
  /** The checks complain: whoever knows better may approve all the same. */
  readonly mayInsist: boolean;
}

interface TranslationEditorProps {
  segment: EditableSegment;
  language: LanguageCode;
  onApprove: (text: string, despiteProblems: boolean) => Promise<ApprovalRefusal | null>;
  onClose: () => void;
}

/** Writes the translation of one segment. What was typed stays until it is taken or given up. */
export function TranslationEditor({
  segment,
  language,
  onApprove,
  onClose,
}: TranslationEditorProps) {
  const { edit } = useMessages().translations;
  const id = useId();
  const nameOf = useLanguageName();
  const [text, setText] = useState(segment.text ?? '');
  const [waiting, setWaiting] = useState(false);
  const [refusal, setRefusal] = useState<ApprovalRefusal | null>(null);

  const send = async (despiteProblems: boolean) => {
    if (waiting || text.trim() === '') return;
    setWaiting(true);
    const refused = await onApprove(text.trim(), despiteProblems);
    setWaiting(false);
    setRefusal(refused);
    if (refused === null) onClose();
  };
  const submit = () => {
    void send(false);
  };
  const error = refusal?.message;
  return (
    <Form className="editor" onSubmit={submit}>
      <Field id={id} label={edit.label(nameOf(language))} error={error}>
        <textarea
          id={id}
          className="input"
          lang={language}
          dir={languageOf(language).dir}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: the button that opened the editor has gone
          autoFocus
          {...describedBy(id, { error })}
          onChange={(event) => {
            setText(event.target.value);
            setRefusal(null);
          }}
        />
      </Field>
      <div className="cluster">
        <Button type="submit" size="sm" waiting={waiting || text.trim() === ''}>
          {edit.save}
        </Button>
        {refusal?.mayInsist && (
          <Button size="sm" variant="outline" waiting={waiting} onClick={() => void send(true)}>
            {edit.despite}
          </Button>
        )}
        <Button size="sm" variant="ghost" onClick={onClose}>
          {edit.cancel}
        </Button>
      </div>
    </Form>
  );
}
