import { MAX_FEED_EVENTS } from '#contracts/limits';
import type { Frame } from './frame';

export interface RecentMessage {
  readonly epoch: string;
  readonly seq: number;
  readonly frame: Frame;
}

/** Most text held for those who are catching up, in characters; past it the oldest go and are read again. */
const MAX_HELD_LENGTH = 1024 * 1024;

/** Live messages of one owner, held while somebody catches up. Positions count from the first ever held. */
export class RecentMessages {
  #messages: RecentMessage[] = [];
  #first = 0;
  #length = 0;

  /** Position that the next message will have. */
  get end(): number {
    return this.#first + this.#messages.length;
  }

  push(message: RecentMessage): void {
    this.#messages.push(message);
    this.#length += message.frame.json.length;
    while (this.#messages.length > MAX_FEED_EVENTS || this.#length > MAX_HELD_LENGTH) {
      const oldest = this.#messages.shift();
      if (!oldest) return;
      this.#first += 1;
      this.#length -= oldest.frame.json.length;
    }
  }

  /** Messages from a position on, or null where some of them are gone. */
  since(position: number): readonly RecentMessage[] | null {
    return position < this.#first ? null : this.#messages.slice(position - this.#first);
  }

  clear(): void {
    this.#first = this.end;
    this.#messages = [];
    this.#length = 0;
  }
}
