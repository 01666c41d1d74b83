'use client';

import { X } from 'lucide-react';
import { type ComponentProps, type ReactNode, useEffect, useRef } from 'react';
import type { JobStatus } from '#contracts/job';
import { StateGlyph } from './state-glyph';

interface ToastFrameProps extends Omit<ComponentProps<'div'>, 'title'> {
  state: JobStatus;
  percent?: number | null;
  title: string;
  /** One line under the title. */
  message: ReactNode;
  /** The bar, where there is progress. */
  bar?: ReactNode;
  /** Figures at the foot; hidden from screen readers, which get them from the bar. */
  meta?: ReactNode;
  /** Two text actions at most. */
  actions?: ReactNode;
  /** Label of the dismiss button; without it there is none. */
  dismissLabel?: string;
  onDismiss?: () => void;
}

/**
 * The body of every toast. Nothing in it is a live region: what is to be said is said by the
 * announcer, once, and not at each change of a figure.
 */
export function ToastFrame({
  state,
  percent,
  title,
  message,
  bar,
  meta,
  actions,
  dismissLabel,
  onDismiss,
  ...rest
}: ToastFrameProps) {
  const root = useRef<HTMLDivElement>(null);
  useKeptFocus(root, state);
  return (
    <div {...rest} ref={root} className="toast" data-state={state} aria-live="off" tabIndex={-1}>
      <StateGlyph state={state} percent={percent ?? null} />
      <div className="t clip" dir="auto" title={title}>
        {title}
      </div>
      {dismissLabel ? (
        <button className="x" type="button" aria-label={dismissLabel} onClick={onDismiss}>
          <X className="i" aria-hidden="true" />
        </button>
      ) : (
        <span />
      )}
      <p className="m clip" dir="auto" title={typeof message === 'string' ? message : undefined}>
        {message}
      </p>
      {bar}
      {(meta || actions) && (
        <div className="foot">
          <span className="meta" aria-hidden="true">
            {meta}
          </span>
          {actions}
        </div>
      )}
    </div>
  );
}

/** An action that goes away with a change of state must not drop the focus to the page's start. */
function useKeptFocus(root: { current: HTMLDivElement | null }, state: JobStatus): void {
  const held = useRef(false);
  useEffect(() => {
    const node = root.current;
    if (!node) return;
    const enter = () => {
      held.current = true;
    };
    const leave = () => {
      held.current = false;
    };
    node.addEventListener('focusin', enter);
    node.addEventListener('focusout', leave);
    return () => {
      node.removeEventListener('focusin', enter);
      node.removeEventListener('focusout', leave);
    };
  }, [root]);
  // A removed element fires no focusout in every browser: `held` may outlive it, and that is the cue.
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs for the change of state itself
  useEffect(() => {
    const lost = document.activeElement === document.body || document.activeElement === null;
    if (held.current && lost) root.current?.focus({ preventScroll: true });
  }, [root, state]);
}
