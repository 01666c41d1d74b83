import type { PulseDelta } from '#contracts/admin';
import type { ChunkEvent, Cursor, LogEvent } from '#contracts/events';
import type { ConnectionInfo } from '../jobs-api';
import type { Environment } from './environment';
import { isObject, type LocalFacts } from './job-row';

/** Output of a job that is not kept in rows, and the operators' pulse. */
export type VolatileEvent =
  | { kind: 'log'; event: LogEvent }
  | { kind: 'chunk'; event: ChunkEvent }
  | { kind: 'pulse'; event: PulseDelta };

/**
 * What tabs tell each other. Events travel, never the state of a tab, so that no tab can overwrite what
 * another knows; a tab that asks for it gets a snapshot, and keeps its own if that is further on.
 */
export type TabMessage =
  // From the leader.
  | { k: 'events'; events: readonly unknown[]; replayed: boolean }
  | { k: 'snapshot'; snapshot: unknown; replayed: boolean; to?: string }
  | { k: 'progress'; event: unknown }
  | { k: 'volatile'; message: VolatileEvent }
  | { k: 'job'; job: unknown }
  | { k: 'lost'; jobId: string }
  | { k: 'beat'; connection: ConnectionInfo }
  // To the leader.
  | { k: 'sync'; cursor: Cursor | null }
  | { k: 'who' }
  | { k: 'watch'; jobIds: readonly string[] }
  | { k: 'reconnect' }
  | { k: 'bye' }
  // Among all.
  | { k: 'facts'; facts: readonly (readonly [string, LocalFacts])[] }
  | { k: 'dismiss'; jobIds: readonly string[] }
  | { k: 'logout' };

export interface TabRelay {
  /** False where tabs cannot hear each other. */
  readonly open: boolean;
  post(message: TabMessage): void;
  close(): void;
}

/** A channel among the tabs of one user and API. */
export const createTabRelay = (
  env: Environment,
  key: string,
  tabId: string,
  onMessage: (message: TabMessage, from: string) => void,
): TabRelay => {
  const channel = env.openChannel(`jobwire:tabs:${key}`);
  if (channel) {
    channel.onmessage = ({ data }: MessageEvent<unknown>) => {
      if (!isObject(data) || !isObject(data.message) || typeof data.from !== 'string') return;
      onMessage(data.message as TabMessage, data.from);
    };
  }
  return {
    open: channel !== undefined,
    post(message) {
      try {
        channel?.postMessage({ from: tabId, message });
      } catch {
        // Closed, or something in it cannot be cloned: this tab goes on alone.
      }
    },
    close() {
      if (channel) channel.onmessage = null;
      channel?.close();
    },
  };
};
