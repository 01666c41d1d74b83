import type { ReactNode } from 'react';
import type { JobStatus } from '#contracts/job';

/** Job states, and `paused` for queues. */
export type GlyphState = JobStatus | 'paused';

const ring = <circle cx="8" cy="8" r="6.25" fill="none" stroke="currentColor" strokeWidth="1.5" />;
const round = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

/** Eight silhouettes that differ without colour. */
const shapes: Record<GlyphState, ReactNode> = {
  scheduled: (
    <>
      {ring}
      <path
        d="M8 4.75V8.2l2.3 1.5"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
        {...round}
      />
    </>
  ),
  pending: (
    <circle
      cx="8"
      cy="8"
      r="6.25"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.75"
      strokeDasharray="2.2 2.708"
    />
  ),
  running: (
    <>
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeOpacity=".28"
        strokeWidth="2.25"
      />
      <circle
        cx="8"
        cy="8"
        r="6"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.25"
        pathLength="100"
        transform="rotate(-90 8 8)"
        style={{ strokeDasharray: 'var(--p, 40) 100' }}
      />
    </>
  ),
  retrying: (
    <>
      <path
        d="M13.6 6.1A6 6 0 1 0 14 8.9"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.75"
        strokeLinecap="round"
      />
      <path
        d="M14.4 2.6v4h-4z"
        fill="currentColor"
        stroke="currentColor"
        strokeWidth=".75"
        strokeLinejoin="round"
      />
    </>
  ),
  cancelling: (
    <>
      {ring}
      <rect x="5.5" y="5.5" width="5" height="5" rx=".75" fill="currentColor" />
    </>
  ),
  completed: (
    <>
      <circle cx="8" cy="8" r="7" fill="currentColor" />
      <path
        d="M4.9 8.3l2.1 2.1 4.1-4.5"
        fill="none"
        stroke="var(--cut)"
        strokeWidth="1.75"
        {...round}
      />
    </>
  ),
  failed: (
    <>
      <rect
        x="2.7"
        y="2.7"
        width="10.6"
        height="10.6"
        rx="1.6"
        transform="rotate(45 8 8)"
        fill="currentColor"
      />
      <path d="M8 4.6v4.1" stroke="var(--cut)" strokeWidth="1.75" strokeLinecap="round" />
      <circle cx="8" cy="11.1" r="1" fill="var(--cut)" />
    </>
  ),
  paused: (
    <>
      {ring}
      <path
        d="M6.4 5.6v4.8M9.6 5.6v4.8"
        stroke="currentColor"
        strokeWidth="1.6"
        strokeLinecap="round"
      />
    </>
  ),
  cancelled: (
    <>
      {ring}
      <path d="M3.7 12.3l8.6-8.6" stroke="currentColor" strokeWidth="1.5" />
    </>
  ),
};

interface StateGlyphProps {
  state: GlyphState;
  /** Fills the ring of `running`; null where it cannot be said. */
  percent?: number | null;
}

/** A state's shape. Decorative: the state's word stands beside it or in its label. */
export function StateGlyph({ state, percent }: StateGlyphProps) {
  return (
    <svg
      className="glyph"
      viewBox="0 0 16 16"
      data-state={state}
      aria-hidden="true"
      style={typeof percent === 'number' ? { '--p': percent } : undefined}
    >
      {shapes[state]}
    </svg>
  );
}
