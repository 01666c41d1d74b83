'use client';

import { type MouseEvent, useEffect, useRef, useState } from 'react';
import { entriesOf, type JsonPath, leadsTo, pathText } from './json-paths';
import { stretchesOf } from './log-find';
import { useMessages } from './messages';
import { TextButton } from './ui/button';

/** Children drawn at once; the rest comes on demand, so that a large answer does not stop the page. */
const PAGE_ITEMS = 100;
/** Levels that are open at first. */
const OPEN_DEPTH = 2;
/** A text longer than this is cut until it is asked for. */
const LONG_TEXT = 400;

/** What is shown of a tree beside its values. */
export interface JsonLook {
  /** The place the search stands at; the way to it is open. */
  readonly at: JsonPath | null;
  /** Path of the value that had the focus last; Tab comes back to it. */
  readonly focused: string | null;
  /** What is looked for; its places are marked. */
  readonly words: string;
}

interface NodeProps {
  /** Key or index in the parent; null at the root. */
  name: string | null;
  value: unknown;
  path: JsonPath;
  look: JsonLook;
}

type Entries = readonly (readonly [string, unknown])[];

/** One value of a tree, with those below it. */
export function JsonNode({ name, value, path, look }: NodeProps) {
  const entries = entriesOf(value);
  const text = pathText(path);
  const item = useRef<HTMLDivElement>(null);
  const isFound = look.at !== null && look.at.length === path.length && leadsTo(path, look.at);
  const isOnTheWay = !isFound && leadsTo(path, look.at);
  const [open, setOpen] = useState(isOnTheWay || path.length < OPEN_DEPTH);
  const [ledTo, setLedTo] = useState(look.at);
  // Each step of the search opens the way to its place; it may be closed again.
  if (ledTo !== look.at) {
    setLedTo(look.at);
    if (isOnTheWay) setOpen(true);
  }
  useEffect(() => {
    if (isFound) item.current?.scrollIntoView?.({ block: 'nearest' });
  }, [isFound]);
  const opens = entries !== null && entries.length > 0;
  const head = opens ? { 'data-json-head': '', onClick: () => setOpen(!open) } : {};
  return (
    <div
      ref={item}
      role="treeitem"
      className={entries === null ? 'leaf' : 'node'}
      aria-level={path.length + 1}
      aria-expanded={opens ? open : undefined}
      aria-selected={look.focused === text}
      tabIndex={(look.focused ?? '$') === text ? 0 : -1}
      data-json-path={text}
      data-found={isFound ? '' : undefined}
      onMouseDown={takeFocus}
    >
      {entries === null ? (
        <Leaf name={name} value={value} words={look.words} />
      ) : (
        <>
          <div className="head" {...head}>
            <Name name={name} words={look.words} />
            <Size entries={entries} isArray={Array.isArray(value)} />
          </div>
          {opens && open && <Below {...{ entries, path, look }} />}
        </>
      )}
    </div>
  );
}

/** A press on a value, not on what lies in it, gives it the focus. */
function takeFocus(event: MouseEvent<HTMLElement>): void {
  event.stopPropagation();
  if (!(event.target instanceof Element) || event.target.closest('button')) return;
  event.currentTarget.focus({ preventScroll: true });
}

function Size({ entries, isArray }: { entries: Entries; isArray: boolean }) {
  const { json } = useMessages().job;
  const size = isArray ? json.items(entries.length) : json.keys(entries.length);
  return (
    <span className="subtle">
      {isArray ? '[ ]' : '{ }'} {entries.length === 0 ? json.empty : size}
    </span>
  );
}

function Below({ entries, path, look }: { entries: Entries } & Pick<NodeProps, 'path' | 'look'>) {
  const { json } = useMessages().job;
  const [limit, setLimit] = useState(PAGE_ITEMS);
  const at = leadsTo(path, look.at) ? look.at?.[path.length] : undefined;
  const hidden = entries.length - limit;
  // The place of the search is drawn although those before it are not.
  const shown = entries.filter(([key], index) => index < limit || key === at);
  return (
    // biome-ignore lint/a11y/useSemanticElements: the children of a treeitem are a group, not a fieldset
    <div role="group" className="branch">
      {shown.map(([key, item]) => (
        <JsonNode key={key} name={key} value={item} path={[...path, key]} look={look} />
      ))}
      {hidden > 0 && (
        <TextButton onClick={() => setLimit(limit + PAGE_ITEMS)}>
          {json.more(Math.min(hidden, PAGE_ITEMS))}
        </TextButton>
      )}
    </div>
  );
}

const Name = ({ name, words }: { name: string | null; words: string }) =>
  name === null ? null : (
    <>
      <span className="key">
        <Marked text={name} words={words} />
      </span>
      <span className="subtle">: </span>
    </>
  );

function Leaf({ name, value, words }: { name: string | null; value: unknown; words: string }) {
  const { json } = useMessages().job;
  const [whole, setWhole] = useState(false);
  const isText = typeof value === 'string';
  const cut = isText && !whole && value.length > LONG_TEXT;
  return (
    <>
      <Name name={name} words={words} />
      {isText ? (
        <span className="text" dir="auto">
          “<Marked text={cut ? `${value.slice(0, LONG_TEXT)}…` : value} words={words} />”
        </span>
      ) : (
        <span className="scalar">
          <Marked text={String(value)} words={words} />
        </span>
      )}
      {cut && (
        <TextButton onClick={() => setWhole(true)}>
          {json.moreText(value.length - LONG_TEXT)}
        </TextButton>
      )}
    </>
  );
}

const Marked = ({ text, words }: { text: string; words: string }) =>
  words.trim() === ''
    ? text
    : stretchesOf(text, words).map((stretch, index) =>
        // biome-ignore lint/suspicious/noArrayIndexKey: stretches have no other name, and only their text changes
        stretch.found ? <mark key={index}>{stretch.text}</mark> : stretch.text,
      );
