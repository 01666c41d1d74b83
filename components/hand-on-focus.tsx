import { type RefObject, useLayoutEffect } from 'react';

const rowAt = (element: Element | null): HTMLElement | null =>
  element?.closest<HTMLElement>('[data-job-row]') ?? null;

/**
 * Keeps the focus in a long list whose rows leave the page as they are scrolled away: the table holds
 * it for a row that has left, and gives it back when the row returns.
 */
export function useHandOnFocus(jobId: string, table: RefObject<HTMLTableElement | null>): void {
  useLayoutEffect(() => {
    const holder = table.current;
    if (holder && holder === document.activeElement && holder.dataset.focusOf === jobId) {
      holder
        .querySelector<HTMLElement>(`[data-job-id="${CSS.escape(jobId)}"] [data-row-link]`)
        ?.focus({ preventScroll: true });
    }
    return () => {
      if (!holder || rowAt(document.activeElement)?.dataset.jobId !== jobId) return;
      holder.dataset.focusOf = jobId;
      holder.focus({ preventScroll: true });
    };
  }, [jobId, table]);
}
