import { isLive } from './job-row';
import type { JobStore } from './job-store';

/** Which jobs' progress and output are wanted: by this tab, and by the tabs it leads. */
export interface WatchList {
  add(jobId: string): () => void;
  has(jobId: string): boolean;
  /** Jobs somebody in this tab looks at by id. */
  own(): readonly string[];
  /** Another tab's whole list; an empty one when it closes. */
  setOf(tabId: string, jobIds: readonly string[]): void;
  /** Those looked at by id first, then the owner's live jobs, newest first. */
  wanted(): readonly string[];
}

/** @param onChange called when `wanted` may have changed through this list */
export const createWatchList = (store: JobStore, onChange: () => void): WatchList => {
  /** One entry per looker: two may look at the same job. */
  const own = new Map<object, string>();
  const others = new Map<string, readonly string[]>();
  return {
    add(jobId) {
      const looker = {};
      own.set(looker, jobId);
      onChange();
      return () => {
        if (own.delete(looker)) onChange();
      };
    },
    has: (jobId) => [...own.values()].includes(jobId),
    own: () => [...own.values()],
    setOf(tabId, jobIds) {
      others.set(tabId, jobIds);
      onChange();
    },
    wanted() {
      const named = [...own.values(), ...[...others.values()].flat()];
      const live = store.list().filter(isLive);
      const wanted = new Set([...named, ...live.map((row) => row.id)]);
      return [...wanted].filter((id) => isLive(store.get(id) ?? { status: 'running' }));
    },
  };
};
