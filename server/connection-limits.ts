/** Counts by key and refuses what is over a limit; a key that falls to zero is forgotten. */
class Counter {
  readonly #counts = new Map<string, number>();
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Counts one more in any case. @returns whether it is within the limit */
  enter(key: string): boolean {
    const count = (this.#counts.get(key) ?? 0) + 1;
    this.#counts.set(key, count);
    return count <= this.#limit;
  }

  leave(key: string): void {
    const count = (this.#counts.get(key) ?? 0) - 1;
    if (count > 0) this.#counts.set(key, count);
    else this.#counts.delete(key);
  }

  count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }
}

/** How many connections each address and each user holds in this process. */
export const createConnectionLimits = (limits: {
  socketsPerUser: number;
  socketsPerAddress: number;
}) => ({
  addresses: new Counter(limits.socketsPerAddress),
  users: new Counter(limits.socketsPerUser),
});

export type ConnectionLimits = ReturnType<typeof createConnectionLimits>;
