import type { Socket } from 'socket.io';
import type { Claims } from '#contracts/auth';
import type { ErrorCode } from '#contracts/errors';
import type { ClientToServerEvents, Cursor, ServerToClientEvents } from '#contracts/events';
import { may } from '#contracts/roles';
import type { Principal } from '#platform/principal';
import type { ServerLimits } from './limits';
import { TokenBucket } from './rate-limit';
import { Frame, volatileFrame } from './relay/frame';
import type { VolatileMessage } from './relay/parse-message';
import type { Recipient, WatchedRoom } from './relay/recipient';
import { VolatileBatch } from './relay/volatile-batch';
import { openWire, type Wire } from './wire';

export type ServerSocket = Socket<ClientToServerEvents, ServerToClientEvents>;

/** Who is at the other end, until the token ends or another one takes over. */
export interface Session {
  readonly principal: Principal;
  readonly claims: Claims;
  /** When to say `auth:expiring`, in ms since 1970; Infinity once it has been said. */
  noticeAt: number;
}

/** Why this side ended a connection. */
export type EndReason =
  | 'refused'
  | 'token_expired'
  | 'token_revoked'
  | 'flood'
  | 'slow_consumer'
  | 'closing'
  | 'internal';

export interface ConnectionHooks {
  /** Called once when this side ends the connection, before anything else: no event may follow. */
  onEnd(connection: Connection, reason: EndReason): void;
  /** Volatile messages wait and want a later `flush`. */
  onLag(connection: Connection): void;
  /** True while frames should leave together at the end of the turn. */
  shouldCork(connection: Connection): boolean;
}

/** How long a client has to answer the closing handshake, in milliseconds. */
const CLOSING_PATIENCE_MS = 1_000;
/** A client catching up gets more once it has taken most of what it got. */
const DRAINED_BYTES = 128 * 1024;
const DRAIN_POLL_MS = 10;

/** One connection, from its first byte to its last: address, then session, then place in the feed. */
export class Connection implements Recipient {
  readonly conn: ServerSocket['conn'];
  readonly address: string;
  /** Why the handshake will be refused, known since the upgrade. */
  refusal: ErrorCode | undefined;
  session: Session | undefined;
  epoch = '';
  seq = 0;
  isLive = false;
  readonly watched = new Map<string, WatchedRoom>();
  /** Requests, answered one after the other. */
  requests: Promise<void> = Promise.resolve();
  pendingRequests = 0;
  /** Sweep's memory: the progress at its last look, and since when that stands still. */
  lastProgress = 0;
  stalledSince = 0;

  readonly #packets: TokenBucket;
  /** Made with the first event; most connections never send one. */
  #events: TokenBucket | undefined;
  readonly #limits: ServerLimits;
  readonly #hooks: ConnectionHooks;
  readonly #wire: Wire | null;
  #socket: ServerSocket | undefined;
  #lagging: Map<string, VolatileBatch> | undefined;
  /** Bytes of large answers the client asked for itself; they do not count against its queue. */
  #askedBytes = 0;
  #ended = false;
  #isFlooding = false;

  constructor(
    conn: ServerSocket['conn'],
    address: string,
    limits: ServerLimits,
    hooks: ConnectionHooks,
    useWire: boolean,
  ) {
    this.conn = conn;
    this.address = address;
    this.#limits = limits;
    this.#hooks = hooks;
    this.#wire = useWire ? openWire(conn) : null;
    this.#packets = new TokenBucket(limits.packetBurst, limits.packetsPerSecond);
  }

  get isOpen(): boolean {
    return !this.#ended && this.conn.readyState === 'open';
  }

  get ownerId(): string | undefined {
    return this.session?.principal.userId;
  }

  get cursor(): Cursor | null {
    return this.epoch === '' ? null : { epoch: this.epoch, seq: this.seq };
  }

  /** Bytes written but not yet taken by the kernel; 0 where the wire is not known. */
  get queuedBytes(): number {
    return this.#wire?.queuedBytes ?? 0;
  }

  /** Changes whenever the client's side takes something of what is queued. */
  get progress(): number {
    return this.#wire?.progress ?? 0;
  }

  attach(socket: ServerSocket): void {
    this.#socket = socket;
  }

