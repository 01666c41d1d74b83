'use client';

import { useRouter } from 'next/navigation';
import { type RefObject, useRef, useState } from 'react';
import { ShortcutSheet } from '#components/shortcut-sheet';
import { type JobStatus, jobStatuses } from '#contracts/job-status';
import type { Peek } from './use-peek';
import type { Selection } from './use-selection';
import { useSingleKeys } from './use-single-keys';

/** The second key of “G then …” is waited for this long. */
const SEQUENCE_MS = 1_500;
const places: Readonly<Record<string, string>> = { j: '/jobs', s: '/' };

interface ShortcutsViewProps {
  search: RefObject<HTMLInputElement | null>;
  selection: Selection;
  peek: Peek;
  onState: (status: JobStatus) => void;
  onLive: () => void;
}

/** The keys of the list. */
export function ShortcutsView({ search, selection, peek, onState, onLive }: ShortcutsViewProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const goAt = useRef(0);
  const go = (key: string): boolean => {
    const place = Date.now() - goAt.current < SEQUENCE_MS ? places[key] : undefined;
    goAt.current = key === 'g' ? Date.now() : 0;
    if (place !== undefined) router.push(place);
    return place !== undefined || key === 'g';
  };
  const move = (by: 1 | -1): boolean => {
    const jobId = moveRow(by);
    if (jobId !== null && peek.jobId !== null) peek.follow(jobId);
    return jobId !== null;
  };
  const leave = (): boolean => {
    if (peek.jobId !== null) peek.close();
    else if (selection.ids.size > 0) selection.clear();
    else return false;
    return true;
  };
  const handle = (key: string, shift: boolean): boolean => {
    if (go(key)) return true;
    const status = /^[1-8]$/.test(key) ? jobStatuses[Number(key) - 1] : undefined;
    if (status) onState(status);
    else if (key === 'j' || (key === 'ArrowDown' && rowAt())) return move(1);
    else if (key === 'k' || (key === 'ArrowUp' && rowAt())) return move(-1);
    else if (key.toLowerCase() === 'x') return selectRow(selection, shift);
    else if (key === ' ') return peekRow(peek);
    else if (key === '/' || key === 'f') search.current?.focus();
    else if (key === 'l') onLive();
    else if (key === 'c') return press('[data-bulk-action="cancel"]');
    else if (key === 'r') return press('[data-bulk-action="retry"]');
    else if (key === '?') setOpen(true);
    else if (key === 'Escape') return leave();
    else return false;
    return true;
  };
  const { enabled, enable } = useSingleKeys(handle, ['?', 'Escape']);
  return (
    <ShortcutSheet
      open={open}
      enabled={enabled}
      onOpen={() => setOpen(true)}
      onClose={() => setOpen(false)}
      onEnable={enable}
    />
  );
}

/** The row that holds the focus. */
const rowAt = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('[data-job-row]') ?? null;

/** Puts the focus on the next row's link, or the first one's where no row has it; answers whose it is. */
function moveRow(by: 1 | -1): string | null {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = links.findIndex((link) => link.closest('[data-job-row]') === rowAt());
  const next = links[at === -1 ? 0 : at + by];
  next?.focus();
  return next?.closest<HTMLElement>('[data-job-row]')?.dataset.jobId ?? null;
}

function selectRow(selection: Selection, range: boolean): boolean {
  const jobId = rowAt()?.dataset.jobId;
  if (jobId === undefined) return false;
  selection.choose(jobId, !selection.ids.has(jobId), range);
  return true;
}

/** Only from the row's link: on a box or a button the space bar means something else. */
function peekRow(peek: Peek): boolean {
  const jobId = rowAt()?.dataset.jobId;
  if (jobId === undefined || !document.activeElement?.matches('[data-row-link]')) return false;
  if (peek.jobId === jobId) peek.close();
  else peek.open(jobId);
  return true;
}

function press(selector: string): boolean {
  const button = document.querySelector<HTMLElement>(selector);
  button?.click();
  return button !== null;
}
