import type { SocketToken } from '#contracts/api';
import type { Environment } from './environment';
import { exclusively } from './exclusively';
import type { Http } from './http';
import { isObject } from './job-row';
import { badAnswer } from './request-error';

/** Renewal comes this long before the end, in milliseconds, or at a fifth of the life if that is more. */
const MIN_MARGIN_MS = 30_000;

/** The token that opens the socket, kept until shortly before its end. It is never stored. */
export interface TokenSource {
  /**
   * A token that is good for a while. `force` asks for another one whatever the clock says; the same one
   * coming back is no failure.
   *
   * @throws RequestError; the next call tries again, there is no state to be stuck in
   */
  get(force?: boolean): Promise<SocketToken>;
  /** When the present one should be renewed, in ms since 1970; 0 without one. */
  renewAt(): number;
}

/** One request at a time in this tab and over all tabs. */
export const createTokenSource = (env: Environment, http: Http): TokenSource => {
  let token: SocketToken | undefined;
  let renewAt = 0;
  let fetching: Promise<SocketToken> | undefined;

  const refresh = async () => {
    const answer = await exclusively(env.locks, 'jobwire:token', () =>
      http.send('POST', '/api/socket-token'),
    );
    if (!isObject(answer) || typeof answer.token !== 'string' || typeof answer.url !== 'string') {
      throw badAnswer();
    }
    token = answer as SocketToken;
    const lifeMs = token.expiresAt - Date.now();
    // A life shorter than a minute would otherwise be all margin.
    renewAt = token.expiresAt - Math.min(Math.max(MIN_MARGIN_MS, lifeMs / 5), lifeMs / 2);
    return token;
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
    renewAt: () => renewAt,
  };
};
