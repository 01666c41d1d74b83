'use client';

import { OperateNav } from '#components/admin/operate-nav';
import { useMessages } from '#components/messages';
import { type AlertScope, jobAlertEvents, operatorAlertEvents } from '#contracts/alert-events';
import type { AlertDelivery, AlertEndpointList } from '#contracts/alerts';
import { may, type Role } from '#contracts/roles';
import { operatePlaces } from '../admin/operate-places';
import { useRefreshed } from '../schedules/use-refreshed';
import { readEndpoints } from './alerts-api';
import { SectionView } from './section-view';

interface AlertsViewProps {
  initial: AlertEndpointList;
  deliveries: Readonly<Record<AlertScope, readonly AlertDelivery[]>>;
  /** Of the job types. */
  titles: Readonly<Record<string, string>>;
  locale: string;
  role: Role;
}

const read = (signal: AbortSignal) => readEndpoints(signal);

/** Endpoints and what was sent to them; one's own, and for admins the operators'. */
export function AlertsView({ initial, deliveries, titles, locale, role }: AlertsViewProps) {
  const { alerts, schedules } = useMessages();
  const { value: list, stale, refresh } = useRefreshed(initial, read);
  const shared = { mail: list.mail, titles, locale, onChange: refresh };
  return (
    <>
      {may(role, 'see-operations') && <OperateNav current="alerts" places={operatePlaces(role)} />}
      <div className="pagehead">
        <h1>{alerts.title}</h1>
        <p>{alerts.lead}</p>
      </div>
      <p className="alertsnotice" role="status">
        {stale ? schedules.stale : null}
      </p>
      <div className="alertpage">
        <SectionView
          {...shared}
          scope="mine"
          events={jobAlertEvents}
          endpoints={list.mine}
          initialDeliveries={deliveries.mine}
        />
        {list.operators && (
          <SectionView
            {...shared}
            scope="operators"
            events={operatorAlertEvents}
            endpoints={list.operators}
            initialDeliveries={deliveries.operators}
          />
        )}
      </div>
    </>
  );
}
