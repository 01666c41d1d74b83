import type { Cursor, ServerToClientEvents } from '#contracts/events';
import type { Frame } from './frame';
import type { VolatileMessage } from './parse-message';

/** A room as the one who watches it knows it. */
export interface WatchedRoom {
  /** The job's owner. */
  readonly userId: string;
  part(recipient: Recipient): void;
}

/** Where the relay's events go: one connection. */
export interface Recipient {
  /** Whose feed it gets; undefined until it has signed in. */
  readonly ownerId: string | undefined;
  readonly isOpen: boolean;
  /** Place in the owner's feed: what was sent so far. An empty epoch is no place at all. */
  epoch: string;
  seq: number;
  readonly cursor: Cursor | null;
  /** False while it is catching up: live events wait for it in the owner's feed. */
  isLive: boolean;
  /** Rooms by job id. */
  readonly watched: Map<string, WatchedRoom>;
  /** Sends what must arrive, in order. */
  send(frame: Frame): void;
  emit<E extends keyof ServerToClientEvents>(
    event: E,
    payload: Parameters<ServerToClientEvents[E]>[0],
  ): void;
  /** Sends a volatile message, or merges it with others of its job where the client lags. */
  sendVolatile(jobId: string, message: VolatileMessage, frame: Frame): void;
  /** Resolves true once the client has taken most of what it was sent, false when it is gone. */
  drained(): Promise<boolean>;
  end(reason: 'internal'): void;
  /** Merged messages wait no longer. @returns false to be asked again */
  flush(): boolean;
  uncork(): void;
}
