import { useEffect, useEffectEvent, useState } from 'react';

const OFF_KEY = 'jobwire:shortcuts-off';

interface SingleKeys {
  readonly enabled: boolean;
  readonly enable: (on: boolean) => void;
}

/**
 * Single keys of a page. They can be switched off for good, and never fire where text is typed or
 * composed, nor while a dialog or a menu is open.
 *
 * @param handle answers whether the key was its own
 * @param always keys that work although the others are off
 */
export function useSingleKeys(
  handle: (key: string, shift: boolean) => boolean,
  always: readonly string[] = [],
): SingleKeys {
  const [enabled, setEnabled] = useState(true);
  useEffect(() => setEnabled(!isSwitchedOff()), []);
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.defaultPrevented || isTyped(event.target)) return;
    if (document.querySelector('dialog[open], [role="menu"]')) return;
    if (!enabled && !always.includes(event.key)) return;
    if (handle(event.key, event.shiftKey)) event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  return {
    enabled,
    enable(on) {
      setEnabled(on);
      keepSwitchedOff(!on);
    },
  };
}

const isTyped = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type="checkbox"]), textarea, select'));

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
