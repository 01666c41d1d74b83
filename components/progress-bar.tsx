import type { GlyphState } from './state-glyph';

interface ProgressBarProps {
  /** What moves, for those who do not see the bar. */
  label: string;
  state: GlyphState;
  /** 0 to 100; null draws a run without a value. */
  percent: number | null;
  /** Text of the value, such as “42 %, reading the resume”. */
  valueText?: string;
  /** Last known, not confirmed: drawn pale. Also for an attempt that waits to be tried again. */
  stale?: boolean;
}

/** The bar of a job. Percent and time left stand above it as text; it carries neither. */
export function ProgressBar({ label, state, percent, valueText, stale = false }: ProgressBarProps) {
  const known = percent !== null;
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={known ? Math.floor(percent) : undefined}
      aria-valuetext={valueText}
      data-state={state}
      data-stale={stale ? '' : undefined}
      data-indeterminate={known ? undefined : ''}
      style={known ? { '--p': percent } : undefined}
    />
  );
}
