import type { io } from 'socket.io-client';

/** How much of the person's attention this tab has. */
export type Attention = 'focused' | 'visible' | 'hidden';

/**
 * What the client needs of the browser, all in one place: what an insecure origin or a private window
 * lacks shows here as undefined, and tests bring their own. Making one touches nothing.
 */
export interface Environment {
  /** Undefined on plain http and in old web views: then every tab is on its own. */
  readonly locks: LockManager | undefined;
  /** Undefined where storage is switched off. */
  readonly storage: Storage | undefined;
  readonly isOnline: () => boolean;
  readonly attention: () => Attention;
  readonly fetch: typeof fetch;
  /** Undefined where the browser has no BroadcastChannel. */
  readonly openChannel: (name: string) => BroadcastChannel | undefined;
  /** Events of window and document, none that bubble up from elements. */
  readonly listen: (types: readonly string[], listener: (type: string) => void) => () => void;
  /** Lazy, so that only the tab that holds the connection loads Socket.IO. */
  readonly loadSocket: () => Promise<typeof io>;
  /** Decides which tab is first where there are no locks. Default: `firstToClaim`, which is loaded only there. */
  readonly firstToClaim?: (event: string) => Promise<boolean>;
}

/** The tab this code runs in. */
export const browserEnvironment: Environment = {
  get locks() {
    return globalThis.navigator?.locks;
  },
  get storage() {
    try {
      return globalThis.localStorage;
    } catch {
      return undefined;
    }
  },
  // True proves nothing, so only a plain false counts.
  isOnline: () => globalThis.navigator?.onLine !== false,
  attention: () =>
    document.visibilityState === 'hidden' ? 'hidden' : document.hasFocus() ? 'focused' : 'visible',
  fetch: (...request) => fetch(...request),
  openChannel: (name) =>
    typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(name),
  listen(types, listener) {
    const onEvent = (event: Event) => {
      const { target, currentTarget } = event;
      if (target === currentTarget || target === document) listener(event.type);
    };
    // Capturing at the window catches the document's own events too (freeze, resume, visibilitychange).
    for (const type of types) window.addEventListener(type, onEvent, true);
    return () => {
      for (const type of types) window.removeEventListener(type, onEvent, true);
    };
  },
  loadSocket: async () => (await import('socket.io-client')).io,
};
