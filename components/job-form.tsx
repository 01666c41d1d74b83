'use client';

import { CircleAlert } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import type { FieldError } from '#contracts/errors';
import type { FormField } from '#contracts/form-fields';
import {
  emptyValues,
  type FieldValue,
  type FormValues,
  hasSample,
  inputOf,
  problemOf,
  problemsOf,
  sampleValues,
} from './field-values';
import { JobFormField, pairFields } from './form-fields';
import { useMessages } from './messages';
import { Button, TextButton } from './ui/button';
import { Form } from './ui/form';

/** Why a job was not started: a sentence, and what was wrong with which field. Fields speak before the sentence. */
export interface Refusal {
  message: string;
  errors: readonly FieldError[];
}

interface JobFormProps {
  type: string;
  /** Id of the heading that names the form. */
  titleId: string;
  fields: readonly FormField[];
  /** What the form starts with; change `key` to start again. */
  initialValues?: FormValues | undefined;
  /** Said once above the fields, such as where the values came from. */
  notice?: string | undefined;
  /** Starts the job. Resolves to null where it was accepted. */
  onGenerate: (input: Record<string, unknown>) => Promise<Refusal | null>;
  /** The line of the latest job, beside the button. */
  status?: ReactNode;
}

/** The form of one job type, drawn from its fields. Keeps what was typed, whatever the answer. */
export function JobForm(props: JobFormProps) {
  const { type, titleId, fields, notice, status } = props;
  const { studio } = useMessages();
  const id = useId();
  const form = useJobForm(props, id);
  const half = pairFields(fields);
  return (
    <Form
      className="form"
      data-job-type={type}
      aria-labelledby={titleId}
      noValidate
      onSubmit={form.submit}
    >
      {notice && <p className="xs muted">{notice}</p>}
      <div className="fields">
        {fields.map((field, index) => (
          <JobFormField
            key={field.name}
            field={field}
            id={`${id}-${field.name}`}
            value={form.values[field.name] ?? ''}
            error={form.problems[field.name]}
            half={half[index]}
            onChange={(value) => form.change(field, value)}
            onBlur={() => form.leave(field)}
          />
        ))}
      </div>
      <div className="generate">
        <div className="press">
          <Button type="submit" waiting={form.waiting}>
            {studio.generate}
          </Button>
          {form.pristine && hasSample(fields) && (
            <TextButton onClick={form.fillIn}>{studio.useSample}</TextButton>
          )}
        </div>
        <div className="said">{form.message ? <ProblemLine text={form.message} /> : status}</div>
      </div>
    </Form>
  );
}

function ProblemLine({ text }: { text: string }) {
  return (
    <p className="problem" role="alert">
      <CircleAlert className="i" aria-hidden="true" />
      {text}
    </p>
  );
}

/** What is in the fields, and what is wrong with it. */
function useFieldState({ fields, initialValues }: JobFormProps) {
  const { problems: texts } = useMessages().studio;
  const [values, setValues] = useState(initialValues ?? (() => emptyValues(fields)));
  const [problems, setProblems] = useState<Readonly<Record<string, string>>>({});
  const judge = (field: FormField, value: FieldValue) => {
    const problem = problemOf(field, value, texts);
    setProblems(({ [field.name]: _old, ...rest }) =>
      problem === null ? rest : { ...rest, [field.name]: problem },
    );
  };
  const change = (field: FormField, value: FieldValue) => {
    setValues((old) => ({ ...old, [field.name]: value }));
    // An error goes as soon as it is mended; a new one waits until the field is left.
    if (problems[field.name]) judge(field, value);
  };
  const leave = (field: FormField) => {
    const value = values[field.name];
    if (value !== undefined && !isBlank(value)) judge(field, value);
  };
  const fillIn = () => {
    setValues(sampleValues(fields));
    setProblems({});
  };
  const pristine = fields.every(({ name }) => isBlank(values[name]));
  return { values, problems, setProblems, pristine, change, leave, fillIn };
}

function useJobForm(props: JobFormProps, id: string) {
  const { fields, onGenerate } = props;
  const { problems: texts } = useMessages().studio;
  const state = useFieldState(props);
  const [message, setMessage] = useState<string | null>(null);
  const [waiting, setWaiting] = useState(false);

  const refuse = (found: Readonly<Record<string, string>>, text: string) => {
    state.setProblems(found);
    const first = fields.find((field) => found[field.name]);
    // Where a field says what is wrong, the line beside the button need not.
    setMessage(first ? null : text);
    if (first) focusField(`${id}-${first.name}`);
  };
  const submit = async () => {
    if (waiting) return;
    const found = problemsOf(fields, state.values, texts);
    if (Object.keys(found).length > 0) return refuse(found, '');
    setWaiting(true);
    setMessage(null);
    try {
      const refusal = await onGenerate(inputOf(fields, state.values));
      if (refusal) refuse(problemsByField(fields, refusal.errors), refusal.message);
      else state.setProblems({});
    } finally {
      setWaiting(false);
    }
  };
  const change = (field: FormField, value: FieldValue) => {
    setMessage(null);
    state.change(field, value);
  };
  return { ...state, message, waiting, change, submit };
}

const isBlank = (value: FieldValue | undefined): boolean =>
  value === undefined ||
  value === false ||
  value === '' ||
  (Array.isArray(value) && value.length === 0);

/** `currentSkills.2` and `currentSkills[2]` are both about the field `currentSkills`. */
function problemsByField(
  fields: readonly FormField[],
  errors: readonly FieldError[],
): Record<string, string> {
  const names = new Set(fields.map(({ name }) => name));
  const found = errors.flatMap(({ path, message }) => {
    const name = path.replace(/^(\/|input[./])/, '').split(/[.[/]/)[0] ?? '';
    return names.has(name) ? [[name, message] as const] : [];
  });
  // The first error of a field is the one to mend first.
  return Object.fromEntries(found.reverse());
}

function focusField(fieldId: string): void {
  // The error has to be drawn before the field that it describes is announced.
  requestAnimationFrame(() => document.getElementById(fieldId)?.focus());
}
