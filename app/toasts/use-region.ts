import { type RefObject, useEffect, useState } from 'react';

/**
 * Makes the toaster's element the landmark that is wanted: silent, since the announcer speaks, and
 * reachable by F6 beside the toaster's own Alt+T.
 *
 * @returns whether somebody is reading there: the pointer or the focus is inside, or the page is hidden
 */
export function useRegion(region: RefObject<HTMLElement | null>): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const node = region.current;
    if (!node) return;
    node.setAttribute('aria-live', 'off');
    let pointer = false;
    const update = () => setHeld(pointer || document.hidden || node.matches(':focus-within'));
    const enter = () => {
      pointer = true;
      update();
    };
    const leave = () => {
      pointer = false;
      update();
    };
    // After the focus has moved: while it leaves, nothing has it.
    const focus = () => setTimeout(update);
    node.addEventListener('pointerenter', enter);
    node.addEventListener('pointerleave', leave);
    // A toast that leaves under the pointer fires no `pointerleave`.
    node.addEventListener('pointermove', enter);
    node.addEventListener('focusin', focus);
    node.addEventListener('focusout', focus);
    document.addEventListener('visibilitychange', update);
    return () => {
      node.removeEventListener('pointerenter', enter);
      node.removeEventListener('pointerleave', leave);
      node.removeEventListener('pointermove', enter);
      node.removeEventListener('focusin', focus);
      node.removeEventListener('focusout', focus);
      document.removeEventListener('visibilitychange', update);
    };
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
  return held;
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
