'use client';

import { ChevronLeft, ChevronRight, ListCollapse, ListTree } from 'lucide-react';
import { useMessages } from './messages';
import type { AxisWindow, Zoom } from './timeline-rows';
import { Button } from './ui/button';

interface TimelineToolsProps {
  /** What can be chosen besides all of it; nothing is offered where all of it fits. */
  zooms: readonly Zoom[];
  zoom: Zoom;
  onZoom: (zoom: Zoom) => void;
  view: AxisWindow;
  /** Goes back or on by half of what is seen. */
  onMove: (by: 1 | -1) => void;
  folded: boolean;
  /** Absent where there are no steps to fold away. */
  onFold?: (folded: boolean) => void;
}

/** How much of a timeline is seen. */
export function TimelineTools({ folded, onFold, ...time }: TimelineToolsProps) {
  const { timeline: words } = useMessages().job;
  const FoldIcon = folded ? ListTree : ListCollapse;
  const fold = folded ? words.expand : words.collapse;
  return (
    <>
      {time.zooms.length > 0 && <ZoomTools {...time} />}
      {onFold && (
        <Button
          variant="ghost"
          size="sm"
          icon
          aria-label={fold}
          title={fold}
          onClick={() => onFold(!folded)}
        >
          <FoldIcon className="i mirror" aria-hidden="true" />
        </Button>
      )}
    </>
  );
}

type ZoomToolsProps = Omit<TimelineToolsProps, 'folded' | 'onFold'>;

function ZoomTools({ zooms, zoom, onZoom, view, onMove }: ZoomToolsProps) {
  const { timeline: words } = useMessages().job;
  return (
    <>
      {zoom !== 'fit' && (
        <span className="cluster steps">
          <Move label={words.earlier} possible={view.earlier} onMove={() => onMove(-1)}>
            <ChevronLeft className="i mirror" aria-hidden="true" />
          </Move>
          <Move label={words.later} possible={view.later} onMove={() => onMove(1)}>
            <ChevronRight className="i mirror" aria-hidden="true" />
          </Move>
        </span>
      )}
      <fieldset className="seg" aria-label={words.zoom}>
        {(['fit', ...zooms] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === zoom}
            data-zoom={one}
            onClick={() => onZoom(one)}
          >
            {words.zooms[one]}
          </button>
        ))}
      </fieldset>
    </>
  );
}

interface MoveProps {
  label: string;
  possible: boolean;
  onMove: () => void;
  children: React.ReactNode;
}

const Move = ({ label, possible, onMove, children }: MoveProps) => (
  <Button
    variant="ghost"
    size="sm"
    icon
    aria-label={label}
    title={label}
    // Keeps the focus at the end of the way, where a disabled button would lose it.
    aria-disabled={!possible || undefined}
    onClick={() => possible && onMove()}
  >
    {children}
  </Button>
);
