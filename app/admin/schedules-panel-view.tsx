'use client';

import { ScheduleTable } from '#components/admin/schedule-table';
import { useMessages } from '#components/messages';
import { Link } from '#components/ui/link';
import { Panel } from '#components/ui/panel';
import { may, type Role } from '#contracts/roles';
import type { Schedule, ScheduleList } from '#contracts/schedules';
import { jobHref } from '../_lib/jobs-api';
import { readSchedules, triggerSchedule } from '../schedules/schedules-api';
import { usePolled } from './use-polled';

/** Between two reads, in milliseconds: a schedule does nothing faster that is worth it here. */
const ASK_EVERY_MS = 10_000;

interface SchedulesPanelProps {
  role: Role;
  start: { readonly readAt: number; readonly schedules: ScheduleList | null };
  onSaid: (text: string) => void;
}

/** The schedules in short. */
export function SchedulesPanel({ role, start, onSaid }: SchedulesPanelProps) {
  const { schedules: words, admin, locale } = useMessages();
  const { readAt, schedules } = start;
  const list = usePolled(
    'schedules',
    (signal) => readSchedules(locale, signal),
    ASK_EVERY_MS,
    schedules && { key: 'schedules', value: schedules, readAt },
  );
  const run = async ({ name }: Schedule) => {
    try {
      const { data } = await triggerSchedule(name);
      const { started, waiting } = { started: words.done.run, waiting: words.done.waits };
      onSaid({ started, waiting }[data.outcome as 'started'] ?? words.done.busy);
    } catch (error) {
      onSaid(words.failed((error as Error).message));
    }
    await list.refresh();
  };
  if (!list.value) return null;
  return (
    <Panel
      title={words.title}
      aside={list.value.enabled ? undefined : words.off}
      tools={
        <Link className="textlink" href="/schedules">
          {admin.schedules.all}
        </Link>
      }
      flush
    >
      <ScheduleTable
        schedules={list.value.schedules}
        href="/schedules"
        jobHref={jobHref}
        onRun={may(role, 'run-schedules') ? (schedule) => void run(schedule) : null}
      />
    </Panel>
  );
}
