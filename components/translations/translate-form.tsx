'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { type LanguageCode, languageCodes } from '#contracts/guideline-languages';
import { useMessages } from '../messages';
import { Button, TextButton } from '../ui/button';
import { Form } from '../ui/form';
import { useLanguageName } from './language-name';

export interface TranslateRequest {
  readonly languages: LanguageCode[];
  readonly dryRun: boolean;
}

interface TranslateFormProps {
  /** Starts the job. @returns why it was not started; null where it was */
  onStart: (request: TranslateRequest) => Promise<string | null>;
  /** The line of the latest job, beside the button. */
  status: ReactNode;
}

/** Which languages to translate into, and whether for real. */
export function TranslateForm({ onStart, status }: TranslateFormProps) {
  const { form } = useMessages().translations;
  const id = useId();
  const nameOf = useLanguageName();
  const [chosen, setChosen] = useState<ReadonlySet<LanguageCode>>(new Set(languageCodes));
  const [dryRun, setDryRun] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);

  const toggle = (code: LanguageCode) => {
    const next = new Set(chosen);
    if (!next.delete(code)) next.add(code);
    setChosen(next);
    setProblem(null);
  };
  const submit = async () => {
    if (waiting) return;
    if (chosen.size === 0) return setProblem(form.noneChosen);
    setWaiting(true);
    setProblem(null);
    const languages = languageCodes.filter((code) => chosen.has(code));
    setProblem(await onStart({ languages, dryRun }));
    setWaiting(false);
  };
  return (
    <Form className="translateform" noValidate onSubmit={submit}>
      <fieldset>
        <legend className="lab">
          {form.languages}
          <span className="opt">{form.chosen(chosen.size, languageCodes.length)}</span>
          <TextButton onClick={() => setChosen(new Set(languageCodes))}>{form.all}</TextButton>
          <TextButton onClick={() => setChosen(new Set())}>{form.none}</TextButton>
        </legend>
        <div className="cluster">
          {languageCodes.map((code) => (
            <button
              type="button"
              key={code}
              className="pill"
              aria-pressed={chosen.has(code)}
              onClick={() => toggle(code)}
            >
              {nameOf(code)}
            </button>
          ))}
        </div>
      </fieldset>
      <div>
        <label className="checkline">
          <input
            type="checkbox"
            className="check"
            checked={dryRun}
            aria-describedby={`${id}-dry`}
            onChange={(event) => setDryRun(event.target.checked)}
          />
          {form.dryRun}
        </label>
        <p className="xs muted" id={`${id}-dry`}>
          {dryRun ? form.dryRunHint : form.order}
        </p>
      </div>
      <div className="start">
        <Button type="submit" waiting={waiting}>
          {form.start}
        </Button>
        <div className="said">
          {problem === null ? (
            status
          ) : (
            <p className="problem" role="alert">
              <CircleAlert className="i" aria-hidden="true" />
              {problem}
            </p>
          )}
        </div>
      </div>
    </Form>
  );
}
