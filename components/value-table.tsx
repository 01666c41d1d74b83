'use client';

import { useState } from 'react';
import { useMessages } from './messages';
import { TextButton } from './ui/button';

const PAGE_ROWS = 50;
const MAX_COLUMNS = 12;

type Cell = string | number | boolean | null | undefined;
type Row = Readonly<Record<string, Cell>>;

const isCell = (value: unknown): value is Cell =>
  value === null || ['string', 'number', 'boolean', 'undefined'].includes(typeof value);

const isRow = (value: unknown): value is Row =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every(isCell);

/** Rows of plain values with the same few names, which read better as a table; null for anything else. */
export function rowsOf(value: unknown): readonly Row[] | null {
  if (!Array.isArray(value) || value.length < 2 || !value.every(isRow)) return null;
  const names = new Set(value.flatMap((row) => Object.keys(row)));
  return names.size > 0 && names.size <= MAX_COLUMNS ? value : null;
}

/** Plain rows as a table. Everything is text. */
export function ValueTable({ rows, label }: { rows: readonly Row[]; label: string }) {
  const { json } = useMessages().job;
  const [limit, setLimit] = useState(PAGE_ROWS);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const hidden = rows.length - limit;
  return (
    <section className="tablewrap" aria-label={label}>
      <table className="datatable">
        <thead>
          <tr>
            {names.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows have no name of their own and never move
            <tr key={index}>
              {names.map((name) => (
                <td key={name} className={typeof row[name] === 'number' ? 'num' : undefined}>
                  <bdi>
                    {row[name] === undefined || row[name] === null ? '' : String(row[name])}
                  </bdi>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <TextButton onClick={() => setLimit(limit + PAGE_ROWS)}>
          {json.more(Math.min(hidden, PAGE_ROWS))}
        </TextButton>
      )}
    </section>
  );
}
