import { useState, useSyncExternalStore } from 'react';

const subscribe = (listener: () => void) => {
  document.addEventListener('visibilitychange', listener);
  return () => document.removeEventListener('visibilitychange', listener);
};

interface Still {
  /** Somebody asked for it. */
  readonly paused: boolean;
  readonly toggle: () => void;
  /** Nothing in the list moves: asked for, a row's menu is open, or nobody can see it. */
  readonly still: boolean;
  /** A row's menu opened or closed: what it offers must not change under the pointer. */
  readonly onMenu: (open: boolean) => void;
}

/** Whether the list stands still. */
export function useStill(): Still {
  const [paused, setPaused] = useState(false);
  const [menu, setMenu] = useState(false);
  const hidden = useSyncExternalStore(
    subscribe,
    () => document.hidden,
    () => false,
  );
  return {
    paused,
    toggle: () => setPaused((before) => !before),
    still: paused || menu || hidden,
    onMenu: setMenu,
  };
}
