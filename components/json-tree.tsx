'use client';

import { useState } from 'react';
import { useMessages } from './messages';
import { TextButton } from './ui/button';

/** Children drawn at once; the rest comes on demand, so that a large answer does not stop the page. */
const PAGE_ITEMS = 100;
/** Levels that are open at first. */
const OPEN_DEPTH = 2;
/** A text longer than this is cut until it is asked for. */
const LONG_TEXT = 400;

interface JsonTreeProps {
  value: unknown;
  /** Name of the whole, for those who do not see it. */
  label: string;
}

/** Any JSON value as a tree that opens and closes. Everything is text; nothing of it is ever markup. */
export function JsonTree({ value, label }: JsonTreeProps) {
  return (
    <figure className="json" aria-label={label} dir="ltr">
      <Node name={null} value={value} depth={0} />
    </figure>
  );
}

interface NodeProps {
  /** Key or index in the parent; null at the root. */
  name: string | null;
  value: unknown;
  depth: number;
}

function Node({ name, value, depth }: NodeProps) {
  const entries = entriesOf(value);
  if (entries === null) {
    return (
      <div className="leaf">
        <Name name={name} />
        <Leaf value={value} />
      </div>
    );
  }
  return <Branch name={name} depth={depth} entries={entries} isArray={Array.isArray(value)} />;
}

interface BranchProps {
  name: string | null;
  depth: number;
  entries: readonly (readonly [string, unknown])[];
  isArray: boolean;
}

function Branch({ name, depth, entries, isArray }: BranchProps) {
  const { json } = useMessages().job;
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const [limit, setLimit] = useState(PAGE_ITEMS);
  const size = isArray ? json.items(entries.length) : json.keys(entries.length);
  const hidden = entries.length - limit;
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <Name name={name} />
        <span className="subtle">
          {isArray ? '[ ]' : '{ }'} {entries.length === 0 ? json.empty : size}
        </span>
      </summary>
      {open && (
        <div className="branch">
          {entries.slice(0, limit).map(([key, item]) => (
            <Node key={key} name={key} value={item} depth={depth + 1} />
          ))}
          {hidden > 0 && (
            <TextButton onClick={() => setLimit(limit + PAGE_ITEMS)}>
              {json.more(Math.min(hidden, PAGE_ITEMS))}
            </TextButton>
          )}
        </div>
      )}
    </details>
  );
}

const Name = ({ name }: { name: string | null }) =>
  name === null ? null : (
    <>
      <span className="key">{name}</span>
      <span className="subtle">: </span>
    </>
  );

function Leaf({ value }: { value: unknown }) {
  const { json } = useMessages().job;
  const [whole, setWhole] = useState(false);
  if (typeof value !== 'string') return <span className="scalar">{String(value)}</span>;
  const cut = !whole && value.length > LONG_TEXT;
  return (
    <>
      <span className="text" dir="auto">
        “{cut ? `${value.slice(0, LONG_TEXT)}…` : value}”
      </span>
      {cut && (
        <TextButton onClick={() => setWhole(true)}>
          {json.moreText(value.length - LONG_TEXT)}
        </TextButton>
      )}
    </>
  );
}

/** Children of an object or array; null for what has none. */
function entriesOf(value: unknown): readonly (readonly [string, unknown])[] | null {
  if (typeof value !== 'object' || value === null) return null;
  return Array.isArray(value)
    ? value.map((item, index) => [String(index), item] as const)
    : Object.entries(value);
}
