'use client';

import { useId, useState } from 'react';
import type { AlertEvent, AlertKind } from '#contracts/alert-events';
import { useMessages } from '../messages';
import { Button } from '../ui/button';
import { describedBy, Field } from '../ui/field';
import { Form } from '../ui/form';

export interface EndpointDraft {
  readonly kind: AlertKind;
  readonly url: string;
  readonly name: string;
  readonly events: readonly AlertEvent[];
  readonly types: readonly string[];
}

/** What was wrong, by field; `other` is for everything else. */
export type EndpointProblems = Partial<Record<'url' | 'events' | 'types' | 'other', string>>;

interface EndpointFormProps {
  draft: EndpointDraft;
  /** Changes one that is there: its kind stays, and an empty address keeps the old one. */
  editing?: boolean;
  /** Events that can be chosen. */
  events: readonly AlertEvent[];
  /** Titles of the job types. */
  titles: Readonly<Record<string, string>>;
  mail: { readonly available: boolean; readonly address: string | null };
  /** null: it is saved. */
  onSave: (draft: EndpointDraft) => Promise<EndpointProblems | null>;
  onCancel: () => void;
}

const kinds = ['webhook', 'slack', 'email'] as const;

const toggled = <T,>(values: readonly T[], value: T): T[] =>
  values.includes(value) ? values.filter((one) => one !== value) : [...values, value];

/** An endpoint in the making, or being changed. What was refused stays, with the reason under its field. */
export function EndpointForm(props: EndpointFormProps) {
  const { draft, editing = false, events, mail, onSave, onCancel } = props;
  const { alerts } = useMessages();
  const { form: words } = alerts;
  const id = useId();
  const [given, setGiven] = useState(draft);
  const [problems, setProblems] = useState<EndpointProblems>({});
  const [waiting, setWaiting] = useState(false);
  const set = (change: Partial<EndpointDraft>) => {
    setGiven({ ...given, ...change });
    // What was said of a field is about what stood there.
    const about = Object.keys(change);
    const kept = Object.entries(problems).filter(([field]) => !about.includes(field));
    setProblems(Object.fromEntries(kept));
  };
  const noMail = !mail.available ? words.noMail : mail.address === null ? words.noAddress : null;
  const save = async () => {
    if (waiting) return;
    if (given.events.length === 0) return setProblems({ events: words.needsEvent });
    setWaiting(true);
    setProblems((await onSave(given)) ?? {});
    setWaiting(false);
  };
  const urlHint = editing ? words.keepUrl : words.urlHint;
  return (
    <Form className="endpointform" onSubmit={save} noValidate>
      {!editing && (
        <Field
          id={`${id}-kind`}
          label={words.kind}
          group
          hint={alerts.kindHints[given.kind]}
          error={given.kind === 'email' ? (noMail ?? undefined) : undefined}
        >
          <fieldset className="seg" aria-labelledby={`${id}-kind-label`}>
            {kinds.map((kind) => (
              <button
                key={kind}
                type="button"
                aria-pressed={given.kind === kind}
                onClick={() => set({ kind })}
              >
                {alerts.kinds[kind]}
              </button>
            ))}
          </fieldset>
        </Field>
      )}
      {given.kind !== 'email' && (
        <Field id={`${id}-url`} label={words.url} hint={urlHint} error={problems.url}>
          <input
            id={`${id}-url`}
            className="input"
            type="url"
            dir="ltr"
            value={given.url}
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            onChange={({ target }) => set({ url: target.value })}
            {...describedBy(`${id}-url`, { hint: urlHint, error: problems.url })}
          />
        </Field>
      )}
      <Field id={`${id}-name`} label={words.name} optional hint={words.nameHint}>
        <input
          id={`${id}-name`}
          className="input"
          dir="auto"
          maxLength={60}
          value={given.name}
          autoComplete="off"
          onChange={({ target }) => set({ name: target.value })}
          {...describedBy(`${id}-name`, { hint: words.nameHint })}
        />
      </Field>
      <Field id={`${id}-events`} label={words.events} group error={problems.events}>
        <fieldset className="checks" aria-labelledby={`${id}-events-label`}>
          {events.map((event) => (
            <label className="checkline" key={event}>
              <input
                className="check"
                type="checkbox"
                checked={given.events.includes(event)}
                onChange={() => set({ events: toggled(given.events, event) })}
              />
              {alerts.events[event]}
            </label>
          ))}
        </fieldset>
      </Field>
      <TypeChoice {...props} id={id} types={given.types} onTypes={(types) => set({ types })} />
      <div className="cluster">
        <Button type="submit" size="sm" waiting={waiting || (given.kind === 'email' && !!noMail)}>
          {editing ? words.save : words.add}
        </Button>
        <Button variant="outline" size="sm" onClick={onCancel}>
          {words.cancel}
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

interface TypeChoiceProps {
  id: string;
  titles: Readonly<Record<string, string>>;
  types: readonly string[];
  onTypes: (types: string[]) => void;
}

/** Folded away: most people want all of them. */
function TypeChoice({ id, titles, types, onTypes }: TypeChoiceProps) {
  const { alerts } = useMessages();
  const { form: words } = alerts;
  return (
    <details className="typechoice">
      <summary id={`${id}-types-label`}>
        {words.types}
        <span className="muted">
          {types.length === 0 ? alerts.allTypes : words.chosenTypes(types.length)}
        </span>
      </summary>
      <p className="xs muted">{words.typesHint}</p>
      <fieldset className="checks" aria-labelledby={`${id}-types-label`}>
        {Object.entries(titles).map(([type, title]) => (
          <label className="checkline" key={type}>
            <input
              className="check"
              type="checkbox"
              checked={types.includes(type)}
              onChange={() => onTypes(toggled(types, type))}
            />
            <bdi>{title}</bdi>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
