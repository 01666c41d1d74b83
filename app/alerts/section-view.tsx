'use client';

import { useCallback, useState } from 'react';
import { DeliveryTable } from '#components/alerts/delivery-table';
import { type EndpointDraft, EndpointForm } from '#components/alerts/endpoint-form';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { Panel } from '#components/ui/panel';
import { type AlertEvent, type AlertScope, MAX_ALERT_ENDPOINTS } from '#contracts/alert-events';
import type { AlertDelivery, AlertEndpoint, AlertEndpointList } from '#contracts/alerts';
import { jobHref } from '../_lib/jobs-api';
import { useRefreshed } from '../schedules/use-refreshed';
import { createEndpoint, readDeliveries, sendCode } from './alerts-api';
import { EndpointView } from './endpoint-view';
import { problemsOf } from './problems-of';

interface SectionViewProps {
  scope: AlertScope;
  events: readonly AlertEvent[];
  endpoints: readonly AlertEndpoint[];
  initialDeliveries: readonly AlertDelivery[];
  mail: AlertEndpointList['mail'];
  titles: Readonly<Record<string, string>>;
  locale: string;
  onChange: () => Promise<void>;
}

/** The endpoints of one scope, a form for another one, and what was sent lately. */
export function SectionView({
  scope,
  events,
  endpoints,
  initialDeliveries,
  mail,
  titles,
  locale,
  onChange,
}: SectionViewProps) {
  const { alerts: words } = useMessages();
  const read = useCallback((signal: AbortSignal) => readDeliveries(scope, signal), [scope]);
  const { value: deliveries, refresh } = useRefreshed(initialDeliveries, read);
  const [adding, setAdding] = useState(false);
  const [fresh, setFresh] = useState<{ id: string; secret: string } | null>(null);
  const renew = () => Promise.all([onChange(), refresh()]);
  const own = endpoints.filter(({ source }) => source === 'page');
  const full = own.length >= MAX_ALERT_ENDPOINTS;

  const add = async ({ url, ...draft }: EndpointDraft) => {
    try {
      const wanted = { ...draft, scope, lang: locale, types: [...draft.types] };
      const { endpoint, secret } = await createEndpoint({
        ...wanted,
        events: [...draft.events],
        ...(draft.kind === 'email' ? {} : { url }),
      });
      // Should the code not leave, the form below offers it again and says why.
      if (endpoint.state === 'unconfirmed') await sendCode(endpoint.id).catch(() => {});
      await renew();
      setFresh(secret === null ? null : { id: endpoint.id, secret });
      setAdding(false);
      return null;
    } catch (error) {
      return problemsOf(error, words.failed);
    }
  };
  const empty: EndpointDraft = {
    kind: 'webhook',
    url: '',
    name: '',
    events: scope === 'mine' ? ['job.failed'] : [...events],
    types: [],
  };
  const addButton = (
    <Button size="sm" waiting={full} onClick={() => setAdding(true)}>
      {words.add}
    </Button>
  );
  return (
    <>
      <Panel
        title={words[scope]}
        aside={scope === 'operators' ? words.operatorsHint : undefined}
        tools={!adding && endpoints.length > 0 ? addButton : undefined}
        flush
      >
        {full && <p className="note alertsfull">{words.full(MAX_ALERT_ENDPOINTS)}</p>}
        {adding && (
          <EndpointForm
            draft={empty}
            events={events}
            titles={titles}
            mail={mail}
            onSave={add}
            onCancel={() => setAdding(false)}
          />
        )}
        {endpoints.length === 0 && !adding && (
          <Empty title={words.empty.title} actions={addButton}>
            {words.empty.text}
          </Empty>
        )}
        {endpoints.length > 0 && (
          <ul className="endpoints">
            {endpoints.map((endpoint) => (
              <EndpointView
                key={endpoint.id}
                endpoint={endpoint}
                events={events}
                titles={titles}
                mail={mail}
                freshSecret={fresh?.id === endpoint.id ? fresh.secret : null}
                onSecret={(secret) =>
                  setFresh(secret === null ? null : { id: endpoint.id, secret })
                }
                onChange={renew}
              />
            ))}
          </ul>
        )}
      </Panel>
      {(endpoints.length > 0 || deliveries.length > 0) && (
        <Panel title={words.deliveries.title} flush>
          <DeliveryTable deliveries={deliveries} endpoints={endpoints} jobHref={jobHref} />
        </Panel>
      )}
    </>
  );
}
