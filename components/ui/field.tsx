'use client';

import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useMessages } from '../messages';

interface FieldProps {
  /** Id of the control; hint and error are `<id>-hint` and `<id>-error`. */
  id: string;
  label: string;
  /** Language of label and hint where it is not the page's. */
  lang?: 'en' | undefined;
  optional?: boolean;
  hint?: string | undefined;
  /** Stands at the end of the hint's line, such as a counter. */
  aside?: ReactNode;
  error?: string | undefined;
  /** Names a group of controls instead of one. */
  group?: boolean;
  className?: string;
  children: ReactNode;
}

/** What a control needs in order to point at its hint or its error. */
export const describedBy = (
  id: string,
  { hint, error }: { hint?: string | undefined; error?: string | undefined },
): { 'aria-describedby'?: string; 'aria-invalid'?: true } =>
  error
    ? { 'aria-describedby': `${id}-error`, 'aria-invalid': true }
    : hint
      ? { 'aria-describedby': `${id}-hint` }
      : {};

/** Marks text that is not in the page's language. */
export const foreign = (lang: 'en' | undefined) => (lang ? ({ lang, dir: 'ltr' } as const) : {});

/** Label above, control, and below it one line: the hint, or the error in its place. */
export function Field({
  id,
  label,
  lang,
  optional,
  hint,
  aside,
  error,
  group,
  className,
  children,
}: FieldProps) {
  const { studio } = useMessages();
  const Label = group ? 'span' : 'label';
  return (
    <div className={className ? `field ${className}` : 'field'}>
      <Label className="lab" {...(group ? { id: `${id}-label` } : { htmlFor: id })}>
        <span {...foreign(lang)}>{label}</span>
        {optional && <span className="opt">{studio.optional}</span>}
      </Label>
      {children}
      {error ? (
        <p className="err" id={`${id}-error`}>
          <CircleAlert className="i" aria-hidden="true" />
          <span>{error}</span>
          {aside && <span className="push muted">{aside}</span>}
        </p>
      ) : (
        (hint || aside) && (
          <p className="hint">
            <span id={`${id}-hint`} {...foreign(lang)}>
              {hint}
            </span>
            {aside && <span>{aside}</span>}
          </p>
        )
      )}
    </div>
  );
}
