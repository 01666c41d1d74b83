'use client';

import type { ReactNode } from 'react';

export interface LegendEntry<Key extends string> {
  readonly key: Key;
  readonly label: string;
  readonly swatch: ReactNode;
  /** Under the cross-hair, or in all. */
  readonly value: string;
}

interface LegendProps<Key extends string> {
  label: string;
  entries: readonly LegendEntry<Key>[];
  hidden: ReadonlySet<Key>;
  onToggle: (key: Key) => void;
}

/** What is drawn, each with its figure; a press hides or shows it. */
export function Legend<Key extends string>({ label, entries, hidden, onToggle }: LegendProps<Key>) {
  return (
    <fieldset className="legend" aria-label={label}>
      {entries.map(({ key, label: name, swatch, value }) => (
        <button
          key={key}
          type="button"
          aria-pressed={!hidden.has(key)}
          data-series={key}
          onClick={() => onToggle(key)}
        >
          {swatch}
          {name}
          <bdi className="figure">{value}</bdi>
        </button>
      ))}
    </fieldset>
  );
}

/** The other set: with `key`, or without. */
export const toggled = <Key,>(keys: ReadonlySet<Key>, key: Key): ReadonlySet<Key> => {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
};
