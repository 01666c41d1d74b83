import type { ComponentProps, MouseEvent } from 'react';
import { Link } from './link';

interface ButtonLook {
  /** `filled` is ink: one in a group. Default `filled`. */
  variant?: 'filled' | 'outline' | 'ghost' | 'danger';
  size?: 'md' | 'sm';
  /** Square, for a single icon; give it an `aria-label`. */
  icon?: boolean;
}

const look = ({ variant = 'filled', size = 'md', icon = false }: ButtonLook) => ({
  'data-v': variant,
  'data-s': size,
  'data-icon': icon ? '' : undefined,
});

export interface ButtonProps extends ComponentProps<'button'>, ButtonLook {
  /** Busy: keeps its label and its focus, and does nothing when pressed. */
  waiting?: boolean;
}

/** A button; `type="button"` unless told otherwise. */
export function Button({
  variant,
  size,
  icon,
  waiting = false,
  className,
  onClick,
  ...rest
}: ButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (waiting) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      {...look({ variant, size, icon })}
      className={className ? `button ${className}` : 'button'}
      aria-disabled={waiting || rest['aria-disabled'] || undefined}
      onClick={press}
    />
  );
}

/** A link that looks like a button. */
export function ButtonLink({
  variant,
  size,
  icon,
  className,
  ...rest
}: ComponentProps<typeof Link> & ButtonLook) {
  return (
    <Link
      {...rest}
      {...look({ variant, size, icon })}
      className={className ? `button ${className}` : 'button'}
    />
  );
}

/** A quiet action inside a row, toast or sentence. */
export function TextButton({ className, ...rest }: ComponentProps<'button'>) {
  return (
    <button type="button" {...rest} className={className ? `textlink ${className}` : 'textlink'} />
  );
}
