import type { ReactNode } from 'react';
import type { Tick } from './ticks';

interface PlotFrameProps {
  y: readonly Tick[];
  x: readonly Tick[];
  /** The last image of other figures, while the new ones are on their way. */
  dimmed?: boolean;
  /** Said over the empty axes. */
  note?: ReactNode;
  children: ReactNode;
}

/** Axes, grid and base line. From left to right in every language, as time is drawn. */
export function PlotFrame({ y, x, dimmed = false, note, children }: PlotFrameProps) {
  const widest = y.reduce((most, { label }) => (label.length > most.length ? label : most), '');
  return (
    <div className="chart" dir="ltr" data-dimmed={dimmed ? '' : undefined}>
      <div className="chart-y" aria-hidden="true">
        <span className="sizer">{widest}</span>
        {y.map(({ at, label }) => (
          <span key={at} style={{ bottom: `${at * 100}%` }}>
            <bdi>{label}</bdi>
          </span>
        ))}
      </div>
      <div className="chart-area">
        {y.map(({ at }) => (
          <i key={at} className="chart-line" style={{ bottom: `${at * 100}%` }} />
        ))}
        {children}
        {note && <div className="chart-note">{note}</div>}
      </div>
      <div className="chart-x" aria-hidden="true">
        {x.map(({ at, label }) => (
          <span key={at} style={{ left: `${at * 100}%` }}>
            <bdi>{label}</bdi>
          </span>
        ))}
      </div>
    </div>
  );
}
