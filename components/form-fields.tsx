'use client';

import type { FormField } from '#contracts/form-fields';
import type { FieldValue } from './field-values';
import { useMessages } from './messages';
import { describedBy, Field, foreign } from './ui/field';
import { TagInput } from './ui/tag-input';

interface FormFieldProps {
  field: FormField;
  id: string;
  value: FieldValue;
  error?: string | undefined;
  /** Shares its line with a neighbour. */
  half?: boolean;
  onChange: (value: FieldValue) => void;
  onBlur: () => void;
}

/** One field of a job's form, drawn by its kind. */
export function JobFormField(props: FormFieldProps) {
  const { field, id, value, error, half, onChange, onBlur } = props;
  const hint = useHint(field);
  const aside = useCounter(field, value);
  if (field.kind === 'boolean') return <CheckField {...props} />;
  return (
    <Field
      id={id}
      label={field.title}
      lang={field.lang}
      optional={field.optional}
      hint={hint}
      aside={aside}
      error={error}
      className={half ? 'half' : undefined}
    >
      {field.kind === 'tags' ? (
        <TagInput
          id={id}
          tags={Array.isArray(value) ? value : []}
          suggestions={field.choices}
          onChange={onChange}
          onBlur={onBlur}
          {...describedBy(id, { hint, error })}
        />
      ) : (
        <TextControl {...props} hint={hint} />
      )}
    </Field>
  );
}

/** Short fields may stand two in a line. */
export const isShort = ({ kind, max }: FormField): boolean =>
  kind === 'select' || kind === 'number' || (kind === 'text' && max !== null && max <= 120);

/** Whether each field shares its line: short neighbours pair up, one left over keeps its line. */
export const pairFields = (fields: readonly FormField[]): boolean[] => {
  const half = fields.map(() => false);
  for (let i = 0; i + 1 < fields.length; i++) {
    const [one, other] = [fields[i], fields[i + 1]];
    if (!one || !other || half[i] || !isShort(one) || !isShort(other)) continue;
    half[i] = true;
    half[i + 1] = true;
  }
  return half;
};

function TextControl({ hint, ...props }: FormFieldProps & { hint: string | undefined }) {
  const { field, id, value, error, onChange, onBlur } = props;
  const { studio } = useMessages();
  const common = {
    id,
    name: field.name,
    className: field.kind === 'json' ? 'input mono' : 'input',
    value: String(value),
    required: !field.optional,
    onChange: ({ target }: { target: { value: string } }) => onChange(target.value),
    onBlur,
    ...describedBy(id, { hint, error }),
  };
  if (field.kind === 'select') {
    return (
      <select {...common}>
        <option value="">{studio.choose}</option>
        {field.choices.map((choice) => (
          <option key={choice} value={String(choice)}>
            {choice}
          </option>
        ))}
      </select>
    );
  }
  if (field.kind === 'textarea' || field.kind === 'json') {
    return (
      <textarea
        {...common}
        dir={field.kind === 'json' ? 'ltr' : 'auto'}
        spellCheck={field.kind !== 'json'}
      />
    );
  }
  return (
    <input
      {...common}
      type={field.kind === 'number' ? 'text' : field.format}
      inputMode={field.kind === 'number' ? (field.whole ? 'numeric' : 'decimal') : undefined}
      dir="auto"
      autoComplete="off"
      placeholder={typeof field.sample === 'string' ? field.sample : undefined}
    />
  );
}

function CheckField({ field, id, value, error, onChange, onBlur }: FormFieldProps) {
  const hint = field.description ?? undefined;
  return (
    <div className="field">
      <div className="checkline">
        <input
          className="check"
          type="checkbox"
          id={id}
          name={field.name}
          checked={value === true}
          onChange={({ target }) => onChange(target.checked)}
          onBlur={onBlur}
          {...describedBy(id, { hint, error })}
        />
        <label htmlFor={id} {...foreign(field.lang)}>
          {field.title}
        </label>
      </div>
      {error ? (
        <p className="err" id={`${id}-error`}>
          {error}
        </p>
      ) : (
        hint && (
          <p className="hint">
            <span id={`${id}-hint`} {...foreign(field.lang)}>
              {hint}
            </span>
          </p>
        )
      )}
    </div>
  );
}

function useHint(field: FormField): string | undefined {
  const { studio } = useMessages();
  if (field.description) return field.description;
  if (field.kind === 'json') return studio.json;
  const { minimum, maximum } = field;
  return minimum !== null && maximum !== null ? studio.range(minimum, maximum) : undefined;
}

function useCounter(field: FormField, value: FieldValue): string | undefined {
  const { studio } = useMessages();
  if (field.kind !== 'textarea' || field.max === null || typeof value !== 'string')
    return undefined;
  return studio.counter(value.trim().length, field.max);
}
