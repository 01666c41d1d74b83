/** Something that was found, with how much its place in the list counts. */
export interface Ranked {
  readonly id: string;
  /** 0 to 1; default 1. */
  readonly weight?: number;
}

/** Places count less and less: 1/(K + place). Small, so that the first places of either list stand out. */
const K = 20;

/**
 * Puts several lists, the best of each first, into one: reciprocal rank fusion (Cormack, Clarke, Büttcher 2009),
 * each place weighted by how far the find itself can be trusted.
 *
 * @returns ids, the best first; of equals the one that came first
 */
export const fuseRanks = (lists: readonly (readonly Ranked[])[]): string[] => {
  const scores = new Map<string, number>();
  for (const list of lists) {
    for (const [place, { id, weight = 1 }] of list.entries()) {
      scores.set(id, (scores.get(id) ?? 0) + weight / (K + place + 1));
    }
  }
  return [...scores].sort((one, other) => other[1] - one[1]).map(([id]) => id);
};
