import 'fake-indexeddb/auto';
import { io } from 'socket.io-client';
import type { Attention, Environment } from '#hooks/client/environment';
import { firstToClaim } from '#hooks/client/first-to-claim';
import { createJobsClient, type JobsClientCore } from '#hooks/client/jobs-client';
import type { ClientOptions } from '#hooks/jobs-api';
import { createLocks } from './locks';

/** localStorage of one origin, shared by its tabs. Its keys are its own fields, as in the browser. */
class MemoryStorage implements Storage {
  [name: string]: unknown;
  get length() {
    return Object.keys(this).length;
  }
  key(index: number) {
    return Object.keys(this)[index] ?? null;
  }
  getItem(name: string) {
    return Object.hasOwn(this, name) ? (this[name] as string) : null;
  }
  setItem(name: string, value: string) {
    this[name] = String(value);
  }
  removeItem(name: string) {
    delete this[name];
  }
  clear() {
    for (const name of Object.keys(this)) delete this[name];
  }
}

/** A tab's view of the origin's storage: what other tabs write shows in it a while later, as across processes. */
class LateStorage extends MemoryStorage {
  constructor(views: LateStorage[], lagMs: number) {
    super();
    Object.defineProperty(this, 'tell', {
      value: (name: string, value: string | null) => {
        for (const view of views) {
          if (view !== this) setTimeout(() => view.hear(name, value), lagMs);
        }
      },
    });
    views.push(this);
  }
  hear(name: string, value: string | null) {
    if (value === null) super.removeItem(name);
    else super.setItem(name, value);
  }
  override setItem(name: string, value: string) {
    super.setItem(name, value);
    (this.tell as (name: string, value: string) => void)(name, value);
  }
  override removeItem(name: string) {
    super.removeItem(name);
    (this.tell as (name: string, value: null) => void)(name, null);
  }
}

/** What tabs of one browser share. */
export interface Browser {
  readonly storage: Storage;
  readonly locks: ReturnType<typeof createLocks> | undefined;
  open(options?: TabOptions): Tab;
  /** Closes what is still open. */
  close(): void;
}

export interface TabOptions extends Partial<ClientOptions> {
  readonly attention?: Attention;
}

/** One tab: a client in an environment of its own. */
export interface Tab {
  readonly client: JobsClientCore;
  readonly env: Environment;
  attention: Attention;
  online: boolean;
  /** Times Socket.IO was loaded. */
  readonly loads: () => number;
  /** Delivers an event of window or document. */
  fire(type: string): void;
  /** While true nothing the other tabs say arrives. */
  deaf: boolean;
  /** Its scripts stand still, as far as others can tell: nothing is heard or said, its locks stay. */
  suspend(): void;
  thaw(): void;
  /** As closing the tab does: pagehide, then silence. */
  close(): void;
  release: () => void;
}

let browsers = 0;

/**
 * @param secure false for plain http: no Web Locks there
 * @param database false for a browser that keeps no IndexedDB
 * @param storageLagMs what one tab writes shows in the others so much later
 */
export const createBrowser = (
  apiUrl: string,
  {
    secure = true,
    database = true,
    storageLagMs = 0,
    storage = new MemoryStorage() as Storage | null,
  } = {},
): Browser => {
  browsers++;
  const locks = secure ? createLocks() : undefined;
  const tabs = new Set<Tab>();
  // Channels go by name in this process: each browser gets names of its own.
  const prefix = `browser-${browsers}-${process.pid}:`;

  const views: LateStorage[] = [];
  const open = ({ attention = 'visible', ...options }: TabOptions = {}): Tab => {
    const listeners = new Map<string, Set<(type: string) => void>>();
    const own = storageLagMs ? new LateStorage(views, storageLagMs) : storage;
    const channels: BroadcastChannel[] = [];
    let loads = 0;
    let thawed: Promise<void> | undefined;
    let thaw = () => {};
    const env: Environment = {
      // What happens to its locks reaches a tab that stands still when it comes to.
      locks: locks && {
        query: locks.query,
        request: ((...request: Parameters<LockManager['request']>) =>
          locks.request(...request).then(
            async (value: unknown) => {
              await thawed;
              return value;
            },
            async (error: unknown) => {
              await thawed;
              throw error;
            },
          )) as LockManager['request'],
      },
      get storage() {
        if (!own) throw new DOMException('denied', 'SecurityError');
        return own;
      },
      isOnline: () => tab.online,
      attention: () => tab.attention,
      fetch: async (input, init) => {
        if (!tab.online) throw new TypeError('offline');
        return fetch(input, init);
      },
      openChannel(name) {
        const channel = new BroadcastChannel(prefix + name);
        channels.push(channel);
        const wrapped = {
          onmessage: null as ((event: MessageEvent) => void) | null,
          postMessage: (message: unknown) => {
            if (!thawed) channel.postMessage(message);
          },
          close: () => channel.close(),
        };
        channel.onmessage = (event) => {
          if (!tab.deaf && !thawed) wrapped.onmessage?.(event as MessageEvent);
        };
        return wrapped as unknown as BroadcastChannel;
      },
      listen(types, listener) {
        for (const type of types) {
          const set = listeners.get(type) ?? new Set();
          listeners.set(type, set.add(listener));
        }
        return () => {
          for (const type of types) listeners.get(type)?.delete(listener);
        };
      },
      loadSocket: async () => {
        loads++;
        return io;
      },
      firstToClaim: async (event) => {
        if (!database) throw new DOMException('denied', 'SecurityError');
        return firstToClaim(prefix + event);
      },
    };
    const client = createJobsClient({ userId: 'ada', apiUrl, ...options }, env);
    const fire = (type: string) => {
      for (const listener of [...(listeners.get(type) ?? [])]) listener(type);
    };
    const tab: Tab = {
      client,
      env,
      attention,
      online: true,
      deaf: false,
      suspend() {
        thawed = new Promise((resolve) => {
          thaw = resolve;
        });
      },
      thaw() {
        thawed = undefined;
        thaw();
      },
      loads: () => loads,
      fire,
      close() {
        fire('pagehide');
        tab.release();
        for (const channel of channels) channel.close();
        tabs.delete(tab);
      },
      release: client.retain(),
    };
    tabs.add(tab);
    return tab;
  };

  return {
    storage: storage as Storage,
    locks,
    open,
    close() {
      for (const tab of [...tabs]) tab.close();
    },
  };
};
