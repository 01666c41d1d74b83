import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { operatorAlertEvents } from '#contracts/alert-events';
import type { Config } from '../config';
import { SYSTEM_OWNER } from '../schedules/schedule-row';

/** Where a message goes, with what it is signed; nothing of it may reach a log. */
export type AlertTarget =
  | { readonly kind: 'webhook'; readonly url: string; readonly secrets: readonly string[] }
  | { readonly kind: 'slack'; readonly url: string }
  | { readonly kind: 'email'; readonly to: readonly string[] };

interface ConfiguredEndpoint {
  readonly id: string;
  readonly target: AlertTarget;
}

/** The operators' endpoints that the environment names. */
export const configuredEndpoints = ({ alerts, mail }: Config): readonly ConfiguredEndpoint[] => {
  const { webhook, slackUrl, emailTo } = alerts;
  return [
    ...(webhook
      ? [
          {
            id: 'config-webhook',
            target: { kind: 'webhook', url: webhook.url, secrets: [webhook.secret] },
          } as const,
        ]
      : []),
    ...(slackUrl
      ? [{ id: 'config-slack', target: { kind: 'slack', url: slackUrl } } as const]
      : []),
    ...(mail && emailTo.length > 0
      ? [{ id: 'config-email', target: { kind: 'email', to: emailTo } } as const]
      : []),
  ];
};

/** Of what is kept only a digest stands in the row: it tells whether configuration has changed since. */
const digestOf = (target: AlertTarget): string =>
  createHash('sha256').update(JSON.stringify(target)).digest('base64url');

const upsertSql = `
insert into alert_endpoints as e (id, scope, owner, source, kind, url, events)
values ($1, 'operators', '${SYSTEM_OWNER}', 'config', $2, $3, $4)
on conflict (id) do update set url = excluded.url, events = excluded.events, kind = excluded.kind,
  state = 'active', reason = null, failures = 0, active_since = now(), version = e.version + 1
where (e.url, e.events) is distinct from (excluded.url, excluded.events)`;

/** Writes what the environment names, and forgets what it names no longer. Safe to repeat, by however many. */
export const syncConfiguredEndpoints = async (pool: Pool, config: Config): Promise<void> => {
  const wanted = configuredEndpoints(config);
  for (const { id, target } of wanted) {
    await pool.query(upsertSql, [id, target.kind, digestOf(target), [...operatorAlertEvents]]);
  }
  await pool.query(
    `delete from alert_endpoints where source = 'config' and not (id = any($1::text[]))`,
    [wanted.map(({ id }) => id)],
  );
};
