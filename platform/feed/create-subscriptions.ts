import type { Logger } from 'pino';
import { isReady, type RedisClient } from '../redis';
import type { FeedSubscriptions } from './feed';
import { feedKeys } from './keys';

/** A channel is kept this long after its last listener, so that a reload does not pay twice. */
const LINGER_MS = 5_000;
/** A probe goes out this often; a link that swallows two of them is torn down and made anew. */
const PROBE_INTERVAL_MS = 2_000;
const PROBE_DEADLINE_MS = 5_000;
/** SUBSCRIBE takes many channels at once after a reconnect; this many a call. */
const RESUBSCRIBE_BATCH = 500;

interface Channel {
  readonly listeners: Set<(raw: string) => void>;
  /** Settles when Redis has confirmed the subscription. */
  confirmed: Promise<void>;
  linger: NodeJS.Timeout | undefined;
}

/**
 * Counted subscriptions over one connection. Redis pub/sub promises nothing: after any break all
 * channels are subscribed again and `onGap` listeners read from their cursors.
 *
 * @param subscriber a connection used for nothing else
 * @param commands sends the probes that prove the link alive
 */
export const createSubscriptions = (
  subscriber: RedisClient,
  commands: RedisClient,
  log: Logger,
): FeedSubscriptions => {
  const channels = new Map<string, Channel>();
  const gapListeners = new Set<() => void>();
  const probeChannel = `jobwire:probe:${process.pid}:${Math.random().toString(36).slice(2)}`;
  let lastProbeAt = Date.now();
  let wasReady = false;
  let closed = false;

  const subscribeAll = async () => {
    const names = [probeChannel, ...channels.keys()];
    for (let from = 0; from < names.length; from += RESUBSCRIBE_BATCH) {
      await subscriber.subscribe(...names.slice(from, from + RESUBSCRIBE_BATCH));
    }
    lastProbeAt = Date.now();
  };

  const onReady = () => {
    // Whoever joined before the first connection was told nothing of what came meanwhile either.
    const again = wasReady || channels.size > 0;
    wasReady = true;
    subscribeAll().then(
      () => {
        if (again) for (const listener of gapListeners) listener();
      },
      (error: unknown) =>
        log.debug({ err: error }, 'subscribing again failed; the next connection tries'),
    );
  };
  subscriber.on('ready', onReady);
  if (isReady(subscriber)) onReady();

  subscriber.on('message', (name: string, raw: string) => {
    if (name === probeChannel) {
      lastProbeAt = Date.now();
      return;
    }
    for (const listener of channels.get(name)?.listeners ?? []) listener(raw);
  });

  const probe = setInterval(() => {
    if (!isReady(subscriber) || !isReady(commands)) {
      lastProbeAt = Date.now();
      return;
    }
    if (Date.now() - lastProbeAt > PROBE_DEADLINE_MS) {
      log.warn('the subscription link is silent; connecting anew');
      lastProbeAt = Date.now();
      subscriber.disconnect(true);
      return;
    }
    commands.publish(probeChannel, '').catch(() => {});
  }, PROBE_INTERVAL_MS);
  probe.unref();

  const leave = (name: string, channel: Channel) => {
    channel.linger = setTimeout(() => {
      channels.delete(name);
      if (isReady(subscriber)) subscriber.unsubscribe(name).catch(() => {});
    }, LINGER_MS);
    channel.linger.unref();
  };

  const join = async (name: string, listener: (raw: string) => void): Promise<() => void> => {
    let channel = channels.get(name);
    if (!channel) {
      channel = { listeners: new Set(), confirmed: Promise.resolve(), linger: undefined };
      channels.set(name, channel);
      // While Redis is away this waits in vain; `onReady` subscribes then and reports the gap.
      if (isReady(subscriber)) {
        channel.confirmed = subscriber.subscribe(name).then(
          () => {},
          () => {},
        );
      }
    }
    clearTimeout(channel.linger);
    channel.linger = undefined;
    // Two joins of the same function are two listeners.
    const own = (raw: string) => listener(raw);
    channel.listeners.add(own);
    const joined = channel;
    await joined.confirmed;
    return () => {
      if (!joined.listeners.delete(own) || joined.listeners.size > 0 || closed) return;
      leave(name, joined);
    };
  };

  return {
    owner: (userId, listener) => join(feedKeys(userId).channel, listener),
    job: (userId, jobId, listener) => join(feedKeys(userId).watch(jobId), listener),
    onGap: (listener) => {
      gapListeners.add(listener);
      return () => gapListeners.delete(listener);
    },
    get channels() {
      return channels.size;
    },
    close: async () => {
      closed = true;
      clearInterval(probe);
      for (const channel of channels.values()) clearTimeout(channel.linger);
      channels.clear();
      subscriber.disconnect();
    },
  };
};
