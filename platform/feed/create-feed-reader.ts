import { randomBytes } from 'node:crypto';
import type { FeedAnswer, FeedNews } from '#contracts/api';
import type { Cursor, DurableEvent, ProgressEvent } from '#contracts/events';
import type { Job } from '#contracts/job';
import { MAX_FEED_PAGE, MAX_SNAPSHOT_JOBS } from '#contracts/limits';
import { AppError } from '../app-error';
import type { RedisClient } from '../redis';
import type { FeedReader, FeedSubscriptions } from './feed';
import { isNews } from './feed';
import { feedKeys } from './keys';
import { defineScript } from './run-script';
import { headLua } from './scripts';
import { trackServerLife } from './server-life';

const FEED_SECONDS = 7 * 24 * 3600;
/** Epoch of a snapshot taken while Redis is away: no feed has it, so the next read is a resync. */
export const LEDGER_EPOCH = 'ledger';

const runHead = defineScript(headLua);

export interface FeedSources {
  /** Snapshot from the ledger: live jobs first, then the newest finished ones. */
  snapshot(userId: string, limit: number): Promise<Job[]>;
  /** Last known progress of the owner's live jobs. */
  progress(userId: string): Promise<ProgressEvent[]>;
}

/** Reads the feed: replay from the stream where the cursor fits, else a snapshot from the ledger. */
export const createFeedReader = (
  commands: RedisClient,
  subscriptions: FeedSubscriptions,
  sources: FeedSources,
): FeedReader => {
  const serverLife = trackServerLife(commands);

  const head = async (userId: string): Promise<Cursor> => {
    const keys = feedKeys(userId);
    const [epoch, seq] = (await runHead(
      commands,
      [keys.head, keys.stream],
      [await serverLife(), randomBytes(9).toString('base64url'), FEED_SECONDS],
    )) as [string, number];
    return { epoch, seq };
  };

  /** The cursor is read before the ledger: what is committed in between comes again as an event, and its rev tells. */
  const resync = async (userId: string, at: Cursor): Promise<FeedAnswer> => ({
    resync: true,
    epoch: at.epoch,
    seq: at.seq,
    jobs: await sources.snapshot(userId, MAX_SNAPSHOT_JOBS),
  });

  const replay = async (userId: string, from: Cursor, to: Cursor): Promise<FeedNews | null> => {
    const entries = await commands.xrange(
      feedKeys(userId).stream,
      `${from.seq + 1}-0`,
      '+',
      'COUNT',
      MAX_FEED_PAGE,
    );
    const events = entries.map(([, fields]) => JSON.parse(fields[1] ?? 'null') as DurableEvent);
    const contiguous =
      events.length > 0 &&
      events.every(
        (event, index) => event.seq === from.seq + 1 + index && event.epoch === from.epoch,
      );
    if (!contiguous) return null;
    const seq = from.seq + events.length;
    return { epoch: from.epoch, seq, events, progress: [], more: seq < to.seq };
  };

  const readFrom = async (userId: string, cursor: Cursor | null): Promise<FeedAnswer> => {
    const now = await head(userId);
    if (!cursor || cursor.epoch !== now.epoch || cursor.seq > now.seq) return resync(userId, now);
    const news: FeedNews | null =
      cursor.seq === now.seq
        ? { epoch: now.epoch, seq: now.seq, events: [], progress: [], more: false }
        : await replay(userId, cursor, now);
    if (!news) return resync(userId, now);
    // Progress is a courtesy: without the ledger the events still count.
    return { ...news, progress: await sources.progress(userId).catch(() => []) };
  };

  const read = async (userId: string, cursor: Cursor | null): Promise<FeedAnswer> => {
    try {
      return await readFrom(userId, cursor);
    } catch (error) {
      if (error instanceof AppError) throw error;
      return resync(userId, { epoch: LEDGER_EPOCH, seq: 0 });
    }
  };

  const wait = async (
    userId: string,
    cursor: Cursor | null,
    waitMs: number,
    signal: AbortSignal,
  ): Promise<FeedAnswer> => {
    let wake = () => {};
    const woken = new Promise<void>((resolve) => {
      wake = resolve;
    });
    // Listening comes first: news between the read and the wait would be slept through.
    const leave = await subscriptions.owner(userId, () => wake());
    const timer = setTimeout(wake, waitMs);
    signal.addEventListener('abort', wake, { once: true });
    // It may have aborted while we were joining; a listener added since hears nothing of that.
    if (signal.aborted) wake();
    const offGap = subscriptions.onGap(wake);
    try {
      const first = await read(userId, cursor);
      if (!isNews(first) || first.events.length > 0 || waitMs <= 0) return first;
      await woken;
      return signal.aborted ? first : await read(userId, cursor);
    } finally {
      leave();
      offGap();
      clearTimeout(timer);
      signal.removeEventListener('abort', wake);
    }
  };

  return { read, wait };
};
