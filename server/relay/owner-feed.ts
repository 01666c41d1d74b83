import { setTimeout as delay } from 'node:timers/promises';
import type { FeedAnswer } from '#contracts/api';
import { type Cursor, durableEventSchema } from '#contracts/events';
import { LEDGER_EPOCH } from '#platform/feed/create-feed-reader';
import { isNews } from '#platform/feed/feed';
import { isTracing } from '#platform/tracing/spans';
import { Frame } from './frame';
import { parseDurable } from './parse-message';
import { RecentMessages } from './recent-messages';
import type { Recipient } from './recipient';
import type { RelayContext } from './relay-context';
import { tracePush } from './trace-push';
import { within } from './within';

/** An answer of the feed, and where in the live messages its reading began. */
interface Reading {
  readonly answer: FeedAnswer;
  readonly mark: number;
  readonly generation: number;
}

/** A first reading, made before the handshake is answered. */
export interface Opening extends Reading {
  readonly owner: OwnerFeed;
}

/** Pauses between attempts to read or subscribe while the stores are away. */
const RETRY_MS = [250, 500, 1_000, 2_000] as const;
/** Readings in a row that found live traffic ahead of them, after which they are spaced. */
const EAGER_ROUNDS = 3;
/** A message that was thrown away may have been a real one: the feed is read then, at most this often. */
const REPAIR_INTERVAL_MS = 1_000;
/** Events written before looking whether the client takes them. */
const WRITE_SLICE = 50;

const retryPause = (attempt: number) =>
  delay(RETRY_MS[Math.min(attempt, RETRY_MS.length - 1)], undefined, { ref: false });

/**
 * One owner's durable events and the connections that get them.
 *
 * Subscribe, read, then go live: messages that come while a connection reads are kept; once it has
 * read to the end, what it lacks of them follows and what it has is dropped. A hole in the numbers, a
 * foreign epoch, a lost link or a message thrown away lead back to reading. Nothing is ever skipped.
 */
export class OwnerFeed {
  readonly #context: RelayContext;
  readonly #userId: string;
  readonly #onEmpty: () => void;
  readonly #members = new Set<Recipient>();
  readonly #recent = new RecentMessages();
  readonly #readings = new Map<string, Promise<Reading>>();
  readonly #subscribed: Promise<void>;
  /** Openings and connections that are catching up: as long as there are any, messages are kept. */
  #readers = 0;
  /** Grows with every break of continuity; what was read before it does not count as complete. */
  #generation = 0;
  #leave: (() => void) | undefined;
  #repair: NodeJS.Timeout | undefined;
  #isClosed = false;

  constructor(context: RelayContext, userId: string, onEmpty: () => void) {
    this.#context = context;
    this.#userId = userId;
    this.#onEmpty = onEmpty;
    this.#subscribed = this.#subscribe();
  }

