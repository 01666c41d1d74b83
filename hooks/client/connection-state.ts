import type { ConnectionInfo } from '../jobs-api';
import { createListeners } from './listeners';

/** What servers render, and what a client says before it has done anything. */
export const initialConnection: ConnectionInfo = Object.freeze({
  status: 'offline',
  phase: 'idle',
  role: 'solo',
  since: 0,
  attempt: 0,
  lastSeq: 0,
  clockOffsetMs: 0,
});

export interface ConnectionState {
  get(): ConnectionInfo;
  /** Changes what differs; the same values tell nobody. */
  set(patch: Partial<ConnectionInfo>): void;
  subscribe(listener: (next: ConnectionInfo, previous: ConnectionInfo) => void): () => void;
}

export const createConnectionState = (): ConnectionState => {
  let current = initialConnection;
  const listeners = createListeners<[ConnectionInfo, ConnectionInfo]>();
  return {
    get: () => current,
    set(patch) {
      const keys = Object.keys(patch) as (keyof ConnectionInfo)[];
      if (keys.every((key) => current[key] === patch[key])) return;
      const previous = current;
      current = { ...current, ...patch };
      if (current.status !== previous.status) current = { ...current, since: Date.now() };
      listeners.emit(current, previous);
    },
    subscribe: (listener) => listeners.add(listener),
  };
};
