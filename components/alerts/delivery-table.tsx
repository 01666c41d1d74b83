'use client';

import type { AlertDelivery, AlertEndpoint } from '#contracts/alerts';
import { Age, Countdown } from '../job-time';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import type { GlyphState } from '../state-glyph';
import { Link } from '../ui/link';

const glyphs: Readonly<Record<AlertDelivery['state'], GlyphState>> = {
  waiting: 'pending',
  retrying: 'retrying',
  delivered: 'completed',
  failed: 'failed',
  dropped: 'cancelled',
};

interface DeliveryTableProps {
  deliveries: readonly AlertDelivery[];
  endpoints: readonly AlertEndpoint[];
  jobHref: (id: string) => string;
}

/** What was sent lately, to whom, and what came of it. */
export function DeliveryTable({ deliveries, endpoints, jobHref }: DeliveryTableProps) {
  const { alerts } = useMessages();
  const { deliveries: words } = alerts;
  const byId = new Map(endpoints.map((one) => [one.id, one]));
  if (deliveries.length === 0) return <p className="note deliveriesempty">{words.empty}</p>;
  return (
    <div className="tablewrap">
      <table className="datatable cards deliveries">
        <thead>
          <tr>
            <th scope="col">{words.event}</th>
            <th scope="col">{words.to}</th>
            <th scope="col">{words.answer}</th>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.state}</th>
          </tr>
        </thead>
        <tbody>
          {deliveries.map((one) => (
            <DeliveryRow
              key={one.id}
              delivery={one}
              endpoint={byId.get(one.endpointId)}
              jobHref={jobHref}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DeliveryRowProps {
  delivery: AlertDelivery;
  endpoint: AlertEndpoint | undefined;
  jobHref: (id: string) => string;
}

function DeliveryRow({ delivery, endpoint, jobHref }: DeliveryRowProps) {
  const { alerts } = useMessages();
  const { deliveries: words } = alerts;
  const { subject, state, attempts, nextAttemptAt } = delivery;
  return (
    <tr>
      <td>
        <span className="rowtitle">
          <EventName delivery={delivery} />
        </span>
        {subject && (
          <span className="id mono" dir="ltr">
            {subject.includes('~') ? <Link href={jobHref(subject)}>{subject}</Link> : subject}
          </span>
        )}
      </td>
      <td data-l={words.to}>{endpoint && <bdi>{endpoint.name || endpoint.target}</bdi>}</td>
      <td data-l={words.answer}>
        <Answer delivery={delivery} />
        {attempts > 1 && <span className="muted">{words.attempts(attempts)}</span>}
      </td>
      <td data-l={words.when}>
        <Age at={delivery.createdAt} />
        {nextAttemptAt && (
          <span className="muted">
            {words.next} <Countdown until={nextAttemptAt} />
          </span>
        )}
      </td>
      <td>
        <StateBadge state={glyphs[state]}>{alerts.deliveryStates[state]}</StateBadge>
      </td>
    </tr>
  );
}

function EventName({ delivery: { event, causes } }: { delivery: AlertDelivery }) {
  const { alerts } = useMessages();
  const names: Readonly<Record<string, string>> = alerts.events;
  const single = event.replace(/\.digest$/, '');
  const name = names[single] ?? single;
  return single === event ? name : alerts.digest(name, causes);
}

function Answer({ delivery: { lastStatus, lastError } }: { delivery: AlertDelivery }) {
  const { alerts } = useMessages();
  const known: Readonly<Record<string, string>> = alerts.problems;
  if (lastError && known[lastError]) return <span>{known[lastError]}</span>;
  if (lastStatus !== null) return <span>{alerts.status(String(lastStatus))}</span>;
  return lastError ? <code>{lastError}</code> : <span className="muted">–</span>;
}
