'use client';

import {
  type ComponentProps,
  type ReactNode,
  type ToggleEvent,
  useId,
  useRef,
  useState,
} from 'react';

interface PopoverProps {
  /** Draws the button that opens and closes it; spread `trigger` over it. */
  button: (trigger: PopoverTrigger) => ReactNode;
  /** Name of what opens. */
  label: string;
  className?: string;
  /** What opens; made when it opens. `close` gives the focus back to the button. */
  children: (close: () => void) => ReactNode;
}

type PopoverTrigger = Pick<
  ComponentProps<'button'>,
  'popoverTarget' | 'aria-haspopup' | 'aria-expanded'
>;

/**
 * What opens under a button, by the browser's own means: Escape and a press elsewhere close it, the
 * focus goes from the button into it and back again.
 */
export function Popover({ button, label, className, children }: PopoverProps) {
  const id = useId();
  const layer = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const follow = (event: ToggleEvent<HTMLDivElement>) => setOpen(event.newState === 'open');
  return (
    <span className="popover">
      {button({ popoverTarget: id, 'aria-haspopup': 'dialog', 'aria-expanded': open })}
      {/* Beside its button, so that the next stop of the keyboard is inside. */}
      <div
        id={id}
        ref={layer}
        popover="auto"
        role="dialog"
        aria-label={label}
        className={className}
        onToggle={follow}
      >
        {open && children(() => layer.current?.hidePopover())}
      </div>
    </span>
  );
}
