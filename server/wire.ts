import type { Socket as TcpSocket } from 'node:net';
import type { Socket } from 'socket.io';
import type { Frame } from './relay/frame';

type EngineSocket = Socket['conn'];

/** ws' states: 1 = open. */
const WS_OPEN = 1;

/** The parts of engine.io, ws and socket.io below their public types that a ready frame is written through. */
type TcpInternals = TcpSocket & { readonly _handle?: { readonly writeQueueSize?: number } | null };
interface WebSocketInternals {
  readonly readyState: number;
  readonly extensions: string;
  readonly _socket: TcpSocket;
  terminate(): void;
}
interface EngineInternals {
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly name: string;
    readonly perMessageDeflate: unknown;
    readonly socket: WebSocketInternals;
  };
}
interface ClientInternals {
  writeToEngine(packet: string, options: object): void;
}

const asEngine = (conn: EngineSocket): EngineInternals => conn as unknown as EngineInternals;

/** Writes ready frames to one connection and knows how much waits there. */
export class Wire {
  readonly #conn: EngineSocket;
  readonly #ws: WebSocketInternals;
  readonly #tcp: TcpSocket;
  /** Bytes handed to Engine.IO while it held packets of its own back. */
  #parkedBytes = 0;
  #corked = false;

  constructor(conn: EngineSocket) {
    this.#conn = conn;
    this.#ws = asEngine(conn).transport.socket;
    this.#tcp = this.#ws._socket;
  }

  get isOpen(): boolean {
    return this.#ws.readyState === WS_OPEN;
  }

  /** Bytes that the kernel has not taken yet. */
  get queuedBytes(): number {
    if (asEngine(this.#conn).writeBuffer.length === 0) this.#parkedBytes = 0;
    return this.#tcp.writableLength + this.#parkedBytes;
  }

  /**
   * A number that changes whenever the kernel takes something, and only then: bytes of finished
   * writes, less what is left of the one under way. One large write may take a slow client minutes.
   */
  get progress(): number {
    const { bytesWritten, writableLength } = this.#tcp;
    const leftBytes = (this.#tcp as TcpInternals)._handle?.writeQueueSize ?? 0;
    return bytesWritten - writableLength - leftBytes;
  }

  /**
   * Writes straight to the TCP socket: one buffer, one call. Only where Engine.IO holds nothing back,
   * else the frame would overtake it and goes through Engine.IO as well.
   */
  write(frame: Frame, socket: Socket): void {
    if (!this.isOpen) return;
    if (asEngine(this.#conn).writeBuffer.length === 0) {
      this.#parkedBytes = 0;
      this.#tcp.write(frame.bytes);
      return;
    }
    this.#parkedBytes += frame.bytes.length;
    (socket.client as unknown as ClientInternals).writeToEngine(frame.packet, {
      preEncoded: true,
      compress: false,
      wsPreEncodedFrame: [frame.bytes],
    });
  }

  /** Gathers what is written until `uncork`, so that it leaves in one system call. */
  cork(): void {
    if (this.#corked) return;
    this.#corked = true;
    this.#tcp.cork();
  }

  uncork(): void {
    if (!this.#corked) return;
    this.#corked = false;
    this.#tcp.uncork();
  }

  /** Reads nothing more: what the client goes on sending stays in its own buffers. */
  pause(): void {
    this.#tcp.pause();
  }

  /** Ends the connection without a closing handshake and frees what is queued. */
  terminate(): void {
    this.#ws.terminate();
  }
}

/**
 * The wire of a connection, or null where the libraries do not look as they did when this was
 * written: then events go out by plain emit.
 */
export const openWire = (conn: EngineSocket): Wire | null => {
  const { writeBuffer, transport } = asEngine(conn);
  const ws = transport?.socket;
  const known =
    Array.isArray(writeBuffer) &&
    transport?.name === 'websocket' &&
    !transport.perMessageDeflate &&
    ws?.extensions === '' &&
    typeof ws.terminate === 'function' &&
    typeof ws._socket?.write === 'function' &&
    typeof ws._socket.writableLength === 'number';
  return known ? new Wire(conn) : null;
};
