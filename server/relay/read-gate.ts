/** Runs at most `limit` pieces of work at once; the others wait in line. */
export const createReadGate = (limit: number) => {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // The place is handed on, not given back: nobody can slip in between.
      if (next) next();
      else running -= 1;
    }
  };
};

export type ReadGate = ReturnType<typeof createReadGate>;
