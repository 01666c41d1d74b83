import {
  MAX_SOCKET_MESSAGE_BYTES,
  MAX_SOCKET_QUEUE_BYTES,
  MAX_SOCKETS_PER_ADDRESS,
  MAX_SOCKETS_PER_USER,
} from '#contracts/limits';

/** Bounds of the socket process. Tests shorten the times; nothing else changes them. */
export interface ServerLimits {
  /** Sockets one user may hold open. */
  readonly socketsPerUser: number;
  /** Connections one address may hold open, signed in or not. */
  readonly socketsPerAddress: number;
  /** Largest message from a client, in bytes. */
  readonly messageBytes: number;
  /** Bytes queued for a client that does not read before it is cut off. */
  readonly queueBytes: number;
  /** Queued bytes from which volatile messages to one client are merged instead of sent. */
  readonly lagBytes: number;
  /** A client that takes nothing off a filled queue for this long is cut off. */
  readonly stallMs: number;
  /** Pause between two heartbeats, in milliseconds. */
  readonly pingIntervalMs: number;
  /** Longest wait for the answer to a heartbeat; with the interval below 20 s, so that a dead peer goes within it. */
  readonly pingTimeoutMs: number;
  /** A connection that has not signed in by then is closed. */
  readonly connectTimeoutMs: number;
  /** Longest a handshake may wait for the stores; below `connectTimeoutMs`, so that the refusal still arrives. */
  readonly admissionTimeoutMs: number;
  /** Longest a handshake waits for Redis to confirm a subscription before it goes on without. */
  readonly subscribeTimeoutMs: number;
  /** How often expiry, stalls and queues are looked at. */
  readonly sweepIntervalMs: number;
  /** How often operators who watch are told how things are. */
  readonly pulseMs: number;
  /** `auth:expiring` comes this long before the token's end, or at two thirds of a shorter life. */
  readonly expiryNoticeMs: number;
  /** Events a client may send at once, and how many it gets back each second. */
  readonly eventBurst: number;
  readonly eventsPerSecond: number;
  /** The same for packets of any kind; past it the connection is closed. */
  readonly packetBurst: number;
  readonly packetsPerSecond: number;
  /** Requests of one client that may wait for their answer at once. */
  readonly pendingRequests: number;
  /** Reads of the feed that run at once. */
  readonly parallelReads: number;
  /** On shutdown clients are told to come back within this time, each at a moment of its own. */
  readonly reconnectSpreadMs: number;
}

export const serverLimits: ServerLimits = {
  socketsPerUser: MAX_SOCKETS_PER_USER,
  socketsPerAddress: MAX_SOCKETS_PER_ADDRESS,
  messageBytes: MAX_SOCKET_MESSAGE_BYTES,
  queueBytes: MAX_SOCKET_QUEUE_BYTES,
  lagBytes: 64 * 1024,
  stallMs: 8_000,
  pingIntervalMs: 10_000,
  pingTimeoutMs: 8_000,
  connectTimeoutMs: 5_000,
  admissionTimeoutMs: 4_000,
  subscribeTimeoutMs: 1_500,
  sweepIntervalMs: 1_000,
  pulseMs: 1_000,
  expiryNoticeMs: 60_000,
  eventBurst: 100,
  eventsPerSecond: 25,
  packetBurst: 400,
  packetsPerSecond: 100,
  pendingRequests: 8,
  parallelReads: 128,
  reconnectSpreadMs: 5_000,
};
