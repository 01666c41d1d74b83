'use client';

import {
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';

/** Share of the first pane, in percent. */
const LEAST = 30;
const MOST = 70;
const STEP = 2;

interface SplitPanesProps {
  /** Name of the handle between the panes. */
  label: string;
  /** Where the reader's choice is kept in this browser. */
  storageKey: string;
  /** Share of the first pane where nothing is kept, in percent. Default 52. */
  initial?: number;
  start: ReactNode;
  end: ReactNode;
}

/** Two panes side by side with a handle between them; one under the other where there is no room. */
export function SplitPanes({ label, storageKey, initial = 52, start, end }: SplitPanesProps) {
  const panes = useRef<HTMLDivElement>(null);
  const [share, setShare] = useState(initial);
  useEffect(() => {
    const kept = readKept(storageKey);
    if (kept !== null) setShare(kept);
  }, [storageKey]);
  const resize = (next: number) => {
    const within = Math.round(Math.min(MOST, Math.max(LEAST, next)));
    setShare(within);
    keep(storageKey, within);
  };
  const isRtl = () => panes.current !== null && getComputedStyle(panes.current).direction === 'rtl';
  const onKeyDown = (event: KeyboardEvent) => {
    const forward = isRtl() ? 'ArrowLeft' : 'ArrowRight';
    if (event.key === 'Home') resize(LEAST);
    else if (event.key === 'End') resize(MOST);
    else if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
      resize(share + (event.key === forward ? STEP : -STEP));
    } else return;
    event.preventDefault();
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !panes.current) return;
    const { left, right, width } = panes.current.getBoundingClientRect();
    const from = isRtl() ? right - event.clientX : event.clientX - left;
    resize((from / width) * 100);
  };
  return (
    <div className="panes" ref={panes} style={{ '--share': share }}>
      <div className="stack">{start}</div>
      {/* biome-ignore lint/a11y/useSemanticElements: a line is no handle; this one is moved and has a value */}
      <div
        className="splitter"
        role="separator"
        aria-label={label}
        aria-orientation="vertical"
        aria-valuemin={LEAST}
        aria-valuemax={MOST}
        aria-valuenow={share}
        tabIndex={0}
        onKeyDown={onKeyDown}
        onDoubleClick={() => resize(initial)}
        onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
        onPointerMove={onPointerMove}
      />
      <div className="stack">{end}</div>
    </div>
  );
}

/** Storage may be forbidden: then the choice lasts as long as the page. */
function readKept(key: string): number | null {
  try {
    const kept = Number(localStorage.getItem(key));
    return kept >= LEAST && kept <= MOST ? kept : null;
  } catch {
    return null;
  }
}

function keep(key: string, share: number): void {
  try {
    localStorage.setItem(key, String(share));
  } catch {
    // As above.
  }
}
