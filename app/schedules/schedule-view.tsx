'use client';

import { useCallback, useState } from 'react';
import { useMessages } from '#components/messages';
import { ScheduleFacts } from '#components/schedules/schedule-facts';
import {
  ScheduleForm,
  type ScheduleTime,
  type TimeProblems,
} from '#components/schedules/schedule-form';
import { ScheduleHistory } from '#components/schedules/schedule-history';
import { StateBadge } from '#components/state-badge';
import { Button } from '#components/ui/button';
import { Panel } from '#components/ui/panel';
import type { ScheduleHistory as History, Schedule, ScheduleAction } from '#contracts/schedules';
import { jobHref } from '../_lib/jobs-api';
import type { ReadFailure } from '../_lib/read-json';
import { actOnSchedule, editSchedule, readHistory, triggerSchedule } from './schedules-api';
import { useRefreshed } from './use-refreshed';

interface ScheduleViewProps {
  schedule: Schedule;
  title: string;
  initialHistory: History;
  mayRun: boolean;
  mayEdit: boolean;
  onChange: () => Promise<void>;
}

/** One schedule: its time in words, what comes, what was, and the buttons. */
export function ScheduleView(props: ScheduleViewProps) {
  const { schedule, title, initialHistory, mayRun, mayEdit, onChange } = props;
  const { schedules: words } = useMessages();
  const { name, cron, timezone, version, paused, edited, declared } = schedule;
  const read = useCallback((signal: AbortSignal) => readHistory(name, signal), [name]);
  const { value: history, refresh } = useRefreshed(initialHistory, read);
  const [said, setSaid] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [editing, setEditing] = useState(false);
  const renew = () => Promise.all([refresh(), onChange()]);

  const act = async (work: () => Promise<string>) => {
    setBusy(true);
    const text = await work().catch((error: Error) => words.failed(error.message));
    await renew();
    setSaid(text);
    setBusy(false);
  };
  const run = async () => {
    const { data } = await triggerSchedule(name);
    if (data.outcome === 'started') return words.done.run;
    return data.outcome === 'waiting' ? words.done.waits : words.done.busy;
  };
  const does = (action: ScheduleAction) =>
    act(async () => {
      await actOnSchedule(name, action);
      return words.done[action];
    });
  const save = async (time: ScheduleTime): Promise<TimeProblems | null> => {
    try {
      await editSchedule(name, { ...time, version });
    } catch (error) {
      const { code, message } = error as ReadFailure;
      const field = /^(cron|timezone): (.*)$/s.exec(message);
      if (code === 'invalid_input' && field) return { [field[1] as 'cron']: field[2] as string };
      return { other: words.failed(message) };
    }
    await renew();
    setEditing(false);
    setSaid(words.done.edit);
    return null;
  };

  return (
    <Panel
      title={title}
      aside={
        <span className="cluster">
          <span>{schedule.description}</span>
          <code dir="ltr">{cron}</code>
          <span>{timezone}</span>
        </span>
      }
      tools={<Health schedule={schedule} />}
    >
      <div className="scheduleacts cluster">
        {mayRun && (
          <>
            <Button size="sm" waiting={busy} onClick={() => act(run)}>
              {words.actions.run}
            </Button>
            <Button
              variant="outline"
              size="sm"
              waiting={busy}
              onClick={() => does(paused ? 'resume' : 'pause')}
            >
              {paused ? words.actions.resume : words.actions.pause}
            </Button>
          </>
        )}
        {mayRun && schedule.nextRuns.length > 0 && (
          <Button variant="outline" size="sm" waiting={busy} onClick={() => does('skip-next')}>
            {words.actions.skip}
          </Button>
        )}
        {mayEdit && (
          <Button variant="outline" size="sm" onClick={() => setEditing(!editing)}>
            {words.actions.edit}
          </Button>
        )}
        {mayEdit && edited && (
          <Button variant="outline" size="sm" waiting={busy} onClick={() => does('reset')}>
            {words.actions.reset}
          </Button>
        )}
        <span className="xs muted" role="status">
          {said}
        </span>
      </div>
      {edited && (
        <p className="xs muted">
          {words.edited(`\u2066${declared.cron} ${declared.timezone}\u2069`)}
        </p>
      )}
      {editing && (
        <ScheduleForm time={{ cron, timezone }} onSave={save} onCancel={() => setEditing(false)} />
      )}
      <ScheduleFacts schedule={schedule} jobHref={jobHref} />
      <ScheduleHistory history={history} jobHref={jobHref} />
    </Panel>
  );
}

function Health({ schedule }: { schedule: Schedule }) {
  const { schedules: words } = useMessages();
  if (!schedule.healthy) {
    return (
      <span title={words.criticalHint(schedule.stats.consecutiveFailures)}>
        <StateBadge state="failed" tint>
          {words.health.critical}
        </StateBadge>
      </span>
    );
  }
  if (schedule.paused) {
    return (
      <StateBadge state="paused" tint>
        {words.paused}
      </StateBadge>
    );
  }
  return (
    <StateBadge state="completed" tint>
      {words.health.ok}
    </StateBadge>
  );
}
