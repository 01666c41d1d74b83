import type { Config } from '#platform/config';
import type { PlatformCore } from '#platform/create-platform';
import { CANCEL_CHANNEL } from '#platform/queue/queue-options';
import { createRedis } from '#platform/redis';
import type { LiveRuns } from './live-runs';

/** The ledger is asked about the runs at hand this often, in case a message was lost. */
const ASK_EVERY_MS = 1_000;
/** A beat that comes later than this means that the process stood still. */
const BEAT_MS = 300;
const STOOD_STILL_MS = 1_500;

/**
 * Stops runs that should not go on: those whose owner cancelled (heard at once over Redis, and from
 * the ledger within a second if the message was lost), those that somebody else has taken over, and,
 * after this process stood still, whatever the ledger no longer counts as its own.
 */
export const watchRuns = (
  runs: LiveRuns,
  config: Config,
  { ledger, log }: Pick<PlatformCore, 'ledger' | 'log'>,
) => {
  const subscriber = createRedis(config.redis, 'subscriber', () => {});
  subscriber.on('ready', () => {
    subscriber.subscribe(CANCEL_CHANNEL).catch(() => {});
  });
  subscriber.on('message', (_channel: string, jobId: string) => runs.abort(jobId, 'cancel'));

  const ask = async () => {
    const held = runs.claimed().map((run) => ({ id: run.jobId, fence: run.fence }));
    if (held.length === 0) return;
    const fences = new Map(held.map((one) => [one.id, one.fence]));
    for (const row of await ledger.strayed(held)) {
      const mine = row.fence === fences.get(row.id);
      runs.abort(row.id, mine && row.state === 'cancelling' ? 'cancel' : 'superseded');
    }
  };
  const asking = setInterval(() => {
    ask().catch((error: unknown) =>
      log.debug({ err: error }, 'could not ask the ledger about the runs at hand'),
    );
  }, ASK_EVERY_MS);

  let beatAt = Date.now();
  const beating = setInterval(() => {
    const late = Date.now() - beatAt;
    beatAt = Date.now();
    if (late < STOOD_STILL_MS) return;
    log.warn(
      { lateMs: late },
      'this process stood still; every run asks the ledger before it goes on',
    );
    runs.suspectAll();
  }, BEAT_MS);

  return {
    close: () => {
      clearInterval(asking);
      clearInterval(beating);
      subscriber.disconnect();
    },
  };
};
