'use client';

import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import { ShortcutSheet } from '#components/shortcut-sheet';
import { type JobStatus, jobStatuses } from '#contracts/job-status';
import type { Selection } from './use-selection';

const OFF_KEY = 'jobwire:shortcuts-off';

interface ShortcutsViewProps {
  search: RefObject<HTMLInputElement | null>;
  selection: Selection;
  onState: (status: JobStatus) => void;
  onLive: () => void;
}

/** Single keys of the list. They can be switched off, and never fire where text is typed. */
export function ShortcutsView({ search, selection, onState, onLive }: ShortcutsViewProps) {
  const [open, setOpen] = useState(false);
  const [enabled, setEnabled] = useState(true);
  useEffect(() => setEnabled(!isSwitchedOff()), []);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (isTyped(event.target) || document.querySelector('dialog[open], [role="menu"]')) return;
    if (event.key !== '?' && !enabled) return;
    const taken = handle(event.key, event.shiftKey);
    if (taken) event.preventDefault();
  });
  const handle = (key: string, shift: boolean): boolean => {
    const status = /^[1-8]$/.test(key) ? jobStatuses[Number(key) - 1] : undefined;
    if (status) onState(status);
    else if (key === 'j' || (key === 'ArrowDown' && rowAt())) return moveRow(1);
    else if (key === 'k' || (key === 'ArrowUp' && rowAt())) return moveRow(-1);
    else if (key.toLowerCase() === 'x') return selectRow(selection, shift);
    else if (key === '/' || key === 'f') search.current?.focus();
    else if (key === 'l') onLive();
    else if (key === 'c') return press('[data-bulk-action="cancel"]');
    else if (key === 'r') return press('[data-bulk-action="retry"]');
    else if (key === '?') setOpen(true);
    else if (key === 'Escape' && selection.ids.size > 0) selection.clear();
    else return false;
    return true;
  };
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  const enable = (on: boolean) => {
    setEnabled(on);
    keepSwitchedOff(!on);
  };
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

const isTyped = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select'));

/** The row that holds the focus. */
const rowAt = (): HTMLElement | null =>
  document.activeElement?.closest<HTMLElement>('[data-job-row]') ?? null;

/** Puts the focus on the next row's link, or the first one's where no row has it. */
function moveRow(by: 1 | -1): boolean {
  const links = [...document.querySelectorAll<HTMLElement>('[data-row-link]')];
  const at = links.findIndex((link) => link.closest('[data-job-row]') === rowAt());
  const next = links[at === -1 ? 0 : at + by];
  next?.focus();
  return next !== undefined;
}

function selectRow(selection: Selection, range: boolean): boolean {
  const jobId = rowAt()?.dataset.jobId;
  if (jobId === undefined) return false;
  selection.choose(jobId, !selection.ids.has(jobId), range);
  return true;
}

function press(selector: string): boolean {
  const button = document.querySelector<HTMLElement>(selector);
  button?.click();
  return button !== null;
}

/** Storage may be forbidden: then the keys are on, and switching them off lasts as long as the page. */
function isSwitchedOff(): boolean {
  try {
    return localStorage.getItem(OFF_KEY) === '1';
  } catch {
    return false;
  }
}

function keepSwitchedOff(off: boolean): void {
  try {
    if (off) localStorage.setItem(OFF_KEY, '1');
    else localStorage.removeItem(OFF_KEY);
  } catch {
    // As above.
  }
}
