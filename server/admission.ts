import { errorCodes } from '#contracts/errors';
import { WIRE_VERSION } from '#contracts/events';
import { AppError } from '#platform/app-error';
import type { Platform } from '#platform/platform';
import { cursorOf, principalOf, verifyToken } from './authenticate';
import type { Connection, ServerSocket, Session } from './connection';
import type { ConnectionLimits } from './connection-limits';
import type { ServerLimits } from './limits';
import type { Relay } from './relay/create-relay';
import type { Opening } from './relay/owner-feed';

/** Keys the handshake may bring; others are refused by name. */
const AUTH_KEYS = new Set(['token', 'epoch', 'seq']);

export interface AdmissionDeps {
  readonly platform: Platform;
  readonly relay: Relay;
  readonly counts: ConnectionLimits;
  readonly limits: ServerLimits;
}

/** A session whose expiry is announced `noticeMs` ahead, or at two thirds of a shorter life. */
export const createSession = (
  claims: Session['claims'],
  noticeMs: number,
  now: number = Date.now(),
): Session => {
  const endsAt = claims.exp * 1000;
  return {
    claims,
    principal: principalOf(claims),
    noticeAt: endsAt - Math.min(noticeMs, Math.max(0, endsAt - now) / 3),
  };
};

/** What a client sees of a refusal: `connect_error` with `data.code`. */
export const toConnectError = (error: unknown): Error => {
  const known =
    error instanceof AppError ? error : new AppError('internal', 'Something broke on our side.');
  const { code, message, retryable } = known;
  return Object.assign(new Error(errorCodes[code].title), { data: { code, message, retryable } });
};

const refusalMessages = {
  origin_refused: 'This origin is not on the allow list (CORS_ORIGIN).',
  token_in_query: 'Send the token in the handshake, auth: { token }, never in the address.',
  too_many_connections: 'This address holds too many connections. Close some, or come back later.',
} as const;

const isKnownRefusal = (code: string): code is keyof typeof refusalMessages =>
  code in refusalMessages;

/**
 * The handshake: who is it, may it have one more socket, and what has it missed. The feed is read
 * before the answer, so that a client is either refused with a reason or served.
 */
export const createAdmission = ({ platform, relay, counts, limits }: AdmissionDeps) => {
  const openings = new WeakMap<Connection, Opening>();

  const readFeed = async (connection: Connection, session: Session): Promise<void> => {
    const opening = relay.open(session.principal.userId, connection.cursor);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        reject(new AppError('dependency_unavailable', 'The stores do not answer. Try again soon.'));
      }, limits.admissionTimeoutMs);
    });
    try {
      const first = await Promise.race([opening, late]);
      if (!connection.isOpen) return first.owner.abandon();
      openings.set(connection, first);
    } catch (error) {
      opening.then(
        (unused) => unused.owner.abandon(),
        () => {},
      );
      throw error;
    } finally {
      clearTimeout(timer);
    }
  };

  const admit = async (connection: Connection, auth: Record<string, unknown>): Promise<void> => {
    const { refusal } = connection;
    // Its end has been reported already: nothing that is counted now would ever be taken back.
    if (!connection.isOpen) throw new AppError('conflict', 'The connection was closed.');
    if (refusal && isKnownRefusal(refusal)) throw new AppError(refusal, refusalMessages[refusal]);
    const session = createSession(verifyToken(platform, auth.token), limits.expiryNoticeMs);
    const unknown = Object.keys(auth).find((key) => !AUTH_KEYS.has(key));
    if (unknown !== undefined) {
      throw new AppError(
        'unknown_field',
        'The handshake takes token, epoch and seq, nothing else.',
      );
    }
    const { userId } = session.principal;
    const isWithin = counts.users.enter(userId);
    connection.conn.once('close', () => counts.users.leave(userId));
    if (!isWithin) {
      throw new AppError(
        'too_many_connections',
        `You may hold ${limits.socketsPerUser} connections at once. Close some, or come back later.`,
      );
    }
    const cursor = cursorOf(auth);
    connection.epoch = cursor?.epoch ?? '';
    connection.seq = cursor?.seq ?? 0;
    await readFeed(connection, session);
    // The wait may have outlived the token.
    if (platform.revocations.isRevoked(session.claims)) {
      throw new AppError('token_invalid', 'The token was refused.');
    }
    connection.session = session;
  };

  /** The client has its answer: say hello, then everything from its place in the feed. */
  const welcome = (connection: Connection, socket: ServerSocket): void => {
    const opening = openings.get(connection);
    openings.delete(connection);
    if (!opening) {
      connection.end('internal');
      return;
    }
    connection.attach(socket);
    const { epoch, seq } = opening.answer;
    connection.emit('hello', {
      v: WIRE_VERSION,
      epoch,
      seq,
      heartbeatMs: limits.pingIntervalMs,
      serverTime: Date.now(),
    });
    relay.admit(connection, opening);
  };

  return {
    admit,
    welcome,
    /** The client went away between its handshake and the welcome. */
    abandon: (connection: Connection): void => {
      openings.get(connection)?.owner.abandon();
      openings.delete(connection);
    },
  };
};

export type Admission = ReturnType<typeof createAdmission>;
