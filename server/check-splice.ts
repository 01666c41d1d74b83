import type { Server } from 'socket.io';
import { PacketType } from 'socket.io-parser';
import { Frame } from './relay/frame';

/** Payloads of every header length, with what encoders stumble over. */
const samples: readonly unknown[] = [
  { text: 'plain' },
  {
    text: 'quote " backslash \\ line \n separator \u2028 emoji 🛰 Zürich',
    nested: [null, true, 1.5],
  },
  { text: 'x'.repeat(300) },
  { text: 'ü'.repeat(40_000) },
];

/** Payload of a WebSocket frame, read by the letter of RFC 6455. */
const payloadOf = (frame: Buffer): string => {
  if (frame[0] !== 0x81) return '';
  const short = frame[1] ?? 0;
  if (short < 126) return frame.toString('utf8', 2, 2 + short);
  if (short === 126) return frame.toString('utf8', 4, 4 + frame.readUInt16BE(2));
  return frame.toString('utf8', 10, 10 + Number(frame.readBigUInt64BE(2)));
};

/**
 * Whether our ready frames say what Socket.IO's own encoder would say. Asked once at start: after an
 * upgrade that changes the encoding, events go out by plain emit, slower but right.
 */
export const checkSplice = (io: { encoder: Pick<Server['encoder'], 'encode'> }): boolean => {
  try {
    return samples.every((sample) => {
      const data = ['job:event', sample];
      const ordinary = io.encoder.encode({ type: PacketType.EVENT, nsp: '/', data });
      const spliced = new Frame('job:event', JSON.stringify(sample));
      return (
        ordinary.length === 1 &&
        ordinary[0] === spliced.packet &&
        payloadOf(spliced.bytes) === `4${spliced.packet}`
      );
    });
  } catch {
    return false;
  }
};
