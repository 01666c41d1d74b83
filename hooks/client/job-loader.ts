import { isTerminal } from '#contracts/job-status';
import type { ClientJob } from '../jobs-api';
import type { JobStore } from './job-store';
import { toRequestError } from './request-error';
import type { WatchList } from './watch-list';

/** Pauses between attempts to fetch a job that is wanted, in milliseconds; the last one repeats. */
const AGAIN_MS = [1_000, 4_000, 15_000];
/** Jobs of other people send this tab no durable events; while looked at they are asked for this often. */
const FOREIGN_POLL_MS = 3_000;

export interface JobLoader {
  /**
   * The job with its whole result; tries on through failures that may pass, as long as this tab is in use.
   *
   * @throws RequestError `not_found` and other refusals
   */
  whole(jobId: string): Promise<ClientJob>;
  /** Fetches what is missing of a job that is looked at by id. */
  ensure(jobId: string): void;
  /** Rows thought live that a snapshot did not hold: each is fetched, or is lost. */
  confirm(jobIds: readonly string[]): Promise<void>;
}

export interface JobLoaderOptions {
  readonly userId: string;
  readonly store: JobStore;
  readonly watchList: WatchList;
  /** One request. */
  readonly load: (jobId: string) => Promise<ClientJob>;
  readonly isInUse: () => boolean;
  readonly onConfirmed: (row: ClientJob) => void;
  readonly onLost: (jobId: string) => void;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

export const createJobLoader = (options: JobLoaderOptions): JobLoader => {
  const { userId, store, watchList, load, isInUse } = options;
  const following = new Set<string>();

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
        if (!watchList.has(jobId) || !isInUse()) return;
      }
    } catch {
      // Unknown or refused: there is no row, and the reader sees that.
    } finally {
      following.delete(jobId);
    }
  };

  return {
    whole,
    ensure(jobId) {
      const row = store.latest(jobId);
      const lacking = !row || row.resultOmitted || row.userId !== userId;
      if (lacking && !following.has(jobId)) void follow(jobId);
    },
    async confirm(jobIds) {
      // One after the other: this happens after a catastrophe, when the server has enough to do.
      for (const jobId of jobIds) {
        if (!isInUse()) return;
        try {
          options.onConfirmed(await load(jobId));
        } catch (thrown) {
          if (toRequestError(thrown).status === 404) options.onLost(jobId);
        }
      }
    },
  };
};
