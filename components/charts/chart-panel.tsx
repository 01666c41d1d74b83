'use client';

import { type ReactNode, useId, useState } from 'react';
import { useMessages } from '../messages';
import { TextButton } from '../ui/button';

/** The chart's figures as rows: the first column names the row. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[];
}

interface ChartPanelProps {
  id: string;
  title: string;
  /** The chart in one sentence. */
  summary: string;
  /** What changes the drawing: measures, scales. */
  tools?: ReactNode;
  legend: ReactNode;
  /** What is under the cross-hair. Its place is kept free while nothing is. */
  readout: string;
  table: ChartTable;
  busy?: boolean;
  children: ReactNode;
}

/** A chart with its sentence before it and its figures as a table at hand. */
export function ChartPanel(props: ChartPanelProps) {
  const { id, title, summary, tools, legend, readout, table, busy = false, children } = props;
  const { charts } = useMessages().admin;
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  return (
    <section className="panel chartpanel" id={id} aria-labelledby={titleId} aria-busy={busy}>
      <div className="chart-head">
        <h2 id={titleId}>{title}</h2>
        {tools && <div className="push cluster">{tools}</div>}
      </div>
      <p className="sum">
        <bdi>{summary}</bdi>
      </p>
      {asTable ? <FigureTable title={title} {...table} /> : children}
      <p className="readout" aria-hidden="true">
        <bdi>{asTable ? '' : readout}</bdi>
      </p>
      <div className="chart-foot">
        {legend}
        <TextButton className="push" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {charts.asTable}
        </TextButton>
      </div>
    </section>
  );
}

function FigureTable({ title, columns, rows }: ChartTable & { title: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that it must be reached from the keyboard
    <section className="charttable" tabIndex={0} aria-label={title}>
      <table className="datatable">
        <thead>
          <tr>
            {columns.map((column, index) => (
              <th key={column} scope="col" className={index === 0 ? undefined : 'num'}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, cells: [head, ...cells] }) => (
            <tr key={key}>
              <th scope="row">{head}</th>
              {cells.map((cell, index) => (
                <td key={columns[index + 1]} className="num">
                  <bdi>{cell}</bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
