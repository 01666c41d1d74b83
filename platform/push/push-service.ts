import { createECDH, randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { MAX_PUSH_SUBSCRIPTIONS } from '#contracts/limits';
import type { PushSubscription } from '#contracts/push';
import { AppError } from '../app-error';
import type { Config } from '../config';
import type { AllowList } from '../net/allow-list';
import { assertPublicUrl } from '../net/assert-public-url';
import { OutgoingError } from '../net/outgoing-error';
import { asDependencyError } from '../store/transient';
import { createVapidKeys } from './vapid-keys';

/** Who wants to hear of their jobs while no page is open. Every method throws AppError and nothing else. */
export interface PushService {
  /** The key a browser subscribes with; null where Web Push is off. */
  publicKey(): Promise<string | null>;
  /**
   * Keeps a browser's subscription, again and again: that says the browser is still there. Over the limit
   * the ones that have not said so for longest go.
   *
   * @throws AppError blocked_address, invalid_input, conflict, not_found (Web Push is off)
   */
  subscribe(owner: string, subscription: PushSubscription): Promise<void>;
  /** Forgets the owner's subscription with this endpoint; any other is left alone. */
  unsubscribe(owner: string, endpoint: string): Promise<void>;
}

/**
 * A browser that changes hands takes its subscription along, proved by its keys, which only that browser
 * and we know. No row back: somebody else's, and not proved.
 */
const subscribeSql = `
insert into push_subscriptions as s (id, owner, endpoint, p256dh, auth, lang) values ($1, $2, $3, $4, $5, $6)
on conflict (endpoint) do update set owner = excluded.owner, p256dh = excluded.p256dh, auth = excluded.auth,
  lang = excluded.lang, renewed_at = now(),
  created_at = case when s.owner = excluded.owner then s.created_at else now() end,
  failures = case when s.owner = excluded.owner then s.failures else 0 end
  where s.owner = excluded.owner or (s.p256dh = excluded.p256dh and s.auth = excluded.auth)
returning id`;

const trimSql = `
delete from push_subscriptions where id in (
  select id from push_subscriptions where owner = $1 order by renewed_at desc, id offset $2)`;

/** What was to be told to the browser's owner before is not for the new one. */
const forgetOthersSql = `
delete from push_outbox o using jobs j
where o.subscription_id = $1 and j.id = o.job_id and j.owner <> $2`;

const checkEndpoint = (endpoint: string, allow: AllowList): void => {
  try {
    assertPublicUrl(endpoint, { allow, schemes: ['https:'] });
  } catch (error) {
    if (!(error instanceof OutgoingError)) throw error;
    const code = error.code === 'blocked_address' ? 'blocked_address' : 'invalid_input';
    throw new AppError(code, error.message, {
      cause: error,
      errors: [{ path: 'endpoint', code: error.code, message: error.message }],
    });
  }
};

/** A key nothing can be encrypted for would only show when the first job has ended. */
const checkKeys = ({ p256dh, auth }: PushSubscription['keys']): void => {
  try {
    const ours = createECDH('prime256v1');
    ours.generateKeys();
    ours.computeSecret(Buffer.from(p256dh, 'base64url'));
    if (Buffer.from(auth, 'base64url').length === 16) return;
  } catch {
    // Not a point on the curve.
  }
  throw new AppError('invalid_input', 'These are not the keys of a push subscription.', {
    errors: [{ path: 'keys', code: 'invalid_keys', message: 'Not the keys of a subscription' }],
  });
};

interface PushServiceParts {
  readonly config: Config;
  readonly pool: Pool;
  readonly allow: AllowList;
}

export const createPushService = ({ config, pool, allow }: PushServiceParts): PushService => {
  const keys = createVapidKeys(pool);
  const run = async <T>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      throw asDependencyError(error);
    }
  };
  return {
    publicKey: () => run(async () => (config.push.enabled ? (await keys()).publicKey : null)),
    subscribe: async (owner, { endpoint, keys: secrets, lang }) => {
      if (!config.push.enabled) {
        throw new AppError('not_found', 'Web Push is switched off on this installation.');
      }
      checkEndpoint(endpoint, allow);
      checkKeys(secrets);
      const values = [randomUUID(), owner, endpoint, secrets.p256dh, secrets.auth, lang];
      await run(async () => {
        const kept = await pool.query<{ id: string }>(subscribeSql, values);
        const id = kept.rows[0]?.id;
        if (id === undefined) {
          throw new AppError('conflict', 'This endpoint belongs to another subscription.');
        }
        await pool.query(forgetOthersSql, [id, owner]);
        await pool.query(trimSql, [owner, MAX_PUSH_SUBSCRIPTIONS]);
      });
    },
    unsubscribe: (owner, endpoint) =>
      run(async () => {
        await pool.query('delete from push_subscriptions where owner = $1 and endpoint = $2', [
          owner,
          endpoint,
        ]);
      }),
  };
};
