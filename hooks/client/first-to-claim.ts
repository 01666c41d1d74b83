import { createStore, delMany, entries, update } from 'idb-keyval';

/** As long as a claim in storage is remembered, in milliseconds. */
const LIFE_MS = 3_600_000;
const store = createStore('jobwire', 'claims');

const isOld = (at: unknown): boolean => !(Date.now() - Number(at) < LIFE_MS);

let pruned = false;
const prune = async () => {
  const old = (await entries(store)).flatMap(([event, at]) => (isOld(at) ? [event] : []));
  await delMany(old, store);
};

/**
 * Whether nobody in this browser has claimed it before. Write transactions on one store run one after the other
 * over all tabs (W3C Indexed Database, "Transaction scheduling"), so two that ask at once get different answers
 * however slow the machine is.
 *
 * @throws what IndexedDB throws where it is switched off
 */
export const firstToClaim = async (event: string): Promise<boolean> => {
  let first = false;
  await update<number>(
    event,
    (at) => {
      first = isOld(at);
      return first || at === undefined ? Date.now() : at;
    },
    store,
  );
  // Housekeeping: the answer does not depend on it.
  if (!pruned) void prune().catch(() => {});
  pruned = true;
  return first;
};
