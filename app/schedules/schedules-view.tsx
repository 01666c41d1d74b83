'use client';

import { useCallback } from 'react';
import { useMessages } from '#components/messages';
import type { ScheduleHistory, ScheduleList } from '#contracts/schedules';
import { ScheduleView } from './schedule-view';
import { readSchedules } from './schedules-api';
import { useRefreshed } from './use-refreshed';

interface SchedulesViewProps {
  initial: ScheduleList;
  histories: Readonly<Record<string, ScheduleHistory>>;
  locale: string;
  /** Of the job types. */
  titles: Readonly<Record<string, string>>;
  mayRun: boolean;
  mayEdit: boolean;
}

/** Every schedule, with what its viewer may do to it. */
export function SchedulesView(props: SchedulesViewProps) {
  const { initial, histories, locale, titles, mayRun, mayEdit } = props;
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
            mayRun={mayRun}
            mayEdit={mayEdit}
            onChange={refresh}
          />
        ))}
      </div>
    </>
  );
}
