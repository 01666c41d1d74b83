import type { AuthToken } from '../jobs-api';
import type { Environment } from './environment';
import { createTokenSource } from './token-source';

/** Life assumed of a token that does not tell its own, in milliseconds. */
const OPAQUE_LIFE_MS = 60_000;

/** When a JWT ends, in ms since 1970. Only a hint for when to renew: the server alone decides. */
const expiryOf = (token: string): number => {
  try {
    const payload = (token.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/');
    const { exp } = JSON.parse(atob(payload)) as { exp?: unknown };
    if (typeof exp === 'number') return exp * 1000;
  } catch {
    // Not a JWT.
  }
  return Date.now() + OPAQUE_LIFE_MS;
};

export interface Bearer {
  /** The token for the Authorization header; undefined where the session cookie speaks for the person. */
  get(force?: boolean): Promise<string | undefined>;
  /** Takes the latest source; whatever its identity, nothing reconnects. */
  use(source: AuthToken | undefined): void;
}

export const createBearer = (env: Environment, source: AuthToken | undefined): Bearer => {
  let latest = source;
  const tokens = createTokenSource(env, 'jobwire:bearer', async () => {
    const token = typeof latest === 'function' ? await latest() : (latest ?? '');
    return { token, expiresAt: expiryOf(token) };
  });
  return {
    async get(force) {
      return typeof latest === 'function' ? (await tokens.get(force)).token : latest;
    },
    use(next) {
      latest = next;
    },
  };
};
