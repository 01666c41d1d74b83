import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { ALERTS_PER_MINUTE, type AlertPayload } from '#contracts/alerts';
import type { Config } from '../config';
import type { Metrics } from '../metrics';
import type { Outgoing } from '../net/create-outgoing';
import type { RateLimiter } from '../rate-limit';
import { describeAlert, mailBody, slackBody } from './alert-text';
import type { AlertTarget } from './configured-endpoints';
import { createMailer } from './create-mailer';
import type { DeliveryResult } from './delivery-result';
import { type EndpointRow, targetOf } from './endpoint-row';
import { postAlert } from './post-alert';
import { signWebhook } from './sign-webhook';

/** What came of it, for the job that sends it. */
export type SendOutcome =
  | DeliveryResult
  /** Its endpoint was removed or switched off meanwhile. */
  | { readonly kind: 'dropped' }
  /** Too many messages of this owner lately: nobody's fault. */
  | { readonly kind: 'paced'; readonly retryAfterMs: number };

export interface AlertSender {
  /**
   * Sends a delivery once. One that was delivered before is not sent again.
   *
   * @param last whether a failure ends it
   */
  send(deliveryId: string, last: boolean, signal: AbortSignal): Promise<SendOutcome>;
  close(): void;
}

interface SenderParts {
  readonly config: Config;
  readonly pool: Pool;
  readonly outgoing: Outgoing;
  readonly rates: RateLimiter;
  readonly metrics: Metrics;
  readonly log: Logger;
}

interface DeliveryRow {
  readonly id: string;
  readonly payload: string;
  readonly delivered_at: Date | null;
  readonly last_status: number | null;
  /** Of a person's mail: whether it still is their confirmed sign-in address. */
  readonly confirmed: boolean;
}

const TIMEOUT_MS = 15_000;
/** Deliveries given up in a row, after which an endpoint counts as dead. */
const MAX_FAILURES = 20;

const findSql = `
select d.id, d.payload, d.delivered_at, d.last_status, d.endpoint_id,
  exists (select from "user" u where u.id = e.owner and u.email = e.address and u.email_verified) as confirmed
from alert_deliveries d join alert_endpoints e on e.id = d.endpoint_id where d.id = $1`;

/** Noted before it is sent: an attempt that its process did not survive was one. */
const beginSql = 'update alert_deliveries set attempts = attempts + 1 where id = $1';
const deliveredSql = `
with d as (
  update alert_deliveries set delivered_at = now(), last_status = $2, last_error = null where id = $1 returning endpoint_id
)
update alert_endpoints e set last_success_at = now(), failures = 0 from d where e.id = d.endpoint_id`;
const failedSql = 'update alert_deliveries set last_status = $2, last_error = $3 where id = $1';
const droppedSql = 'update alert_deliveries set dropped_at = now() where id = $1';
const disableSql = `
update alert_endpoints set state = 'disabled', reason = $2, version = version + 1 where id = $1 and state = 'active'`;
const gaveUpSql = `
update alert_endpoints set failures = failures + 1, version = version + (failures + 1 >= $2)::int,
  state = case when failures + 1 >= $2 then 'disabled' else state end,
  reason = case when failures + 1 >= $2 then 'failing' else reason end
where id = $1 and state = 'active' returning state`;

const noteSql = `
insert into alert_changes (endpoint_id, scope, actor, action, detail) select id, scope, 'system', 'disabled', reason
from alert_endpoints where id = $1 and state = 'disabled'`;

export const createAlertSender = (
  { config, pool, outgoing, rates, metrics, log }: SenderParts,
  timeoutMs: number = TIMEOUT_MS,
): AlertSender => {
  const mailer = config.mail ? createMailer(config.mail) : undefined;

  const dispatch = async (
    { id, payload }: DeliveryRow,
    target: AlertTarget,
    lang: string,
    signal: AbortSignal,
  ): Promise<DeliveryResult> => {
    const post = (url: string, headers: Record<string, string>, body: string, gone: number[]) =>
      postAlert(outgoing, { url, headers, body, gone, timeoutMs, signal });
    if (target.kind === 'webhook') {
      const headers = signWebhook(id, new Date(), payload, target.secrets);
      return post(target.url, headers, payload, [410]);
    }
    const text = describeAlert(JSON.parse(payload) as AlertPayload, lang);
    // Slack says 404 of a webhook that was removed.
    if (target.kind === 'slack') return post(target.url, {}, slackBody(text), [404, 410]);
    if (!mailer) return { kind: 'refused', code: 'mail_off', status: null };
    const settings = `${config.webUrl}/alerts`;
    return mailer.send({ ...mailBody(text, settings), to: target.to, id });
  };

  const disable = async (endpointId: string, reason: 'gone' | 'blocked'): Promise<void> => {
    const { rowCount } = await pool.query(disableSql, [endpointId, reason]);
    if (rowCount === 1) await pool.query(noteSql, [endpointId]);
  };

  const settle = async (
    delivery: DeliveryRow,
    endpoint: EndpointRow,
    result: DeliveryResult,
    last: boolean,
  ): Promise<void> => {
    metrics.alerts.inc({ kind: endpoint.kind, outcome: result.kind });
    if (result.kind === 'delivered') {
      await pool.query(deliveredSql, [delivery.id, result.status]);
      return;
    }
    await pool.query(failedSql, [delivery.id, result.status, result.code]);
    // Neither address nor answer: either may be a secret.
    log.info(
      { deliveryId: delivery.id, endpointId: endpoint.id, code: result.code, outcome: result.kind },
      'an alert was not delivered',
    );
    if (result.kind === 'refused' && result.disable) {
      await disable(endpoint.id, result.disable);
    } else if (result.kind === 'refused' || last) {
      const { rows } = await pool.query(gaveUpSql, [endpoint.id, MAX_FAILURES]);
      if (rows[0]?.state === 'disabled') await pool.query(noteSql, [endpoint.id]);
    }
  };

  return {
    send: async (deliveryId, last, signal) => {
      const found = await pool.query<DeliveryRow & { endpoint_id: string }>(findSql, [deliveryId]);
      const delivery = found.rows[0];
      if (!delivery) return { kind: 'dropped' };
      // Its note was committed, the end of its job was not.
      if (delivery.delivered_at) return { kind: 'delivered', status: delivery.last_status };
      const endpoints = await pool.query<EndpointRow>(
        'select * from alert_endpoints where id = $1',
        [delivery.endpoint_id],
      );
      const endpoint = endpoints.rows[0];
      const target = endpoint && targetOf(endpoint, config);
      const own = endpoint?.kind === 'email' && endpoint.source === 'page';
      if (!endpoint || !target || endpoint.state !== 'active' || (own && !delivery.confirmed)) {
        if (endpoint && own && !delivery.confirmed) await disable(endpoint.id, 'blocked');
        await pool.query(droppedSql, [deliveryId]);
        return { kind: 'dropped' };
      }
      const whose = endpoint.scope === 'operators' ? 'operators' : `mine:${endpoint.owner}`;
      const pace = await rates.take(`alerts:${whose}`, { perMinute: ALERTS_PER_MINUTE });
      if (!pace.allowed) return { kind: 'paced', retryAfterMs: pace.retryAfterSeconds * 1_000 };
      await pool.query(beginSql, [deliveryId]);
      const result = await dispatch(delivery, target, endpoint.lang, signal);
      await settle(delivery, endpoint, result, last);
      return result;
    },
    close: () => mailer?.close(),
  };
};
