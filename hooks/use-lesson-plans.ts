'use client';

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { LessonPlansStart, LessonPlansStatus } from '#contracts/lessons';
import { createLessonPlansStore, type LessonPlansView } from './client/lesson-plans-store';
import { useClientCore } from './jobs-provider';

export interface UseLessonPlansOptions {
  /** What the server rendered, so that the first paint is right. A new value later changes nothing. */
  initialStatus?: LessonPlansStatus;
}

export interface UseLessonPlansResult extends LessonPlansView {
  /** Starts the workflow, or goes on with it. @throws RequestFailure, which is also in `error` */
  readonly start: () => Promise<LessonPlansStart['data']>;
}

/**
 * A workflow of lesson plans, live: pushed where a socket is there, asked for every 5 s where none is.
 *
 * @throws Error without a provider
 * @example
 * const { status, progressPercentage, start } = useLessonPlans('web-basics');
 */
export const useLessonPlans = (
  workflowId: string,
  options: UseLessonPlansOptions = {},
): UseLessonPlansResult => {
  const client = useClientCore();
  const [rendered] = useState(options.initialStatus ?? null);
  const store = useMemo(
    () =>
      createLessonPlansStore(
        client,
        workflowId,
        rendered?.workflowId === workflowId ? rendered : null,
      ),
    [client, workflowId, rendered],
  );
  useEffect(() => store.open(), [store]);
  const view = useSyncExternalStore(store.subscribe, store.get, store.get);
  return useMemo(() => ({ ...view, start: store.start }), [view, store]);
};
