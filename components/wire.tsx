import type { GlyphState } from './state-glyph';

export interface WireJob {
  /** Stays the same for a job's whole life. */
  key: string;
  state: GlyphState;
  /** 0 to 100; null where it cannot be said. */
  percent: number | null;
}

/** More segments than this are thinner than the gaps between them. */
const MAX_SEGMENTS = 80;

/**
 * The header's lower edge: one segment a live job, filled to its progress in its state's colour.
 * Decorative: the jobs button says the same in words.
 */
export function Wire({ jobs }: { jobs: readonly WireJob[] }) {
  return (
    <div
      className="wire"
      aria-hidden="true"
      data-dense={jobs.length > MAX_SEGMENTS / 4 ? '' : undefined}
    >
      {jobs.slice(0, MAX_SEGMENTS).map(({ key, state, percent }) => (
        <span key={key} data-state={state} style={{ '--p': percent ?? 0 }} />
      ))}
    </div>
  );
}
