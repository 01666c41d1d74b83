import { isTerminal } from '#contracts/job-status';
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
  const counts = new Map<string, number>();
  const others = new Map<string, readonly string[]>();
  return {
    add(jobId) {
      counts.set(jobId, (counts.get(jobId) ?? 0) + 1);
      onChange();
      let left = false;
      return () => {
        if (left) return;
        left = true;
        const rest = (counts.get(jobId) ?? 1) - 1;
        if (rest) counts.set(jobId, rest);
        else counts.delete(jobId);
        onChange();
      };
    },
    has: (jobId) => counts.has(jobId),
    own: () => [...counts.keys()],
    setOf(tabId, jobIds) {
      if (jobIds.length) others.set(tabId, jobIds);
      else others.delete(tabId);
      onChange();
    },
    wanted() {
      const named = [...counts.keys(), ...[...others.values()].flat()].filter((id) => {
        const row = store.get(id);
        return !row || (row.status !== 'creating' && !isTerminal(row.status));
      });
      const live = store
        .list()
        .filter((row) => row.status !== 'creating' && !isTerminal(row.status))
        .map((row) => row.id);
      return [...new Set([...named, ...live])];
    },
  };
};
