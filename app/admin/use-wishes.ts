'use client';

import { useState } from 'react';
import type { Wish } from '#components/admin/wish-dialogs';
import { useMessages } from '#components/messages';
import type { QueueActionBody } from '#contracts/admin';
import { refreshPaused } from '../paused-queues';
import { actOnFailures, actOnQueue, actOnWorker, retryFailures } from './admin-api';

/** Does it, and answers which words say so. */
const carryOut = async (wish: Wish, body: QueueActionBody) => {
  if (wish.of === 'queue') {
    await actOnQueue(wish.queue.type, wish.wish, body);
    return wish.wish;
  }
  if (wish.of === 'worker') {
    await actOnWorker(wish.worker.id, wish.wish);
    return wish.wish === 'drain' ? 'drain' : 'worker-resume';
  }
  const { fingerprint } = wish.group;
  await (wish.wish === 'retry'
    ? retryFailures(fingerprint)
    : actOnFailures(fingerprint, wish.wish));
  return wish.wish;
};

/**
 * What an operator asks for: first the question, then the deed, then what became of it.
 *
 * @param onDone reads anew what has changed
 */
export function useWishes(onDone: (wish: Wish) => Promise<unknown>) {
  const { done } = useMessages().admin;
  const [wish, setWish] = useState<Wish | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState('');
  const [said, setSaid] = useState('');
  const confirm = async (body: QueueActionBody) => {
    if (!wish) return;
    setWaiting(true);
    try {
      const word = await carryOut(wish, body);
      if (wish.of === 'queue') refreshPaused();
      await onDone(wish);
      setSaid(done[word]);
      setWish(null);
    } catch (error) {
      setProblem(done.failed((error as Error).message));
    }
    setWaiting(false);
  };
  return {
    wish,
    waiting,
    problem,
    said,
    say: setSaid,
    ask: (next: Wish) => {
      setProblem('');
      setSaid('');
      setWish(next);
    },
    confirm: (body: QueueActionBody) => void confirm(body),
    close: () => setWish(null),
  };
}
