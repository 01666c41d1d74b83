import type { VolatileMessage } from './parse-message';

/** Header of a final, unmasked text frame (RFC 6455): 2, 4 or 10 bytes. */
const headerBytes = (payloadBytes: number): number => {
  if (payloadBytes < 126) return 2;
  return payloadBytes < 65_536 ? 4 : 10;
};

const writeHeader = (target: Buffer, payloadBytes: number): number => {
  target[0] = 0x81;
  if (payloadBytes < 126) {
    target[1] = payloadBytes;
    return 2;
  }
  if (payloadBytes < 65_536) {
    target[1] = 126;
    target.writeUInt16BE(payloadBytes, 2);
    return 4;
  }
  target[1] = 127;
  target.writeUInt32BE(0, 2);
  target.writeUInt32BE(payloadBytes, 6);
  return 10;
};

/**
 * One event, encoded once for however many sockets: its JSON is put into the Socket.IO packet as it
 * is, and the WebSocket frame around it is built a single time.
 */
export class Frame {
  readonly event: string;
  /** The event's only argument, as JSON that has been checked. */
  readonly json: string;
  #bytes: Buffer | undefined;

  constructor(event: string, json: string) {
    this.event = event;
    this.json = json;
  }

  /** The Socket.IO packet; 2 = event. */
  get packet(): string {
    return `2["${this.event}",${this.json}]`;
  }

  /** The whole WebSocket frame; the packet goes in an Engine.IO message (4). */
  get bytes(): Buffer {
    this.#bytes ??= this.#encode();
    return this.#bytes;
  }

  #encode(): Buffer {
    const { event, json } = this;
    const jsonBytes = Buffer.byteLength(json);
    const payloadBytes = event.length + jsonBytes + 7;
    const target = Buffer.allocUnsafe(headerBytes(payloadBytes) + payloadBytes);
    let at = writeHeader(target, payloadBytes);
    at += target.write(`42["${event}",`, at, 'latin1');
    at += target.write(json, at, 'utf8');
    target[at] = 0x5d;
    return target;
  }
}

const volatileEvents = { progress: 'job:progress', log: 'job:log', chunk: 'job:chunk' } as const;

export const volatileFrame = ({ kind, json }: VolatileMessage): Frame =>
  new Frame(volatileEvents[kind], json);
