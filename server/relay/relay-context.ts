import type { Logger } from 'pino';
import type { FeedReader, FeedSubscriptions } from '#platform/feed/feed';
import type { ServerLimits } from '../limits';
import type { Drops } from './drops';
import type { Flusher } from './flusher';
import type { VolatileKind } from './parse-message';
import type { Pressure } from './pressure';
import type { ReadGate } from './read-gate';

/** What the relay's rooms and feeds share. */
export interface RelayContext {
  readonly feed: FeedReader;
  readonly subscriptions: FeedSubscriptions;
  readonly log: Logger;
  readonly limits: ServerLimits;
  readonly drops: Drops;
  readonly pressure: Pressure;
  readonly flusher: Flusher;
  readonly gate: ReadGate;
  /** Counted here and added to the metrics once in a while: a labelled counter costs more than the rest. */
  readonly relayed: Record<VolatileKind | 'event', number>;
  /** Sends what is gathered of one job, so that its end does not overtake its last log lines. */
  flushJob(userId: string, jobId: string): void;
}
