import { isTerminal } from '#contracts/job-status';
import type { ClientJob } from '../jobs-api';
import type { ClientParts } from './client-parts';
import { isObject } from './job-row';
import { pause } from './pause';
import { badAnswer, toRequestError } from './request-error';

/** Pauses between attempts to fetch a job that is wanted, in milliseconds; the last one repeats. */
const AGAIN_MS = [1_000, 4_000, 15_000];
/** Jobs of other people send this tab no durable events; while looked at they are asked for this often. */
const FOREIGN_POLL_MS = 3_000;

export interface JobLoader {
  /** The job as the server has it now: one request at a time per job. @throws RequestError */
  load(jobId: string): Promise<ClientJob>;
  /**
   * The job with its whole result; tries on through failures that may pass, while this tab is in use.
   *
   * @throws RequestError `not_found` and other refusals
   */
  whole(jobId: string): Promise<ClientJob>;
  /** Fetches what is missing of a job that is looked at by id. */
  ensure(jobId: string): void;
}

/**
 * @param isWatched whether somebody looks at a job by id
 * @param isInUse false once nobody needs this client any more
 */
export const createJobLoader = (
  { http, userId, store, rows }: ClientParts,
  isWatched: (jobId: string) => boolean,
  isInUse: () => boolean,
): JobLoader => {
  const loading = new Map<string, Promise<ClientJob>>();
  const following = new Set<string>();

  const request = async (jobId: string) => {
    const answer = await http.send('GET', `/api/jobs/${encodeURIComponent(jobId)}`);
    const row = isObject(answer) ? rows.accept(answer.job) : undefined;
    if (!row) throw badAnswer();
    store.flush();
    return row;
  };
  const load = (jobId: string): Promise<ClientJob> => {
    const call = loading.get(jobId) ?? request(jobId).finally(() => loading.delete(jobId));
    loading.set(jobId, call);
    return call;
  };

  const whole = async (jobId: string): Promise<ClientJob> => {
    for (let round = 0; ; round++) {
      const row = store.latest(jobId);
      if (row && isTerminal(row.status) && !row.resultOmitted && !row.stale) return row;
      try {
        return await load(jobId);
      } catch (thrown) {
        const error = toRequestError(thrown);
        if (!error.retryable || !isInUse()) throw error;
        const wait = AGAIN_MS[Math.min(round, AGAIN_MS.length - 1)] ?? 0;
        await pause(Math.max(wait, error.retryAfterMs ?? 0));
      }
    }
  };

  const follow = async (jobId: string) => {
    following.add(jobId);
    try {
      for (;;) {
        const row = await whole(jobId);
        if (row.userId === userId || isTerminal(row.status)) return;
        await pause(FOREIGN_POLL_MS);
        if (!isWatched(jobId)) return;
      }
    } finally {
      following.delete(jobId);
    }
  };

  return {
    load,
    whole,
    ensure(jobId) {
      const row = store.latest(jobId);
      const lacking = !row || row.resultOmitted || row.userId !== userId;
      // Unknown or refused: there is no row, and the reader sees that.
      if (lacking && !following.has(jobId)) follow(jobId).catch(() => {});
    },
  };
};
