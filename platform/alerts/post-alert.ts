import { parseRetryAfter } from '../ai/parse-retry-after';
import type { Outgoing } from '../net/create-outgoing';
import { OutgoingError } from '../net/outgoing-error';
import type { DeliveryResult } from './delivery-result';

export interface AlertPost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  /** Statuses that say that there is nothing at this address any more. */
  readonly gone: readonly number[];
}

/** Refusals that may pass although they are the sender's fault by their number. */
const passing = [408, 425, 429];

const judge = (status: number, headers: Headers, gone: readonly number[]): DeliveryResult => {
  const code = `http_${status}`;
  if (status >= 200 && status < 300) return { kind: 'delivered', status };
  if (gone.includes(status)) return { kind: 'refused', code, status, disable: 'gone' };
  if (status >= 500 || passing.includes(status)) {
    return {
      kind: 'again',
      code,
      status,
      retryAfterMs: parseRetryAfter(Object.fromEntries(headers)),
    };
  }
  // A redirect is not followed: whoever answers it may be anybody.
  return { kind: 'refused', code: status < 400 ? 'redirected' : code, status };
};

/**
 * Posts to an address that somebody named: a public one, checked again on the connection itself, and nothing of the
 * answer is read but its status.
 *
 * @throws the signal's reason
 */
export const postAlert = async (outgoing: Outgoing, post: AlertPost): Promise<DeliveryResult> => {
  const { url, headers, body, timeoutMs, signal, gone } = post;
  try {
    const answer = await outgoing.fetch(url, {
      method: 'POST',
      schemes: ['https:'],
      headers: { 'content-type': 'application/json', ...headers },
      body,
      timeoutMs,
      maxBytes: 0,
      readBody: false,
      signal,
    });
    return judge(answer.status, answer.headers, gone);
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    const { code, retryable } = error;
    if (retryable) return { kind: 'again', code, status: null };
    return { kind: 'refused', code, status: null, disable: 'blocked' };
  }
};
