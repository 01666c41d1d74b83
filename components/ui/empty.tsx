import type { ReactNode } from 'react';
import { StateGlyph } from '../state-glyph';

interface EmptyProps {
  /** `open`: nothing yet, the wire ends in an open node. `cut`: something is wrong or gone. */
  kind?: 'open' | 'cut';
  title: ReactNode;
  children?: ReactNode;
  /** One button and one text action at most. */
  actions?: ReactNode;
  /** Draws the failed glyph before the title. */
  failed?: boolean;
  /** Level of the heading; 3 inside a panel, 1 where it is the page. Default 3. */
  level?: 1 | 2 | 3;
}

/** The wire with nothing on it: says what is not there, why, and what to do. */
export function Empty({
  kind = 'open',
  title,
  children,
  actions,
  failed = false,
  level = 3,
}: EmptyProps) {
  const Heading = `h${level}` as const;
  return (
    <div className="empty" data-state={failed ? 'failed' : undefined}>
      <Rule kind={kind} />
      <Heading className={failed ? 'cluster empty-title' : undefined}>
        {failed && <StateGlyph state="failed" />}
        {title}
      </Heading>
      {typeof children === 'string' ? <p className="note">{children}</p> : children}
      {actions && <div className="cluster">{actions}</div>}
    </div>
  );
}

function Rule({ kind }: { kind: 'open' | 'cut' }) {
  return (
    <svg
      className="rule"
      viewBox="0 0 400 12"
      preserveAspectRatio="xMinYMid meet"
      aria-hidden="true"
    >
      {kind === 'open' ? (
        <>
          <path
            d="M0 6h360"
            stroke="currentColor"
            strokeWidth="1.5"
            fill="none"
            strokeDasharray="2 4"
          />
          <circle cx="366" cy="6" r="5" fill="none" stroke="currentColor" strokeWidth="1.5" />
        </>
      ) : (
        <>
          <path d="M0 6h150M170 6h190" stroke="currentColor" strokeWidth="1.5" fill="none" />
          <circle
            cx="160"
            cy="6"
            r="5"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.5"
            strokeDasharray="2 2.7"
          />
        </>
      )}
    </svg>
  );
}
