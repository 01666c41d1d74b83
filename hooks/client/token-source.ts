import type { Environment } from './environment';
import { exclusively } from './exclusively';

export interface Expiring {
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

export interface TokenSource<T extends Expiring> {
  /**
   * A token that is good for a while. `force` asks for another one whatever the clock says; the same one
   * coming back is no failure.
   *
   * @throws whatever the fetch throws; the next call tries again
   */
  get(force?: boolean): Promise<T>;
  /** When the present one should be renewed, in ms since 1970; 0 without one. */
  renewAt(): number;
}

/** Renewal comes this long before the end, in milliseconds, or at a fifth of the life if that is more. */
const MIN_MARGIN_MS = 30_000;

/**
 * Keeps a token until shortly before its end; one fetch at a time in this tab and over all tabs.
 *
 * @param lock name of the Web Lock for that; fetches that need each other need different ones
 */
export const createTokenSource = <T extends Expiring>(
  env: Environment,
  lock: string,
  fetchToken: () => Promise<T>,
): TokenSource<T> => {
  let token: T | undefined;
  let renewAt = 0;
  let fetching: Promise<T> | undefined;

  const refresh = async () => {
    const next = await exclusively(env.locks, lock, fetchToken);
    const lifeMs = next.expiresAt - Date.now();
    // A life shorter than a minute would otherwise be all margin.
    renewAt = next.expiresAt - Math.min(Math.max(MIN_MARGIN_MS, lifeMs / 5), lifeMs / 2);
    token = next;
    return next;
  };

  return {
    async get(force = false) {
      // By the wall clock: a timer would have slept with the machine.
      if (token && !force && Date.now() < renewAt) return token;
      fetching ??= refresh().finally(() => {
        fetching = undefined;
      });
      return fetching;
    },
    renewAt: () => (token ? renewAt : 0),
  };
};
