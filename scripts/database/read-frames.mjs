/** Postgres' request codes that stand where a start-up message has its protocol version (protocol 3.0, 54.7). */
const CANCEL_REQUEST = 80_877_102;
const SSL_REQUEST = 80_877_103;
const GSS_REQUEST = 80_877_104;

/** Larger than any statement of ours; what announces more is not a client. */
const MAX_FRAME_BYTES = 64 * 1024 * 1024;

/**
 * What a client sent, cut where its meaning ends.
 * @typedef {object} Frame
 * @property {'encryption' | 'cancel' | 'startup' | 'message' | 'terminate'} kind
 * @property {string} type of a message: its first byte as a letter; otherwise ''
 * @property {Buffer} bytes
 */

/** @param {number} code @returns {Frame['kind']} */
const kindOfFirst = (code) => {
  if (code === SSL_REQUEST || code === GSS_REQUEST) return 'encryption';
  return code === CANCEL_REQUEST ? 'cancel' : 'startup';
};

/**
 * Cuts one connection's bytes into frames. The first frames have no type byte, up to and including the start-up.
 *
 * @returns {(chunk: Buffer) => Frame[]} throws on a length that no client sends
 */
export const createFrameReader = () => {
  /** @type {Buffer} */
  let rest = Buffer.alloc(0);
  let started = false;

  /** @returns {Frame | null} */
  const next = () => {
    const head = started ? 1 : 0;
    if (rest.length < head + 4) return null;
    const length = rest.readInt32BE(head);
    if (length < (started ? 4 : 8) || length > MAX_FRAME_BYTES) {
      throw new Error(`A frame of ${length} bytes is not Postgres' protocol`);
    }
    const end = head + length;
    if (rest.length < end) return null;
    const bytes = rest.subarray(0, end);
    rest = rest.subarray(end);
    if (started) {
      const type = String.fromCharCode(bytes[0] ?? 0);
      return { kind: type === 'X' ? 'terminate' : 'message', type, bytes };
    }
    const kind = kindOfFirst(bytes.readInt32BE(4));
    started = kind === 'startup';
    return { kind, type: '', bytes };
  };

  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const frames = [];
    for (let frame = next(); frame; frame = next()) frames.push(frame);
    return frames;
  };
};
