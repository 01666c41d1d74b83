'use client';

import { useEffect, useRef, useState } from 'react';
import { useMessages } from '#components/messages';
import type { AlertEndpoint } from '#contracts/alerts';
import { readDeliveries, testEndpoint } from './alerts-api';

const ASK_EVERY_MS = 700;
/** A test has one attempt of 15 s at most. */
const PATIENCE_MS = 25_000;

/** Sends a test and follows it until it has arrived or not. */
export function useTest(
  { id: endpointId, scope }: Pick<AlertEndpoint, 'id' | 'scope'>,
  onChange: () => Promise<unknown>,
) {
  const { alerts: words } = useMessages();
  const [said, setSaid] = useState<string | null>(null);
  const [running, setRunning] = useState(false);
  const gone = useRef(new AbortController());
  useEffect(() => {
    const stop = new AbortController();
    gone.current = stop;
    return () => stop.abort();
  }, []);

  const follow = async (deliveryId: string, signal: AbortSignal): Promise<string> => {
    const deadline = Date.now() + PATIENCE_MS;
    while (!signal.aborted && Date.now() < deadline) {
      const sent = await readDeliveries(scope, signal, endpointId);
      const one = sent.find(({ id }) => id === deliveryId);
      if (one?.state === 'delivered') return words.test.delivered;
      if (one?.state === 'failed' || one?.state === 'dropped') {
        const known: Readonly<Record<string, string>> = words.problems;
        const status = one.lastStatus === null ? null : words.status(String(one.lastStatus));
        return words.test.failed(known[one.lastError ?? ''] ?? status ?? one.lastError ?? '');
      }
      await new Promise((resolve) => setTimeout(resolve, ASK_EVERY_MS));
    }
    return words.test.slow;
  };

  const run = async () => {
    const { signal } = gone.current;
    setRunning(true);
    setSaid(words.test.sending);
    const text = await testEndpoint(endpointId)
      .then((deliveryId) => follow(deliveryId, signal))
      .catch((error: Error) => words.failed(error.message));
    if (signal.aborted) return;
    setSaid(text);
    setRunning(false);
    await onChange();
  };
  return { run, running, said };
}