  /** Sends what must arrive, in order. Ends the connection where its queue is full. */
  send(frame: Frame): void {
    const socket = this.#socket;
    if (this.#ended || !socket) return;
    const wire = this.#wire;
    if (!wire) {
      const emit = socket.emit.bind(socket) as (event: string, payload: unknown) => boolean;
      emit(frame.event, JSON.parse(frame.json));
      return;
    }
    if (!this.#hasRoom(wire)) return;
    if (this.#hooks.shouldCork(this)) wire.cork();
    wire.write(frame, socket);
  }

  /** Sends one message made here. */
  emit<E extends keyof ServerToClientEvents>(
    event: E,
    payload: Parameters<ServerToClientEvents[E]>[0],
  ): void {
    this.send(new Frame(event, JSON.stringify(payload)));
  }

  /** Sends a volatile message, or merges it with others of its job where the client lags. */
  sendVolatile(jobId: string, message: VolatileMessage, frame: Frame): void {
    if (message.kind !== 'progress' && !this.#mayRead(jobId)) return;
    const isLagging = (this.#lagging?.size ?? 0) > 0 || this.queuedBytes > this.#limits.lagBytes;
    if (!isLagging) {
      this.send(frame);
      return;
    }
    this.#lagging ??= new Map();
    let batch = this.#lagging.get(jobId);
    if (!batch) {
      batch = new VolatileBatch(jobId);
      this.#lagging.set(jobId, batch);
    }
    batch.add(message);
    this.#hooks.onLag(this);
  }

  /** @returns true once nothing waits any more */
  flush(): boolean {
    const lagging = this.#lagging;
    if (!lagging || this.#ended) return true;
    if (this.queuedBytes > this.#limits.lagBytes) {
      let heldBytes = 0;
      for (const batch of lagging.values()) heldBytes += batch.bytes;
      if (heldBytes > this.#limits.queueBytes) this.end('slow_consumer');
      return this.#ended;
    }
    this.#lagging = undefined;
    for (const batch of lagging.values()) {
      for (const message of batch.take()) this.send(volatileFrame(message));
    }
    return true;
  }

  uncork(): void {
    this.#wire?.uncork();
  }

  /** Runs what answers a request of the client; a large answer does not count against its queue. */
  answer(send: () => void): void {
    const before = this.queuedBytes;
    send();
    const grownBytes = this.queuedBytes - before;
    if (grownBytes > this.#limits.lagBytes) this.#askedBytes += grownBytes;
  }

  /** Resolves true once the client has taken most of what it was sent, false when it is gone. */
  async drained(): Promise<boolean> {
    while (this.isOpen && this.queuedBytes > DRAINED_BYTES) {
      await new Promise((resolve) => setTimeout(resolve, DRAIN_POLL_MS));
    }
    return this.isOpen;
  }

  /** Counts an event. @returns false where the allowance is used up */
  takeEvent(): boolean {
    const { eventBurst, eventsPerSecond } = this.#limits;
    this.#events ??= new TokenBucket(eventBurst, eventsPerSecond);
    return this.#events.take();
  }

  /** Counts a packet. Past the allowance nothing more is read, what was read is answered, then it ends. */
  countPacket(): void {
    if (this.#packets.take() || this.#isFlooding) return;
    this.#isFlooding = true;
    this.#wire?.pause();
    setImmediate(() => this.end('flood'));
  }

  /** Ends it from this side. `slow_consumer`: at once, and what is queued is freed. */
  end(reason: EndReason): void {
    if (this.#ended || this.conn.readyState === 'closed') return;
    this.#ended = true;
    this.#lagging = undefined;
    this.#hooks.onEnd(this, reason);
    if (reason === 'slow_consumer') {
      this.terminate();
      return;
    }
    // Without Socket.IO's own DISCONNECT a client comes back by itself: right after a shutdown, wrong with a bad token.
    if (reason === 'closing' || !this.#socket) this.conn.close();
    else this.#socket.disconnect(true);
    this.onClosed();
  }

  /** Engine.IO is done with it, or will be: its WebSocket may yet wait for a peer that never answers. */
  onClosed(): void {
    setTimeout(() => this.terminate(), CLOSING_PATIENCE_MS).unref();
  }

  /** Breaks the TCP connection. */
  terminate(): void {
    if (this.#wire) this.#wire.terminate();
    else this.conn.close(true);
  }

  /** Logs and output of other people's jobs are for those who see payloads. */
  #mayRead(jobId: string): boolean {
    const { principal } = this.session ?? {};
    const owner = this.watched.get(jobId)?.userId;
    return principal !== undefined && owner !== undefined
      ? owner === principal.userId || may(principal.role, 'see-payloads')
      : false;
  }

  #hasRoom(wire: Wire): boolean {
    const { queuedBytes } = wire;
    if (queuedBytes === 0) this.#askedBytes = 0;
    if (queuedBytes - this.#askedBytes <= this.#limits.queueBytes) return true;
    this.end('slow_consumer');
    return false;
  }
}
