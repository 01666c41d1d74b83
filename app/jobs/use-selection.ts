import { useState } from 'react';

export interface Selection {
  readonly ids: ReadonlySet<string>;
  /** `range`: all rows from the last chosen one to this one. */
  readonly choose: (jobId: string, chosen: boolean, range: boolean) => void;
  readonly chooseAll: (chosen: boolean) => void;
  readonly clear: () => void;
}

const NOTHING: ReadonlySet<string> = new Set();

/** Which rows are chosen. A row that leaves the list leaves the selection. */
export function useSelection(jobs: readonly { readonly id: string }[]): Selection {
  const [chosenIds, setChosenIds] = useState(NOTHING);
  const [anchor, setAnchor] = useState<string | null>(null);
  const listed = jobs.filter(({ id }) => chosenIds.has(id));
  const ids = listed.length === chosenIds.size ? chosenIds : new Set(listed.map(({ id }) => id));
  return {
    ids,
    choose(jobId, chosen, range) {
      const next = new Set(ids);
      for (const id of range ? between(jobs, anchor, jobId) : [jobId]) {
        if (chosen) next.add(id);
        else next.delete(id);
      }
      setChosenIds(next);
      setAnchor(jobId);
    },
    chooseAll: (chosen) => setChosenIds(chosen ? new Set(jobs.map(({ id }) => id)) : NOTHING),
    clear: () => setChosenIds(NOTHING),
  };
}

function between(
  jobs: readonly { readonly id: string }[],
  from: string | null,
  to: string,
): string[] {
  const at = jobs.findIndex(({ id }) => id === from);
  const end = jobs.findIndex(({ id }) => id === to);
  if (at === -1 || end === -1) return [to];
  return jobs.slice(Math.min(at, end), Math.max(at, end) + 1).map(({ id }) => id);
}
