import { volatileFrame } from './frame';
import { parseVolatile, type VolatileMessage } from './parse-message';
import type { Recipient, WatchedRoom } from './recipient';
import type { RelayContext } from './relay-context';
import { VolatileBatch } from './volatile-batch';

/** Messages held for one who is about to join; more than this and the oldest go. */
const MAX_HELD = 64;

/** A place kept in a room while its snapshot is being read: what comes meanwhile is handed over at the end. */
export class Held {
  readonly room: JobRoom;
  readonly #messages: VolatileMessage[] = [];

  constructor(room: JobRoom) {
    this.room = room;
  }

  push(message: VolatileMessage): void {
    this.#messages.push(message);
    if (this.#messages.length > MAX_HELD) this.#messages.shift();
  }

  admit(connection: Recipient): void {
    const { room } = this;
    if (!connection.isOpen) {
      this.drop();
      return;
    }
    room.join(connection);
    for (const message of this.#messages) {
      connection.sendVolatile(room.jobId, message, volatileFrame(message));
    }
    room.unhold(this);
  }

  drop(): void {
    this.room.unhold(this);
  }
}

/** Those who watch one job, and the channel of its volatile messages. */
export class JobRoom implements WatchedRoom {
  readonly userId: string;
  readonly jobId: string;
  /** Settles when Redis has confirmed the channel. */
  readonly ready: Promise<unknown>;
  readonly #context: RelayContext;
  readonly #onEmpty: () => void;
  readonly #members = new Set<Recipient>();
  readonly #held = new Set<Held>();
  #batch: VolatileBatch | undefined;
  #leave: (() => void) | undefined;
  #isClosed = false;

  constructor(context: RelayContext, userId: string, jobId: string, onEmpty: () => void) {
    this.userId = userId;
    this.jobId = jobId;
    this.#context = context;
    this.#onEmpty = onEmpty;
    this.ready = context.subscriptions
      .job(userId, jobId, (raw) => this.#receive(raw))
      .then(
        (leave) => {
          if (this.#isClosed) leave();
          else this.#leave = leave;
        },
        (error: unknown) => context.log.debug({ err: error }, 'subscribing to a job failed'),
      );
  }

  hold(): Held {
    const held = new Held(this);
    this.#held.add(held);
    return held;
  }

  unhold(held: Held): void {
    this.#held.delete(held);
    this.#tidy();
  }

  join(connection: Recipient): void {
    this.#members.add(connection);
    connection.watched.set(this.jobId, this);
  }

  part(connection: Recipient): void {
    connection.watched.delete(this.jobId);
    this.#members.delete(connection);
    this.#tidy();
  }

  /** Sends what was gathered. */
  flush(): boolean {
    for (const message of this.#batch?.take() ?? []) this.#send(message);
    return true;
  }

  #receive(raw: string): void {
    const { drops, pressure, flusher, relayed } = this.#context;
    const isPressed = pressure.note();
    const message = parseVolatile(raw, this.jobId);
    if (typeof message === 'string') {
      drops(message, 'job');
      return;
    }
    relayed[message.kind] += 1;
    for (const held of this.#held) held.push(message);
    if (this.#members.size === 0) return;
    if (isPressed) {
      this.#batch ??= new VolatileBatch(this.jobId);
      this.#batch.add(message);
      flusher.mark(this);
      return;
    }
    if (this.#batch) {
      this.flush();
      this.#batch = undefined;
    }
    this.#send(message);
  }

  #send(message: VolatileMessage): void {
    const frame = volatileFrame(message);
    for (const member of this.#members) member.sendVolatile(this.jobId, message, frame);
  }

  #tidy(): void {
    if (this.#isClosed || this.#members.size > 0 || this.#held.size > 0) return;
    this.#isClosed = true;
    this.#leave?.();
    this.#onEmpty();
  }
}
