import { useEffect, useState } from 'react';
import type { ConnectionInfo } from '#hooks/jobs-api';

/** A connection that is back sooner was never worth a word. */
const GRACE_MS = 2_000;
/** How long “Back online” stands. */
const BACK_MS = 2_000;
/** Refused tokens before the reader is asked to sign in. */
const REFUSALS = 3;

export type ConnectionNotice = 'offline' | 'online' | 'signed-out' | null;

/** What is to be said about the connection; nothing before it has been made once. */
export function useConnectionNotice(connection: ConnectionInfo): ConnectionNotice {
  const { status, since, phase, attempt, error } = connection;
  const away = status === 'offline' && (since > 0 || phase === 'backoff');
  const [notice, setNotice] = useState<ConnectionNotice>(null);
  useEffect(() => {
    if (away) {
      const timer = setTimeout(() => setNotice('offline'), GRACE_MS);
      return () => clearTimeout(timer);
    }
    setNotice((before) => (before === 'offline' ? 'online' : before));
    const timer = setTimeout(() => setNotice(null), BACK_MS);
    return () => clearTimeout(timer);
  }, [away]);
  const refused = error?.kind === 'auth' && attempt >= REFUSALS;
  return refused ? 'signed-out' : notice;
}
