'use client';

import { type CSSProperties, type ReactNode, type Ref, type RefObject, useRef } from 'react';
import { WindowVirtualizer } from 'virtua';
import { useHandOnFocus } from './hand-on-focus';
import { JobRow, type RowAction, RowPlace } from './job-row';
import type { ShownJob } from './job-text';
import { useMessages } from './messages';

/** From here on only the rows near the window are in the page. */
const VIRTUAL_FROM_ROWS = 200;
const ROW_HEIGHT_PX = 44;

export interface JobTableProps {
  jobs: readonly ShownJob[];
  selected: ReadonlySet<string>;
  hrefOf: (job: ShownJob) => string;
  /**
   * Draws one row with the newest that is known of its job: called with the job as it was listed, it
   * calls `draw` with the job as it is now.
   */
  live?: (job: ShownJob, draw: (job: ShownJob) => ReactNode) => ReactNode;
  onSelect: (jobId: string, selected: boolean, range: boolean) => void;
  onSelectAll: (selected: boolean) => void;
  onAction: (action: RowAction, job: ShownJob) => void;
  /** The menu of a row has opened or closed. */
  onMenu?: (open: boolean) => void;
}

/** Jobs in rows. Columns are fixed by the style sheet: figures that change never move a neighbour. */
export function JobTable({ jobs, selected, onSelectAll, live, ...rest }: JobTableProps) {
  const { jobList } = useMessages();
  const all = jobs.length > 0 && jobs.every(({ id }) => selected.has(id));
  const row = (job: ShownJob) => {
    const draw = (now: ShownJob) => (
      <JobRow
        job={now}
        href={rest.hrefOf(now)}
        selected={selected.has(job.id)}
        onSelect={(chosen, range) => rest.onSelect(job.id, chosen, range)}
        onAction={rest.onAction}
        onMenu={rest.onMenu}
      />
    );
    return live ? live(job, draw) : draw(job);
  };
  const table = useRef<HTMLTableElement>(null);
  return (
    <table className="datatable jobs" ref={table} tabIndex={-1}>
      <caption className="sr">{jobList.caption}</caption>
      <Head all={all} some={selected.size > 0} onSelectAll={onSelectAll} />
      {jobs.length <= VIRTUAL_FROM_ROWS ? (
        <tbody>
          {jobs.map((job) => (
            <Keep key={job.id}>{row(job)}</Keep>
          ))}
        </tbody>
      ) : (
        <WindowVirtualizer as="tbody" item={PlacedRow} data={jobs} itemSize={ROW_HEIGHT_PX}>
          {(job) => (
            <KeepFocus key={job.id} jobId={job.id} table={table}>
              {row(job)}
            </KeepFocus>
          )}
        </WindowVirtualizer>
      )}
    </table>
  );
}

interface HeadProps {
  all: boolean;
  some: boolean;
  onSelectAll: (selected: boolean) => void;
}

function Head({ all, some, onSelectAll }: HeadProps) {
  const { jobList } = useMessages();
  const { columns } = jobList;
  return (
    <thead>
      <tr>
        <th className="pick" scope="col">
          {/* On a telephone the box is not there, and the column needs a name all the same. */}
          <span className="sr">{jobList.selectAll}</span>
          <label className="hit">
            <input
              className="check"
              type="checkbox"
              aria-label={jobList.selectAll}
              checked={all}
              ref={(box) => {
                if (box) box.indeterminate = !all && some;
              }}
              onChange={(event) => onSelectAll(event.target.checked)}
            />
          </label>
        </th>
        <th scope="col">{columns.state}</th>
        <th scope="col">{columns.job}</th>
        <th scope="col">{columns.type}</th>
        <th scope="col">{columns.progress}</th>
        <th scope="col" className="num">
          {columns.attempt}
        </th>
        <th scope="col" className="num">
          {columns.created}
        </th>
        <th scope="col">
          <span className="sr">{columns.actions}</span>
        </th>
      </tr>
    </thead>
  );
}

const Keep = ({ children }: { children: ReactNode }) => children;

interface KeepFocusProps {
  jobId: string;
  table: RefObject<HTMLTableElement | null>;
  children: ReactNode;
}

function KeepFocus({ jobId, table, children }: KeepFocusProps) {
  useHandOnFocus(jobId, table);
  return children;
}

interface PlacedRowProps {
  style: CSSProperties;
  index: number;
  children: ReactNode;
  ref?: Ref<HTMLTableRowElement>;
}

/** Hands the place of a virtual row down to its `tr`: a wrapper would break the table. */
const PlacedRow = ({ style, ref, children }: PlacedRowProps) => (
  <RowPlace value={ref === undefined ? { style } : { style, ref }}>{children}</RowPlace>
);
