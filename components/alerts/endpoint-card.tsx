'use client';

import { Hash, Mail, Webhook } from 'lucide-react';
import type { ReactNode } from 'react';
import type { AlertEndpoint } from '#contracts/alerts';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import type { GlyphState } from '../state-glyph';

const icons = { webhook: Webhook, slack: Hash, email: Mail } as const;

const glyphs: Readonly<Record<AlertEndpoint['state'], GlyphState>> = {
  active: 'completed',
  disabled: 'paused',
  unconfirmed: 'scheduled',
};

interface EndpointCardProps {
  endpoint: AlertEndpoint;
  /** Titles of the job types. */
  titles: Readonly<Record<string, string>>;
  /** The buttons. */
  actions: ReactNode;
  /** What came of the last one. */
  said: ReactNode;
  /** Unfolded below: a form, a secret. */
  children?: ReactNode;
}

/** One endpoint: where it leads, what it hears of, and how it fares. */
export function EndpointCard({ endpoint, titles, actions, said, children }: EndpointCardProps) {
  const { alerts, time } = useMessages();
  const { kind, name, target, state, reason, events, types, lastSuccessAt } = endpoint;
  const Icon = icons[kind];
  const fromConfig = endpoint.source === 'config';
  return (
    <li className="endpoint">
      <div className="endpoint-head">
        <Icon className="i" aria-hidden="true" />
        <h3>
          <bdi>{name || alerts.kinds[kind]}</bdi>
        </h3>
        <span className="muted endpoint-target">
          <bdi>{target}</bdi>
        </span>
        <span className="push">
          <StateBadge state={glyphs[state]}>{alerts.states[state]}</StateBadge>
        </span>
      </div>
      <p className="xs muted endpoint-what">
        <span>{events.map((event) => alerts.events[event]).join(', ')}</span>
        <span>
          {types.length === 0
            ? alerts.allTypes
            : types.map((type) => titles[type] ?? type).join(', ')}
        </span>
        <span>
          {lastSuccessAt ? (
            <>
              {alerts.lastSuccess} <Age at={lastSuccessAt} />
            </>
          ) : (
            alerts.never
          )}
        </span>
        {fromConfig && <span>{alerts.fromConfig}</span>}
      </p>
      {state === 'disabled' && reason && reason !== 'owner' && (
        <p className="problem">{alerts.reasons[reason]}</p>
      )}
      {endpoint.previousSecretUntil && (
        <p className="xs muted">
          {alerts.secret.old(`\u2068${time.moment(endpoint.previousSecretUntil, 'utc')}\u2069`)}
        </p>
      )}
      <div className="cluster endpoint-acts">
        {actions}
        <span className="xs muted" role="status">
          {said}
        </span>
      </div>
      {children}
    </li>
  );
}
