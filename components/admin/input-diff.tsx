'use client';

import { useState } from 'react';
import { useMessages } from '../messages';
import { TextButton } from '../ui/button';

/** One place in two inputs. Undefined: not there. */
export interface DiffRow {
  readonly path: string;
  readonly good: string | undefined;
  readonly bad: string | undefined;
}

const MAX_LEAVES = 2_000;
const MAX_SHOWN = 200;

/** Every value of an input by its path; what is empty counts as a value. */
function leavesOf(value: unknown, path: string, into: Map<string, string>): Map<string, string> {
  if (into.size >= MAX_LEAVES) return into;
  const parts = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (parts.length === 0) return into.set(path, JSON.stringify(value) ?? '');
  for (const [name, part] of parts) {
    const step = Array.isArray(value) ? `[${name}]` : path === '' ? name : `.${name}`;
    leavesOf(part, `${path}${step}`, into);
  }
  return into;
}

/** Both inputs side by side, in the order of the failed one, then what only the good one has. */
export function diffRows(good: unknown, bad: unknown): readonly DiffRow[] {
  const [was, now] = [leavesOf(good, '', new Map()), leavesOf(bad, '', new Map())];
  return [...new Set([...now.keys(), ...was.keys()])].map((path) => ({
    path,
    good: was.get(path),
    bad: now.get(path),
  }));
}

interface InputDiffProps {
  good: unknown;
  bad: unknown;
}

/** In what the failed job's input differs from the last one that went well. */
export function InputDiff({ good, bad }: InputDiffProps) {
  const { failure: words } = useMessages().admin;
  const [all, setAll] = useState(false);
  const rows = diffRows(good, bad);
  const other = rows.filter((row) => row.good !== row.bad);
  const shown = (all ? rows : other).slice(0, MAX_SHOWN);
  return (
    <>
      <p className="note difftext">
        {words.differs(other.length, rows.length)}{' '}
        {other.length < rows.length && (
          <TextButton aria-pressed={all} onClick={() => setAll(!all)}>
            {words.showAll}
          </TextButton>
        )}
      </p>
      {shown.length > 0 && (
        <div className="tablewrap">
          <table className="datatable inputdiff">
            <caption className="sr">{words.diff}</caption>
            <thead>
              <tr>
                <th scope="col">{words.field}</th>
                <th scope="col">{words.good}</th>
                <th scope="col">{words.bad}</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((row) => (
                <tr key={row.path} data-differs={row.good === row.bad ? undefined : ''}>
                  <th scope="row">
                    <bdi className="mono">{row.path || words.whole}</bdi>
                  </th>
                  <Value text={row.good} />
                  <Value text={row.bad} />
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}

function Value({ text }: { text: string | undefined }) {
  const { failure: words } = useMessages().admin;
  return (
    <td>
      {text === undefined ? (
        <span className="subtle">{words.absent}</span>
      ) : (
        <bdi className="mono">{text}</bdi>
      )}
    </td>
  );
}
