import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot, hydrateRoot, type Root } from 'react-dom/client';

export interface Mounted {
  rerender(node: ReactNode): void;
  unmount(): void;
}

const mounted = new Set<Mounted>();
/** What React could not handle, or had to mend, since the last `unmountAll`. */
export const errors: unknown[] = [];
const onError = (error: unknown) => void errors.push(error);
const handlers = { onUncaughtError: onError, onRecoverableError: onError };

const keep = (root: Root, container: HTMLElement): Mounted => {
  const one: Mounted = {
    rerender: (node) => flushSync(() => root.render(node)),
    unmount() {
      if (!mounted.delete(one)) return;
      flushSync(() => root.unmount());
      container.remove();
    },
  };
  mounted.add(one);
  return one;
};

const makeContainer = (html: string) => {
  const container = document.createElement('div');
  container.innerHTML = html;
  document.body.append(container);
  return container;
};

/** Renders as an app does, with no test's scheduling in between. */
export const mount = (node: ReactNode): Mounted => {
  const container = makeContainer('');
  const one = keep(createRoot(container, handlers), container);
  one.rerender(node);
  return one;
};

export const hydrate = (html: string, node: ReactNode): Mounted => {
  const container = makeContainer(html);
  return keep(hydrateRoot(container, node, handlers), container);
};

export const unmountAll = () => {
  for (const one of [...mounted]) one.unmount();
};
