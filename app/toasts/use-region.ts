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
  return held;
}
