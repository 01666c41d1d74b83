import type { FeedAnswer, FeedNews, FeedResync } from '#contracts/api';
import type { Cursor } from '#contracts/events';

/** Reads an owner's feed: what the API's long-poll and the relay's catch-up stand on. */
export interface FeedReader {
  /**
   * What came after `cursor`, at most MAX_FEED_PAGE events (`more` says that there are others), or a
   * resync with a snapshot: no cursor, a foreign epoch, a cursor older than the stream or ahead of it.
   *
   * @throws AppError dependency_unavailable when neither store can answer
   */
  read(userId: string, cursor: Cursor | null): Promise<FeedAnswer>;
  /** As `read`, but waits up to `waitMs` for the first news; resolves early when `signal` aborts. */
  wait(
    userId: string,
    cursor: Cursor | null,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<FeedAnswer>;
}

export const isResync = (answer: FeedAnswer): answer is FeedResync => 'resync' in answer;
export const isNews = (answer: FeedAnswer): answer is FeedNews => !('resync' in answer);

/**
 * Live messages from Redis, counted per channel: the first listener subscribes, the channel is left
 * 5 s after the last one has gone. Raw text is handed on; the listener validates it.
 */
export interface FeedSubscriptions {
  /** Durable events of one owner. Resolves once Redis has confirmed, so that nothing after it is missed. */
  owner(userId: string, listener: (raw: string) => void): Promise<() => void>;
  /** Volatile messages (progress, logs, chunks) of one job. `userId` is the job's owner. */
  job(userId: string, jobId: string, listener: (raw: string) => void): Promise<() => void>;
  /** Called after the connection was lost and is back and all channels are subscribed again: read from the cursor now. */
  onGap(listener: () => void): () => void;
  /** Channels held now, for metrics. */
  readonly channels: number;
  close(): Promise<void>;
}
