'use client';

import { type ComponentProps, type SubmitEventHandler, useRef } from 'react';

type FormProps = Omit<ComponentProps<'form'>, 'action' | 'onReset' | 'ref'> & {
  /** The browser itself sends nothing anywhere. */
  onSubmit: SubmitEventHandler<HTMLFormElement>;
};

/**
 * A form that is handled in the page. Sent before the page is live, it neither gets lost nor goes into the address,
 * passwords and all, as a bare form would: React holds it back and calls the action once it has taken over.
 */
export function Form({ onSubmit, ...rest }: FormProps) {
  const form = useRef<HTMLFormElement>(null);
  const heldBack = useRef(true);
  // Only what was held back comes this way; pressed twice before the page was live, it is still one wish.
  const sendHeldBack = () => {
    if (heldBack.current) form.current?.requestSubmit();
    heldBack.current = false;
  };
  return (
    <form
      {...rest}
      ref={form}
      action={sendHeldBack}
      // React empties a form after its action; what was typed stays, whatever the answer.
      onReset={(event) => event.preventDefault()}
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit(event);
      }}
    />
  );
}
