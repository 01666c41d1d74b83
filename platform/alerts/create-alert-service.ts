import { randomBytes } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { type AlertScope, MAX_ALERT_ENDPOINTS } from '#contracts/alert-events';
import type {
  AlertDelivery,
  AlertEndpoint,
  AlertEndpointAnswer,
  AlertEndpointEdit,
  AlertEndpointList,
  AlertEndpointRequest,
} from '#contracts/alerts';
import { may } from '#contracts/roles';
import { AppError } from '../app-error';
import type { Config } from '../config';
import type { HandOver } from '../jobs/hand-over';
import type { Metrics } from '../metrics';
import type { AllowList } from '../net/allow-list';
import type { Principal } from '../principal';
import type { RateLimiter } from '../rate-limit';
import { inTransaction } from '../store/in-transaction';
import { asDependencyError } from '../store/transient';
import { testPayload } from './alert-payload';
import { checkEndpoint } from './check-endpoint';
import { confirmAddress, mailCode } from './confirm-address';
import { createMailer } from './create-mailer';
import { type EndpointRow, viewEndpoint } from './endpoint-row';
import { noteChange } from './note-change';
import { handOverDeliveries, makeDeliveryId, openDeliveries } from './open-deliveries';
import { readDeliveries } from './read-deliveries';
import { makeWebhookSecret } from './webhook-secret';

/** Where people and operators hear of jobs. Every method throws AppError and nothing else; what is somebody else's is `not_found`. */
export interface AlertService {
  list(who: Principal): Promise<AlertEndpointList>;
  /** @throws AppError invalid_input, blocked_address, forbidden, conflict (too many) */
  create(who: Principal, request: AlertEndpointRequest): Promise<AlertEndpointAnswer>;
  /** @throws AppError not_found, invalid_input, blocked_address, conflict */
  edit(who: Principal, id: string, edit: AlertEndpointEdit): Promise<AlertEndpoint>;
  remove(who: Principal, id: string): Promise<void>;
  /** Queues a message that says that it is a test. @returns the delivery's id */
  test(who: Principal, id: string): Promise<string>;
  /** A new secret; the old one signs beside it for a day. */
  rotateSecret(who: Principal, id: string): Promise<AlertEndpointAnswer>;
  /** Mails a code to an address that is not confirmed. @throws AppError rate_limited, dependency_unavailable */
  sendCode(who: Principal, id: string): Promise<void>;
  confirm(who: Principal, id: string, code: string): Promise<void>;
  deliveries(
    who: Principal,
    query: { scope: AlertScope; endpoint?: string | undefined; limit: number },
  ): Promise<AlertDelivery[]>;
}

interface ServiceParts {
  readonly config: Config;
  readonly pool: Pool;
  readonly allow: AllowList;
  readonly rates: RateLimiter;
  readonly handOver: HandOver;
  readonly metrics: Metrics;
}

interface Account {
  readonly address: string | null;
  readonly verified: boolean;
}

const TESTS_PER_MINUTE = 6;
/** A test says at once what is wrong, instead of trying again. */
const TEST_ATTEMPTS = 1;
const OLD_SECRET_HOURS = 24;

const notFound = () => new AppError('not_found', 'There is no such endpoint, or it is not yours.');

const mayOperate = ({ role }: Principal): boolean => may(role, 'edit-alerts');

const assertMayOperate = (who: Principal, scope: AlertScope): void => {
  if (scope === 'mine' || mayOperate(who)) return;
  throw new AppError('forbidden', 'The operators’ endpoints need the role admin.');
};

const isVisible = (row: EndpointRow, who: Principal): boolean =>
  row.scope === 'operators' ? mayOperate(who) : row.owner === who.userId;

/** @throws AppError not_found; another owner's endpoint looks exactly like an unknown one */
const find = async (
  client: Pool | PoolClient,
  who: Principal,
  id: string,
  lock = '',
): Promise<EndpointRow> => {
  const { rows } = await client.query<EndpointRow>(
    `select * from alert_endpoints where id = $1${lock}`,
    [id],
  );
  const row = rows[0];
  if (row && isVisible(row, who)) return row;
  throw notFound();
};

const accountOf = async (pool: Pool, userId: string): Promise<Account> => {
  const { rows } = await pool.query<{ email: string; email_verified: boolean }>(
    'select email, email_verified from "user" where id = $1 and is_anonymous is not true',
    [userId],
  );
  return { address: rows[0]?.email ?? null, verified: rows[0]?.email_verified ?? false };
};

