'use client';

import { useSyncExternalStore } from 'react';
import { PausedBar } from '#components/admin/paused-bar';
import { nonePaused, pausedQueues, subscribePaused } from './paused-queues';

/** The bar under the header while a queue is paused; for those who see operations. */
export function PausedBarView() {
  const paused = useSyncExternalStore(subscribePaused, pausedQueues, nonePaused);
  return <PausedBar paused={paused} href="/admin#queues" />;
}
