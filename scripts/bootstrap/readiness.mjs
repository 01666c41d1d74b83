import { once } from 'node:events';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 50;
const TRY_MS = 5_000;

/**
 * @param {(signal: AbortSignal) => Promise<boolean>} check
 * @param {AbortSignal} signal
 */
const until = async (check, signal) => {
  for (;;) {
    signal.throwIfAborted();
    const good = await check(AbortSignal.any([signal, AbortSignal.timeout(TRY_MS)])).catch(
      () => false,
    );
    if (good) return;
    await delay(POLL_MS, undefined, { signal });
  }
};

/**
 * Resolves once the address answers 2xx.
 *
 * @param {string} url
 */
export const answersHttp = (url) => (/** @type {AbortSignal} */ signal) =>
  until(async (limit) => {
    const response = await fetch(url, { signal: limit, redirect: 'manual' });
    await response.body?.cancel();
    return response.ok;
  }, signal);

/**
 * Resolves once Redis on this loopback port has loaded its data and answers PING.
 *
 * @param {number} port
 */
export const answersPing = (port) => (/** @type {AbortSignal} */ signal) =>
  until(async (limit) => {
    const socket = connect(port, '127.0.0.1');
    try {
      socket.write('PING\r\n');
      const [reply] = await once(socket, 'data', { signal: limit });
      return String(reply).startsWith('+PONG');
    } finally {
      socket.destroy();
    }
  }, signal);
