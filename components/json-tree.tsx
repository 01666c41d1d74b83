'use client';

import { type FocusEvent, type KeyboardEvent, useDeferredValue, useMemo, useState } from 'react';
import { type JsonLook, JsonNode } from './json-node';
import { findInJson, type JsonPath, pathText, sizeOf } from './json-paths';
import { JsonFind, JsonPathBar } from './json-tools';

/** From this many values on a search is worth its place. */
const SEARCH_FROM_VALUES = 12;

interface JsonTreeProps {
  value: unknown;
  /** Name of the whole, for those who do not see it. */
  label: string;
}

/** Any JSON value as a tree that opens and closes. Everything is text; nothing of it is ever markup. */
export function JsonTree({ value, label }: JsonTreeProps) {
  const [focused, setFocused] = useState<string | null>(null);
  const find = useFind(value);
  const look: JsonLook = { at: find.path, focused, words: find.words };
  const many = useMemo(() => sizeOf(value, SEARCH_FROM_VALUES) >= SEARCH_FROM_VALUES, [value]);
  const shown = focused ?? (find.path && pathText(find.path));
  const onFocus = ({ target }: FocusEvent) => {
    const path = target.closest<HTMLElement>('[data-json-path]')?.dataset.jsonPath;
    if (path !== undefined) setFocused(path);
  };
  return (
    <figure className="json" dir="ltr">
      {many && <JsonFind {...find} />}
      <div role="tree" aria-label={label} onFocus={onFocus} onKeyDown={goByArrows}>
        <JsonNode name={null} value={value} path={[]} look={look} />
      </div>
      {shown !== null && <JsonPathBar path={shown} />}
    </figure>
  );
}

/** What is looked for, and at which of the places the search stands. */
function useFind(value: unknown) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const looked = useDeferredValue(words);
  const found = useMemo(() => findInJson(value, looked), [value, looked]);
  const place = Math.min(at, found.length);
  const path: JsonPath | null = found[place - 1] ?? null;
  return {
    words: looked,
    typed: words,
    path,
    at: place,
    found: found.length,
    onWords: (next: string) => {
      setWords(next);
      setAt(1);
    },
    onStep: (by: 1 | -1) =>
      found.length > 0 && setAt(((place - 1 + by + found.length) % found.length) + 1),
  };
}

/** Up and down through what is seen, right and left open and close. */
function goByArrows(event: KeyboardEvent<HTMLElement>): void {
  const here = document.activeElement;
  if (!(here instanceof HTMLElement) || here.dataset.jsonPath === undefined) return;
  const nodes = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-json-path]')];
  const at = nodes.indexOf(here);
  const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: nodes.length - 1 }[event.key];
  const open = here.getAttribute('aria-expanded');
  const toggles =
    (event.key === 'ArrowRight' && open === 'false') ||
    (event.key === 'ArrowLeft' && open === 'true') ||
    ((event.key === 'Enter' || event.key === ' ') && open !== null);
  const up = event.key === 'ArrowLeft' && open !== 'true';
  const next = up
    ? here.parentElement?.closest<HTMLElement>('[data-json-path]')
    : nodes[event.key === 'ArrowRight' && open === 'true' ? at + 1 : (to ?? -1)];
  if (toggles) here.querySelector<HTMLElement>('[data-json-head]')?.click();
  else if (next) next.focus();
  else return;
  event.preventDefault();
}