  /** Whether somebody lives on a snapshot taken without the feed. */
  get isProvisional(): boolean {
    for (const member of this.#members) if (member.epoch === LEDGER_EPOCH) return true;
    return false;
  }

  /** Reads for a newcomer. The caller hands the opening to `admit` or `abandon`. */
  async open(cursor: Cursor | null): Promise<Opening> {
    this.#readers += 1;
    try {
      const { subscribeTimeoutMs } = this.#context.limits;
      // Redis may be frozen: go on without, and read again once it has answered.
      if (!(await within(this.#subscribed, subscribeTimeoutMs))) {
        void this.#subscribed.then(() => this.catchUp());
      }
      return { ...(await this.#read(cursor)), owner: this };
    } catch (error) {
      this.#release();
      throw error;
    }
  }

  abandon(): void {
    this.#release();
  }

  /** @param connection stands at the cursor that the opening was read from */
  admit(connection: Recipient, opening: Opening): void {
    this.#members.add(connection);
    void this.#follow(connection, opening);
  }

  part(connection: Recipient): void {
    this.#members.delete(connection);
    this.#tidy();
  }

  /** Continuity is in doubt: everybody reads from the last place they were sent. */
  catchUp(): void {
    this.#generation += 1;
    for (const member of this.#members) this.#fallBehind(member);
  }

  async #subscribe(): Promise<void> {
    for (let attempt = 0; !this.#isClosed; attempt += 1) {
      try {
        const leave = await this.#context.subscriptions.owner(this.#userId, (raw) =>
          this.#receive(raw),
        );
        if (this.#isClosed) leave();
        else this.#leave = leave;
        return;
      } catch (error) {
        this.#context.log.debug({ err: error }, 'subscribing to an owner failed; trying again');
        await retryPause(attempt);
      }
    }
  }

  #receive(raw: string): void {
    const { drops, pressure, relayed, flushJob } = this.#context;
    pressure.note();
    const event = parseDurable(raw, this.#userId);
    if (typeof event === 'string') {
      drops(event, 'owner');
      this.#repairSoon();
      return;
    }
    relayed.event += 1;
    const { epoch, seq } = event;
    const frame = new Frame('job:event', raw);
    if (this.#readers > 0) this.#recent.push({ epoch, seq, frame });
    flushJob(this.#userId, event.jobId);
    const startedAt = isTracing() ? new Date() : undefined;
    let sent = 0;
    for (const member of this.#members) {
      if (!member.isLive) continue;
      if (member.epoch === epoch && seq <= member.seq) continue;
      if (member.epoch === epoch && seq === member.seq + 1) {
        member.seq = seq;
        member.send(frame);
        sent += 1;
      } else this.#fallBehind(member);
    }
    if (startedAt && sent > 0) tracePush(raw, sent, startedAt);
  }

  #repairSoon(): void {
    this.#repair ??= setTimeout(() => {
      this.#repair = undefined;
      this.catchUp();
    }, REPAIR_INTERVAL_MS);
    this.#repair.unref();
  }

  #fallBehind(member: Recipient): void {
    if (!member.isLive) return;
    member.isLive = false;
    this.#readers += 1;
    void this.#follow(member);
  }

  /** Reads from a cursor; those who stand at the same place share one reading. */
  #read(cursor: Cursor | null): Promise<Reading> {
    const key = cursor ? `${cursor.seq}@${cursor.epoch}` : '';
    const running = this.#readings.get(key);
    if (running) return running;
    const mark = this.#recent.end;
    const generation = this.#generation;
    const reading = this.#context
      .gate(() => this.#context.feed.read(this.#userId, cursor))
      .then((answer) => ({ answer, mark, generation }))
      .finally(() => this.#readings.delete(key));
    this.#readings.set(key, reading);
    return reading;
  }

  async #readPatiently(connection: Recipient): Promise<Reading | null> {
    for (let attempt = 0; connection.isOpen; attempt += 1) {
      try {
        return await this.#read(connection.cursor);
      } catch (error) {
        this.#context.log.debug({ err: error }, 'reading a feed failed; trying again');
        await retryPause(attempt);
      }
    }
    return null;
  }

  /** Brings one connection to the present, then lets it go live. */
  async #follow(connection: Recipient, opening?: Reading): Promise<void> {
    let reading: Reading | null = opening ?? null;
    try {
      for (let round = 0; ; round += 1) {
        if (round > EAGER_ROUNDS) await retryPause(round - EAGER_ROUNDS - 1);
        reading ??= await this.#readPatiently(connection);
        if (!reading || !(await this.#apply(connection, reading.answer))) return;
        const { answer, mark, generation } = reading;
        reading = null;
        if (isNews(answer) && answer.more && answer.events.length > 0) round = 0;
        else if (generation === this.#generation && this.#replay(connection, mark)) {
          connection.isLive = true;
          return;
        }
      }
    } catch (error) {
      this.#context.log.error({ err: error }, 'a connection could not be brought up to date');
      connection.end('internal');
    } finally {
      this.#release();
    }
  }

  /** Sends an answer. @returns false when the client is gone */
  async #apply(connection: Recipient, answer: FeedAnswer): Promise<boolean> {
    if (!isNews(answer)) {
      const { epoch, seq, jobs } = answer;
      connection.emit('resync', { epoch, seq, jobs });
      connection.epoch = epoch;
      connection.seq = seq;
      return connection.drained();
    }
    connection.epoch = answer.epoch;
    for (const [index, event] of answer.events.entries()) {
      if (event.seq <= connection.seq) continue;
      const checked = durableEventSchema.safeParse(event);
      if (!checked.success) {
        // A stored event that breaks the contract cannot be skipped in silence: the next reading is a snapshot.
        this.#context.drops('schema', 'owner');
        connection.epoch = '';
        return connection.isOpen;
      }
      connection.send(new Frame('job:event', JSON.stringify(checked.data)));
      connection.seq = event.seq;
      if (index % WRITE_SLICE === WRITE_SLICE - 1 && !(await connection.drained())) return false;
    }
    for (const progress of answer.progress) {
      if (connection.watched.has(progress.jobId)) connection.emit('job:progress', progress);
    }
    return connection.drained();
  }

  /** Sends what came while it was reading. @returns false where that leaves a hole */
  #replay(connection: Recipient, mark: number): boolean {
    const missed = this.#recent.since(mark);
    if (!missed || connection.epoch === '') return false;
    for (const { epoch, seq, frame } of missed) {
      if (epoch !== connection.epoch || seq > connection.seq + 1) return false;
      if (seq <= connection.seq) continue;
      connection.seq = seq;
      connection.send(frame);
    }
    return true;
  }

  #release(): void {
    this.#readers -= 1;
    this.#tidy();
  }

  #tidy(): void {
    if (this.#readers > 0) return;
    this.#recent.clear();
    if (this.#members.size > 0 || this.#isClosed) return;
    this.#isClosed = true;
    clearTimeout(this.#repair);
    this.#leave?.();
    this.#onEmpty();
  }
}
