import { readProblem } from './read-problem';

/** A read that did not work: the server's problem, or `network` where none came. */
export class ReadFailure extends Error {
  override name = 'ReadFailure';
  constructor(
    readonly code: string,
    message: string,
    /** Id of the request in the server's log; null where no answer came. */
    readonly requestId: string | null,
  ) {
    super(message);
  }
}

/**
 * Reads one of our own routes with the session's cookie. The server has made the answer by its schema; here it
 * only has to be one of ours, and no page of something between us.
 *
 * @param member what the answer has to hold
 * @throws ReadFailure, or an AbortError
 */
export async function readJson<T extends object>(
  path: string,
  member: keyof T & string,
  signal?: AbortSignal,
  sent: RequestInit = {},
): Promise<T> {
  let response: Response;
  try {
    const headers = { accept: 'application/json', ...sent.headers };
    response = await fetch(path, { ...sent, headers, signal });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new ReadFailure('network', 'The server cannot be reached.', null);
  }
  const requestId = response.headers.get('x-request-id');
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) {
    const problem = readProblem(body);
    const text = problem?.detail ?? `The server answered ${response.status}.`;
    throw new ReadFailure(problem?.code ?? `http_${response.status}`, text, requestId);
  }
  if (typeof body === 'object' && body !== null && member in body) return body as T;
  throw new ReadFailure('bad_answer', 'The answer has a form this page does not know.', requestId);
}
