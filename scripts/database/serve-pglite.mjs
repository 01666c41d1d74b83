import { once } from 'node:events';
import { createServer } from 'node:net';
import { createFrameReader } from './read-frames.mjs';

/** A connection that holds a transaction open and says nothing keeps everybody else out: it is cut off after this. */
const IDLE_IN_TRANSACTION_MS = 30_000;

/** Ends what the client wants done at once: a plain query, or Sync and Flush after the parts of an extended one. */
const ENDS_BATCH = new Set(['Q', 'S', 'H', 'F', 'c', 'f']);

/** For a client that went away between the parts of an extended query. */
const SYNC = Buffer.from([0x53, 0, 0, 0, 4]);

/**
 * One client.
 * @typedef {object} Client
 * @property {import('node:net').Socket} socket
 * @property {Buffer[]} parts of the batch that has not ended yet
 * @property {Buffer[]} batches ready to run, in order
 * @property {boolean} gone
 */

/** @param {string} message @returns {Buffer} Postgres' own answer, so that a driver can show it */
const errorResponse = (message) => {
  const fields = Buffer.from(`SFATAL\0VFATAL\0C53300\0M${message}\0\0`);
  const head = Buffer.from([0x45, 0, 0, 0, 0]);
  head.writeInt32BE(fields.length + 4, 1);
  return Buffer.concat([head, fields]);
};

/**
 * The transaction state that a ReadyForQuery at the end of an answer tells: I(dle), T(ransaction), E(rror), or ''
 * where the answer has not come to its end.
 *
 * @param {Buffer} tail
 */
const stateOf = (tail) => {
  const ready = tail.length >= 6 && tail.readInt32BE(tail.length - 5) === 5;
  return ready && tail[tail.length - 6] === 0x5a
    ? String.fromCharCode(tail[tail.length - 1] ?? 0)
    : '';
};

/**
 * Serves one PGlite to many clients over Postgres' own protocol.
 *
 * PGlite is a single session. Whoever starts something in it (the parts of an extended query up to their Sync, or a
 * transaction up to its end) therefore keeps it until that is over: were two clients' parts to mix, one would get
 * the other's rows, or none. Named prepared statements are shared by all clients; do not use them.
 *
 * @param {{ db: import('@electric-sql/pglite').PGlite, port: number, maxConnections: number }} options
 *   port: on loopback
 * @returns {Promise<{ stop(): Promise<void> }>} stop cuts every connection off and leaves the database open
 */
export const servePglite = async ({ db, port, maxConnections }) => {
  /** @type {Set<Client>} */
  const clients = new Set();
  /** Whoever has something to run, in the order they came. @type {Set<Client>} */
  const waiting = new Set();
  /** Holds the session. @type {Client | null} */
  let owner = null;
  /** @type {NodeJS.Timeout | undefined} */
  let patience;
  /** @type {Promise<void> | null} */
  let working = null;

  /** @param {Client | null} client @param {Buffer} batch @returns {Promise<string>} */
  const run = async (client, batch) => {
    let tail = Buffer.alloc(0);
    await db.runExclusive(() =>
      db.execProtocolRawStream(batch, {
        onRawData: (data) => {
          const piece = Buffer.from(data);
          tail = piece.length >= 6 ? piece.subarray(-6) : Buffer.concat([tail, piece]).subarray(-6);
          if (client && !client.gone) client.socket.write(piece);
        },
      }),
    );
    return stateOf(tail);
  };

  /** @param {Client} client */
  const drop = (client) => {
    client.gone = true;
    client.batches = [];
    clients.delete(client);
    waiting.delete(client);
    client.socket.destroy();
    pump();
  };

  /** Ends what a client left open. */
  const cleanUp = async () => {
    owner = null;
    await run(null, SYNC);
    if (db.isInTransaction()) await db.exec('ROLLBACK');
  };

  /** @param {Client} client @param {Buffer} batch */
  const serve = async (client, batch) => {
    try {
      owner = (await run(client, batch)) === 'I' ? null : client;
    } catch (error) {
      owner = client;
      client.socket.destroy(error instanceof Error ? error : undefined);
      client.gone = true;
    }
    if (client.batches.length === 0) return;
    // To the end of the line: a client that pipelines does not keep the others waiting.
    waiting.delete(client);
    waiting.add(client);
  };

  const step = async () => {
    if (owner?.gone) return cleanUp();
    const client = owner ?? [...waiting][0];
    const batch = client?.batches.shift();
    if (!client || !batch) return undefined;
    if (client.batches.length === 0) waiting.delete(client);
    return serve(client, batch);
  };

  const hasWork = () => (owner ? owner.gone || owner.batches.length > 0 : waiting.size > 0);

  const workOff = async () => {
    clearTimeout(patience);
    while (hasWork()) await step().catch(() => {});
    working = null;
    const holder = owner;
    if (holder) patience = setTimeout(() => drop(holder), IDLE_IN_TRANSACTION_MS).unref();
  };
  const pump = () => {
    // Without work it would be over before it is noted down.
    if (!working && hasWork()) working = workOff();
  };

  /** @param {Client} client @param {Buffer} bytes */
  const queue = (client, bytes) => {
    client.batches.push(bytes);
    waiting.add(client);
  };

  /** @param {Client} client @param {import('./read-frames.mjs').Frame} frame */
  const take = (client, { kind, type, bytes }) => {
    if (kind === 'encryption') client.socket.write('N');
    else if (kind === 'startup') queue(client, bytes);
    else if (kind !== 'message') drop(client);
    else {
      client.parts.push(bytes);
      if (!ENDS_BATCH.has(type)) return;
      queue(client, Buffer.concat(client.parts));
      client.parts = [];
    }
  };

  const server = createServer({ noDelay: true }, (socket) => {
    socket.on('error', () => {});
    if (clients.size >= maxConnections) {
      // Read what it says, or its end would never be noticed.
      socket.resume().end(errorResponse('sorry, too many clients already'));
      return;
    }
    /** @type {Client} */
    const client = { socket, parts: [], batches: [], gone: false };
    clients.add(client);
    const read = createFrameReader();
    socket.on('data', (chunk) => {
      try {
        for (const frame of read(chunk)) take(client, frame);
        pump();
      } catch {
        drop(client);
      }
    });
    socket.on('close', () => drop(client));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');

  return {
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const client of [...clients]) drop(client);
      await closed;
      // Whoever was being served holds the session for a moment yet.
      await working;
    },
  };
};
