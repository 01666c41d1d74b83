'use client';

import { useState } from 'react';
import { useMessages } from '#components/messages';
import { type Polled, usePolled } from './use-polled';

/** One page of a list, newest first. */
export interface Page<Row> {
  readonly rows: readonly Row[];
  readonly nextCursor: string | null;
}

interface Later<Row> extends Page<Row> {
  readonly query: string;
}

interface Pages<Row> {
  /** Null before the first page. */
  readonly rows: readonly Row[] | null;
  readonly first: Polled<Page<Row>>;
  readonly more: boolean;
  readonly waiting: boolean;
  readonly problem: string;
  readonly load: () => void;
}

/**
 * A list by pages. The first one alone is read anew; those behind it are of the past, which does not change.
 *
 * @param everyMs between two reads of the first page; null: once
 */
export function usePages<Row>(
  query: string,
  read: (query: string, signal?: AbortSignal) => Promise<Page<Row>>,
  idOf: (row: Row) => string,
  everyMs: number | null,
): Pages<Row> {
  const { done } = useMessages().admin;
  const first = usePolled(query, (signal) => read(query, signal), everyMs);
  const [kept, setKept] = useState<Later<Row> | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState('');
  const mine = kept?.query === query ? kept : null;
  const cursor = mine ? mine.nextCursor : (first.value?.nextCursor ?? null);
  const load = async () => {
    if (cursor === null) return;
    setWaiting(true);
    try {
      const page = await read(`${query}&cursor=${encodeURIComponent(cursor)}`);
      setKept({ ...page, query, rows: [...(mine?.rows ?? []), ...page.rows] });
      setProblem('');
    } catch (error) {
      setProblem(done.failed((error as Error).message));
    }
    setWaiting(false);
  };
  // The first page moves on as things happen: what slid out of it stands in the second.
  const known = new Set(first.value?.rows.map(idOf));
  const later = (mine?.rows ?? []).filter((row) => !known.has(idOf(row)));
  return {
    rows: first.value && [...first.value.rows, ...later],
    first,
    more: cursor !== null,
    waiting,
    problem,
    load: () => void load(),
  };
}
