'use client';

import type { KeyboardEvent, PointerEvent } from 'react';

interface PlotCursorProps {
  label: string;
  /** Stretches along the axis. */
  count: number;
  /** The chosen one; null where none is. */
  at: number | null;
  /** What stands there, in words. */
  describe: (index: number) => string;
  onMove: (index: number | null) => void;
  /** What a press on a stretch does. */
  onOpen?: ((index: number) => void) | undefined;
}

const PAGE = 10;

/**
 * The cross-hair of a plot. A slider to those who do not see it: the arrow keys go through time and each
 * stop is said in words; Enter opens it where it can be opened, Escape lets go.
 */
export function PlotCursor({ label, count, at, describe, onMove, onOpen }: PlotCursorProps) {
  const last = count - 1;
  const here = at === null ? last : Math.min(at, last);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const next = stepOf(event.key, here, last);
    if (next !== null) onMove(next);
    else if (event.key === 'Escape' && at !== null) onMove(null);
    else if (event.key === 'Enter' && onOpen) onOpen(here);
    else return;
    event.preventDefault();
  };
  const indexOf = ({ clientX, currentTarget }: PointerEvent<HTMLDivElement>): number => {
    const { left, width } = currentTarget.getBoundingClientRect();
    const place = Math.floor(((clientX - left) / Math.max(1, width)) * count);
    return Math.min(last, Math.max(0, place));
  };
  return (
    <div
      className="chart-cursor"
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={last}
      aria-valuenow={here}
      aria-valuetext={describe(here)}
      data-opens={onOpen ? '' : undefined}
      onKeyDown={onKeyDown}
      onFocus={() => onMove(here)}
      onBlur={() => onMove(null)}
      onPointerMove={(event) => onMove(indexOf(event))}
      onPointerLeave={({ currentTarget }) =>
        document.activeElement !== currentTarget && onMove(null)
      }
      onClick={(event) => onOpen?.(indexOf(event as unknown as PointerEvent<HTMLDivElement>))}
    >
      {at !== null && (
        <i className="chart-cross" style={{ left: `${((here + 0.5) / count) * 100}%` }} />
      )}
    </div>
  );
}

/** In a plot the right is later, whatever the language. */
const stepOf = (key: string, here: number, last: number): number | null => {
  const to: Record<string, number> = {
    ...{ ArrowLeft: here - 1, ArrowDown: here - 1, ArrowRight: here + 1, ArrowUp: here + 1 },
    ...{ PageDown: here - PAGE, PageUp: here + PAGE, Home: 0, End: last },
  };
  const next = Object.hasOwn(to, key) ? to[key] : undefined;
  return next === undefined ? null : Math.min(last, Math.max(0, next));
};
