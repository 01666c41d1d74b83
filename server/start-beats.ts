import type { SocketPresence } from '#platform/queue/socket-presence';
import type { Connection } from './connection';

const BEAT_EVERY_MS = 5_000;

/** Says every few seconds that this process is there, and how many are signed in. @returns says goodbye */
export const startBeats = (presence: SocketPresence, connections: ReadonlySet<Connection>) => {
  const announce = (): void => {
    let sockets = 0;
    for (const { session, isOpen } of connections) if (session && isOpen) sockets += 1;
    void presence.announce(sockets);
  };
  announce();
  const timer = setInterval(announce, BEAT_EVERY_MS);
  timer.unref();
  return (): Promise<void> => {
    clearInterval(timer);
    return presence.withdraw();
  };
};
