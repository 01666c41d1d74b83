import type { AlertEvent, AlertKind, AlertScope } from '#contracts/alert-events';
import type { AlertEndpoint } from '#contracts/alerts';
import type { Config } from '../config';
import { type AlertTarget, configuredEndpoints } from './configured-endpoints';

/** An endpoint as its table keeps it. */
export interface EndpointRow {
  readonly id: string;
  readonly scope: AlertScope;
  readonly owner: string;
  readonly source: 'page' | 'config';
  readonly kind: AlertKind;
  readonly name: string;
  readonly url: string | null;
  readonly secret: string | null;
  readonly previous_secret: string | null;
  readonly previous_until: Date | null;
  readonly address: string | null;
  readonly code_hash: string | null;
  readonly code_until: Date | null;
  readonly code_tries: number;
  readonly events: AlertEvent[];
  readonly types: string[];
  readonly lang: string;
  readonly state: AlertEndpoint['state'];
  readonly reason: AlertEndpoint['reason'];
  readonly active_since: Date;
  readonly failures: number;
  readonly last_success_at: Date | null;
  readonly version: number;
  readonly created_at: Date;
}

const secretsOf = ({ secret, previous_secret: previous, previous_until: until }: EndpointRow) =>
  [secret, until && until.getTime() > Date.now() ? previous : null].flatMap((one) => one ?? []);

/** null: configuration names it no longer. */
export const targetOf = (row: EndpointRow, config: Config): AlertTarget | null => {
  if (row.source === 'config') {
    return configuredEndpoints(config).find(({ id }) => id === row.id)?.target ?? null;
  }
  if (row.kind === 'email') return { kind: 'email', to: row.address ? [row.address] : [] };
  const url = row.url ?? '';
  return row.kind === 'slack'
    ? { kind: 'slack', url }
    : { kind: 'webhook', url, secrets: secretsOf(row) };
};

const shownTarget = (target: AlertTarget | null): string => {
  if (target === null) return '';
  if (target.kind === 'email') return target.to.join(', ');
  return URL.canParse(target.url) ? new URL(target.url).origin : '';
};

const iso = (date: Date | null): string | null => date?.toISOString() ?? null;

export const viewEndpoint = (row: EndpointRow, config: Config): AlertEndpoint => ({
  id: row.id,
  scope: row.scope,
  source: row.source,
  kind: row.kind,
  name: row.name,
  target: shownTarget(targetOf(row, config)),
  events: row.events,
  types: row.types,
  state: row.state,
  reason: row.reason,
  lastSuccessAt: iso(row.last_success_at),
  previousSecretUntil:
    row.previous_until && row.previous_until.getTime() > Date.now()
      ? iso(row.previous_until)
      : null,
  version: row.version,
  createdAt: row.created_at.toISOString(),
});