/** @throws AppError conflict. Two requests at once wait for each other. */
const assertRoom = async (client: PoolClient, who: Principal, scope: AlertScope): Promise<void> => {
  const whose = scope === 'operators' ? 'operators' : who.userId;
  await client.query(`select pg_advisory_xact_lock(hashtext('alerts ' || $1))`, [whose]);
  const { rows } = await client.query<{ n: number }>(
    `select count(*)::int as n from alert_endpoints
     where scope = $1 and source = 'page' and (scope = 'operators' or owner = $2)`,
    [scope, who.userId],
  );
  if ((rows[0]?.n ?? 0) < MAX_ALERT_ENDPOINTS) return;
  throw new AppError(
    'conflict',
    `At most ${MAX_ALERT_ENDPOINTS} endpoints. Remove one to add another.`,
  );
};

const insertSql = `
insert into alert_endpoints (id, scope, owner, kind, name, url, secret, address, events, types, lang, state)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning *`;

const editSql = `
update alert_endpoints set name = coalesce($2, name), url = coalesce($3, url), events = coalesce($4, events),
  types = coalesce($5, types), version = version + 1,
  state = case when $6::boolean is null or state = 'unconfirmed' then state when $6 then 'active' else 'disabled' end,
  reason = case when $6::boolean is null then reason when $6 then null else 'owner' end,
  active_since = case when $6 and state = 'disabled' then now() else active_since end,
  failures = case when $6 then 0 else failures end
where id = $1 returning *`;

const rotateSql = `
update alert_endpoints set previous_secret = secret, previous_until = now() + $3 * interval '1 hour', secret = $2,
  version = version + 1 where id = $1 returning *`;

const guarded =
  <A extends unknown[], R>(work: (...args: A) => Promise<R>) =>
  async (...args: A): Promise<R> => {
    try {
      return await work(...args);
    } catch (error) {
      throw asDependencyError(error);
    }
  };

const unique = <T>(values: readonly T[]): T[] => [...new Set(values)];

