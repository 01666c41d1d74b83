'use client';

import { useCallback } from 'react';
import { OperateNav } from '#components/admin/operate-nav';
import { useMessages } from '#components/messages';
import { may, type Role } from '#contracts/roles';
import type { ScheduleHistory, ScheduleList } from '#contracts/schedules';
import { operatePlaces } from '../admin/operate-places';
import { ScheduleView } from './schedule-view';
import { readSchedules } from './schedules-api';
import { useRefreshed } from './use-refreshed';

interface SchedulesViewProps {
  initial: ScheduleList;
  histories: Readonly<Record<string, ScheduleHistory>>;
  locale: string;
  /** Of the job types. */
  titles: Readonly<Record<string, string>>;
  role: Role;
}

/** Every schedule, with what its viewer may do to it. */
export function SchedulesView(props: SchedulesViewProps) {
  const { initial, histories, locale, titles, role } = props;
  const { schedules: words } = useMessages();
  const read = useCallback((signal: AbortSignal) => readSchedules(locale, signal), [locale]);
  const { value: list, stale, refresh } = useRefreshed(initial, read);
  const notice = stale
    ? words.stale
    : !list.enabled
      ? words.off
      : list.isRunning
        ? null
        : words.noWorker;
  return (
    <>
      <OperateNav current="schedules" places={operatePlaces(role)} />
      <div className="pagehead">
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
      </div>
      <p className="schedulenotice" role="status">
        {notice}
      </p>
      <div className="schedules">
        {list.schedules.map((schedule) => (
          <ScheduleView
            key={schedule.name}
            schedule={schedule}
            title={titles[schedule.type] ?? schedule.name}
            initialHistory={histories[schedule.name] ?? { slots: [], changes: [] }}
            mayRun={may(role, 'run-schedules')}
            mayEdit={may(role, 'edit-schedules')}
            onChange={refresh}
          />
        ))}
      </div>
    </>
  );
}
