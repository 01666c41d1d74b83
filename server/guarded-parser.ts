import { Decoder, Encoder, PacketType } from 'socket.io-parser';
import { MAX_JSON_DEPTH } from '#contracts/limits';
import { exceedsDepth } from './relay/json-depth';

/** Connects to namespaces that do not exist after which the connection is closed. */
const MAX_UNKNOWN_NAMESPACES = 3;

const CONNECT = String(PacketType.CONNECT);

export type Violation =
  | 'binary'
  | 'second_connect'
  | 'unknown_namespaces'
  | 'too_deep'
  | 'malformed';

/**
 * The parser of Socket.IO with a door-keeper: what throws here closes the connection. One decoder
 * belongs to one connection, so it can count.
 *
 * - Binary packets are refused: nothing of ours is binary, and reassembling them has a history.
 * - One CONNECT a connection: while the first is being answered, Socket.IO would run the handshake
 *   for each further one.
 * - Depth is looked at before JSON.parse.
 */
export const createGuardedParser = (onViolation: (violation: Violation) => void) => {
  const refuse: (violation: Violation) => never = (violation) => {
    onViolation(violation);
    throw new Error(violation);
  };

  class GuardedDecoder extends Decoder {
    #connected = false;
    #unknownNamespaces = 0;

    override add(packet: unknown): void {
      if (typeof packet !== 'string') {
        refuse('binary');
        return;
      }
      const type = packet.charCodeAt(0) - 48;
      if (type === PacketType.BINARY_EVENT || type === PacketType.BINARY_ACK) refuse('binary');
      if (packet.startsWith(CONNECT)) this.#countConnect(packet);
      if (exceedsDepth(packet, MAX_JSON_DEPTH)) refuse('too_deep');
      try {
        super.add(packet);
      } catch (error) {
        onViolation('malformed');
        throw error;
      }
    }

    #countConnect(packet: string): void {
      const end = packet.indexOf(',');
      const isNamed =
        packet.charAt(1) === '/' && packet.slice(1, end < 0 ? undefined : end) !== '/';
      if (isNamed) {
        this.#unknownNamespaces += 1;
        if (this.#unknownNamespaces > MAX_UNKNOWN_NAMESPACES) refuse('unknown_namespaces');
        return;
      }
      if (this.#connected) refuse('second_connect');
      this.#connected = true;
    }
  }

  return { Encoder, Decoder: GuardedDecoder };
};