export const createAlertService = (parts: ServiceParts): AlertService => {
  const { config, pool, allow, rates } = parts;
  const view = (row: EndpointRow) => viewEndpoint(row, config);
  const mailer = config.mail ? createMailer(config.mail) : undefined;

  const list = async (who: Principal): Promise<AlertEndpointList> => {
    const { rows } = await pool.query<EndpointRow>(
      `select * from alert_endpoints where (scope = 'mine' and owner = $1) or (scope = 'operators' and $2)
       order by source, created_at, id`,
      [who.userId, mayOperate(who)],
    );
    const of = (scope: AlertScope) => rows.filter((row) => row.scope === scope).map(view);
    return {
      mine: of('mine'),
      operators: mayOperate(who) ? of('operators') : null,
      mail: {
        available: mailer !== undefined,
        address: (await accountOf(pool, who.userId)).address,
      },
    };
  };

  /** @throws AppError invalid_input */
  const addressFor = async (who: Principal): Promise<Account> => {
    const account = await accountOf(pool, who.userId);
    const fault = !mailer
      ? ['mail_off', 'This installation sends no mail.']
      : account.address === null
        ? ['no_address', 'Your account has no mail address.']
        : null;
    if (!fault) return account;
    const [code = '', message = ''] = fault;
    throw new AppError('invalid_input', message, { errors: [{ path: 'kind', code, message }] });
  };

  const create = async (
    who: Principal,
    request: AlertEndpointRequest,
  ): Promise<AlertEndpointAnswer> => {
    const { scope, kind, name, url, events, types, lang } = request;
    assertMayOperate(who, scope);
    checkEndpoint(request, request, allow);
    if (kind !== 'email' && url === undefined) {
      const message = 'Give the address that alerts are posted to.';
      throw new AppError('invalid_input', message, {
        errors: [{ path: 'url', code: 'required', message }],
      });
    }
    const account = kind === 'email' ? await addressFor(who) : null;
    const secret = kind === 'webhook' ? makeWebhookSecret() : null;
    const row = await inTransaction(pool, async (client) => {
      await assertRoom(client, who, scope);
      const made = await client.query<EndpointRow>(insertSql, [
        `ep_${randomBytes(12).toString('base64url')}`,
        scope,
        who.userId,
        kind,
        name,
        url ?? null,
        secret,
        account?.address ?? null,
        unique(events),
        unique(types),
        lang,
        account && !account.verified ? 'unconfirmed' : 'active',
      ]);
      const endpoint = made.rows[0] as EndpointRow;
      await noteChange(client, endpoint, who.userId, 'create', kind);
      return endpoint;
    });
    return { endpoint: view(row), secret };
  };

  const edit = (who: Principal, id: string, asked: AlertEndpointEdit): Promise<AlertEndpoint> =>
    inTransaction(pool, async (client) => {
      const row = await find(client, who, id, ' for update');
      const { version, enabled, ...changes } = asked;
      if (row.version !== version) {
        throw new AppError('conflict', 'The endpoint has changed since. Load it again.');
      }
      if (row.source === 'config' && Object.keys(changes).length > 0) {
        throw new AppError('conflict', 'It comes from the configuration; change it there.');
      }
      checkEndpoint(row, changes, allow);
      const { rows } = await client.query<EndpointRow>(editSql, [
        id,
        changes.name ?? null,
        changes.url ?? null,
        changes.events ? unique(changes.events) : null,
        changes.types ? unique(changes.types) : null,
        enabled ?? null,
      ]);
      const fields = Object.keys(changes).join(', ');
      if (fields) await noteChange(client, row, who.userId, 'edit', fields);
      if (enabled !== undefined) {
        await noteChange(client, row, who.userId, enabled ? 'enable' : 'disable');
      }
      return view(rows[0] as EndpointRow);
    });

  const assertActive = ({ state }: EndpointRow): void => {
    if (state === 'active') return;
    throw new AppError('conflict', 'The endpoint is switched off or not confirmed.');
  };

  const test = async (who: Principal, id: string): Promise<string> => {
    assertActive(await find(pool, who, id));
    const pace = await rates.take(`alert-tests:${who.userId}`, { perMinute: TESTS_PER_MINUTE });
    if (!pace.allowed) {
      throw new AppError('rate_limited', `At most ${TESTS_PER_MINUTE} tests a minute.`, {
        retryAfterSeconds: pace.retryAfterSeconds,
      });
    }
    const deliveryId = makeDeliveryId();
    const jobs = await inTransaction(pool, async (client) => {
      const row = await find(client, who, id, ' for share');
      await noteChange(client, row, who.userId, 'test');
      const payload = testPayload(config.webUrl);
      const given = { id: deliveryId, endpointId: id, subject: null, causes: 1, payload };
      return openDeliveries(client, [{ ...given, attempts: TEST_ATTEMPTS }]);
    });
    handOverDeliveries(parts, jobs);
    return deliveryId;
  };

  const rotateSecret = (who: Principal, id: string): Promise<AlertEndpointAnswer> =>
    inTransaction(pool, async (client) => {
      const row = await find(client, who, id, ' for update');
      if (row.source === 'config' || row.kind !== 'webhook') {
        throw new AppError('conflict', 'Only webhooks added here have a secret to change.');
      }
      const secret = makeWebhookSecret();
      const { rows } = await client.query<EndpointRow>(rotateSql, [id, secret, OLD_SECRET_HOURS]);
      await noteChange(client, row, who.userId, 'rotate');
      return { endpoint: view(rows[0] as EndpointRow), secret };
    });

  const remove = (who: Principal, id: string): Promise<void> =>
    inTransaction(pool, async (client) => {
      const row = await find(client, who, id, ' for update');
      if (row.source === 'config') {
        throw new AppError('conflict', 'It comes from the configuration; remove it there.');
      }
      await noteChange(client, row, who.userId, 'remove', row.kind);
      await client.query('delete from alert_endpoints where id = $1', [id]);
    });

  /** Only the owner of the address: an operators' endpoint is seen by others too. */
  const findUnconfirmed = async (who: Principal, id: string): Promise<EndpointRow> => {
    const row = await find(pool, who, id);
    if (row.owner !== who.userId) throw notFound();
    if (row.state === 'unconfirmed') return row;
    throw new AppError('conflict', 'There is nothing to confirm.');
  };

  return {
    list: guarded(list),
    create: guarded(create),
    edit: guarded(edit),
    remove: guarded(remove),
    test: guarded(test),
    rotateSecret: guarded(rotateSecret),
    sendCode: guarded(async (who, id) => {
      const row = await findUnconfirmed(who, id);
      if (!mailer) throw new AppError('conflict', 'This installation sends no mail.');
      await mailCode(pool, mailer, row, who.userId);
    }),
    confirm: guarded(async (who, id, code) =>
      confirmAddress(pool, await findUnconfirmed(who, id), code),
    ),
    deliveries: guarded(async (who, { scope, endpoint, limit }) => {
      assertMayOperate(who, scope);
      if (endpoint !== undefined) await find(pool, who, endpoint);
      return readDeliveries(pool, { scope, owner: who.userId, endpoint, limit });
    }),
  };
};
