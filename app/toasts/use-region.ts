import { type RefObject, useEffect, useRef, useState } from 'react';

export interface Region {
  /** Somebody is reading there: the pointer or the focus is inside, or the page is hidden. */
  readonly held: boolean;
  /** Gives the focus back to where it was before it came here, else to the list of all jobs. */
  readonly giveBack: () => void;
}

/**
 * Makes the toaster's element the landmark that is wanted: silent, since the announcer speaks, and
 * reachable by F6 beside the toaster's own Alt+T. The toaster's own way of giving the focus back is
 * switched off by keeping its events from it: whoever walks out with Tab would be sent back in.
 */
export function useRegion(region: RefObject<HTMLElement | null>): Region {
  const [held, setHeld] = useState(false);
  const cameFrom = useRef<HTMLElement | null>(null);
  useEffect(() => {
    const node = region.current;
    if (!node) return;
    node.setAttribute('aria-live', 'off');
    return followReading(node, setHeld, (from) => {
      cameFrom.current = from;
    });
  }, [region]);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return;
      const first = region.current?.querySelector<HTMLElement>('[data-sonner-toast]');
      if (!first) return;
      event.preventDefault();
      first.focus();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [region]);
  useClearFocus(region);
  const giveBack = () => {
    const back = cameFrom.current?.isConnected ? cameFrom.current : null;
    (back ?? document.querySelector<HTMLElement>('button.bell'))?.focus({ preventScroll: true });
  };
  return { held, giveBack };
}

/** Tells whether somebody reads in `node`, and from where the focus came into it. */
function followReading(
  node: HTMLElement,
  onHeld: (held: boolean) => void,
  onEnter: (from: HTMLElement) => void,
): () => void {
  let pointer = false;
  const update = () => onHeld(pointer || document.hidden || node.matches(':focus-within'));
  const point = (event: Event) => {
    pointer = event.type !== 'pointerleave';
    update();
  };
  const focus = (event: Event) => {
    event.stopPropagation();
    const { relatedTarget: from, type } = event as FocusEvent;
    if (type === 'focusin' && from instanceof HTMLElement && !node.contains(from)) onEnter(from);
    // After the focus has moved: while it leaves, nothing has it.
    setTimeout(update);
  };
  const listeners = [
    ['pointerenter', point],
    ['pointerleave', point],
    // A toast that leaves under the pointer fires no `pointerleave`.
    ['pointermove', point],
    ['focusin', focus],
    ['focusout', focus],
  ] as const;
  for (const [name, listener] of listeners) node.addEventListener(name, listener);
  document.addEventListener('visibilitychange', update);
  return () => {
    for (const [name, listener] of listeners) node.removeEventListener(name, listener);
    document.removeEventListener('visibilitychange', update);
  };
}

/** Space between what has the focus and the toast it was under, in pixels. */
const CLEAR_PX = 12;

/** What takes the focus under a toast is scrolled out from under it, as far as the page goes. */
function useClearFocus(region: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const onFocus = ({ target }: FocusEvent) => {
      const node = region.current;
      if (!node || !(target instanceof HTMLElement) || node.contains(target)) return;
      const box = target.getBoundingClientRect();
      const covering = [...node.querySelectorAll('[data-sonner-toast]')]
        .map((toast) => toast.getBoundingClientRect())
        .filter((toast) => overlaps(box, toast));
      if (covering.length === 0) return;
      const top = Math.min(...covering.map((toast) => toast.top));
      scrollBy({ top: box.bottom - top + CLEAR_PX });
    };
    addEventListener('focusin', onFocus);
    return () => removeEventListener('focusin', onFocus);
  }, [region]);
}

const overlaps = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
