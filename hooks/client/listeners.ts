/** Functions to be called later, each apart from the others. */
export interface Listeners<A extends unknown[]> {
  /** The function given back takes this one off, however often it is called. */
  add(call: (...args: A) => void): () => void;
  /** A listener that throws stops neither the others nor the caller. */
  emit(...args: A): void;
  readonly size: number;
}

export const createListeners = <A extends unknown[] = []>(): Listeners<A> => {
  // Entries rather than the functions themselves: one function may listen twice and leave once.
  const entries = new Set<{ call: (...args: A) => void }>();
  return {
    add(call) {
      const entry = { call };
      entries.add(entry);
      return () => {
        entries.delete(entry);
      };
    },
    emit(...args) {
      for (const entry of [...entries]) {
        if (!entries.has(entry)) continue;
        try {
          entry.call(...args);
        } catch (error) {
          setTimeout(() => {
            throw error;
          });
        }
      }
    },
    get size() {
      return entries.size;
    },
  };
};
