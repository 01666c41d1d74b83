'use client';

import { useId, useState } from 'react';
import { useMessages } from '../messages';
import { Button } from '../ui/button';
import { describedBy, Field } from '../ui/field';
import { Form } from '../ui/form';

export interface ScheduleTime {
  readonly cron: string;
  readonly timezone: string;
}

/** What was wrong, by field; `other` is for everything else. */
export type TimeProblems = Partial<Record<'cron' | 'timezone' | 'other', string>>;

interface ScheduleFormProps {
  time: ScheduleTime;
  /** null: it is saved. */
  onSave: (time: ScheduleTime) => Promise<TimeProblems | null>;
  onCancel: () => void;
}

/** Expression and zone of a schedule. What was refused stays, with the reason under its field. */
export function ScheduleForm({ time, onSave, onCancel }: ScheduleFormProps) {
  const { form } = useMessages().schedules;
  const id = useId();
  const [given, setGiven] = useState(time);
  const [problems, setProblems] = useState<TimeProblems>({});
  const [waiting, setWaiting] = useState(false);
  const save = async () => {
    setWaiting(true);
    setProblems((await onSave(given)) ?? {});
    setWaiting(false);
  };
  const field = (name: 'cron' | 'timezone', label: string, hint: string) => (
    <Field id={`${id}-${name}`} label={label} hint={hint} error={problems[name]}>
      <input
        id={`${id}-${name}`}
        className="input mono"
        dir="ltr"
        value={given[name]}
        spellCheck={false}
        autoComplete="off"
        onChange={(event) => setGiven({ ...given, [name]: event.target.value })}
        {...describedBy(`${id}-${name}`, { hint, error: problems[name] })}
      />
    </Field>
  );
  return (
    <Form className="scheduleform" onSubmit={save} noValidate>
      {field('cron', form.cron, form.cronHint)}
      {field('timezone', form.timezone, form.timezoneHint)}
      <div className="cluster">
        <Button type="submit" size="sm" waiting={waiting}>
          {form.save}
        </Button>
        <Button variant="outline" size="sm" onClick={onCancel}>
          {form.cancel}
        </Button>
        {problems.other && (
          <p className="problem" role="alert">
            {problems.other}
          </p>
        )}
      </div>
    </Form>
  );
}
