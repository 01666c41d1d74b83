'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { AuditTable } from '#components/admin/audit-table';
import { FailureTable } from '#components/admin/failure-table';
import { HealthStrip } from '#components/admin/health-strip';
import { LatencyChart } from '#components/admin/latency-chart';
import { OperateNav } from '#components/admin/operate-nav';
import type { OverviewChartProps } from '#components/admin/overview-chart';
import { QueueTable } from '#components/admin/queue-table';
import { RangePicker } from '#components/admin/range-picker';
import { widerOf } from '#components/admin/stretch';
import { ThroughputChart } from '#components/admin/throughput-chart';
import { WishDialog } from '#components/admin/wish-dialogs';
import { WorkerTable } from '#components/admin/worker-table';
import { useClock } from '#components/charts/clock';
import { ServerNow, useNow } from '#components/job-time';
import { useMessages } from '#components/messages';
import { Link } from '#components/ui/link';
import { Panel } from '#components/ui/panel';
import type { Overview } from '#contracts/admin';
import { may, type Role } from '#contracts/roles';
import { jobHref } from '../_lib/jobs-api';
import { auditHref } from './audit-href';
import type { DashboardStart } from './dashboard-start';
import { Freshness, NothingRead } from './freshness-view';
import { operatePlaces } from './operate-places';
import { SchedulesPanel } from './schedules-panel-view';
import { TypeSelect } from './type-select-view';
import { useAddress } from './use-address';
import { useDashboard } from './use-dashboard';
import { useTrends } from './use-trends';
import { useWishes } from './use-wishes';

interface AdminViewProps {
  role: Role;
  start: DashboardStart;
}

/** The operators' page: how things are, how they went, what failed, and the hands on the taps. */
export function AdminView({ role, start }: AdminViewProps) {
  const { admin: words } = useMessages();
  const router = useRouter();
  const address = useAddress();
  const board = useDashboard(address, start);
  const { overview, failures, audit, now } = board;
  const { health, queues, workers } = now;
  const trends = useTrends(overview.value, now);
  const wishes = useWishes(board.refreshAfter);
  const operates = may(role, 'operate');
  const wider = widerOf(address.stretch);
  const widen = () => wider && address.change({ stretch: { range: wider } });
  const nowMs = useNow() + now.offsetMs;
  return (
    <ServerNow serverNow={start.readAt}>
      <OperateNav current="overview" places={operatePlaces(role)} />
      <div className="pagehead adminhead">
        <h1>{words.title}</h1>
        <Freshness parts={board.parts} onRetry={board.refreshAll} />
        <span className="xs" role="status">
          {wishes.said}
        </span>
        <span className="push cluster">
          <TypeSelect type={address.type} onChange={(type) => address.change({ type })} />
          <RangePicker
            stretch={address.stretch}
            zone={address.zone}
            onChange={(stretch) => address.change({ stretch })}
            onZone={(zone) => address.change({ zone })}
          />
        </span>
      </div>
      {overview.value && health ? (
        <>
          <HealthStrip health={health} trends={trends} jobHref={jobHref} />
          <Charts
            overview={overview.value}
            zone={address.zone}
            busy={overview.busy}
            wider={
              wider && { label: words.range.widen(words.range.presets[wider]), onPress: widen }
            }
            onOpen={(from, to) => router.push(jobsHref(from, to, address.type))}
          />
        </>
      ) : (
        <NothingRead failure={overview.failure} onRetry={board.refreshAll} />
      )}
      <div className="sections">
        <div id="failures">
          {failures.value && (
            <FailureTable
              list={failures.value}
              hrefOf={({ fingerprint }) => `/admin/failures/${fingerprint}`}
              onOpen={({ fingerprint }) => router.push(`/admin/failures/${fingerprint}`)}
              onWish={
                operates ? (group, wish) => wishes.ask({ of: 'failures', group, wish }) : null
              }
            />
          )}
        </div>
        <div id="queues">
          {queues && (
            <QueueTable
              queues={queues}
              onWish={operates ? (queue, wish) => wishes.ask({ of: 'queue', queue, wish }) : null}
            />
          )}
        </div>
        <div className="cols">
          <SchedulesPanel role={role} start={start} onSaid={wishes.say} />
          <div id="workers">
            {workers && (
              <WorkerTable
                {...workers}
                nowMs={nowMs}
                jobHref={jobHref}
                onWish={
                  operates ? (worker, wish) => wishes.ask({ of: 'worker', worker, wish }) : null
                }
              />
            )}
          </div>
        </div>
        {audit.value && (
          <Panel
            title={words.audit.title}
            tools={
              <Link className="textlink" href="/admin/audit">
                {words.audit.all}
              </Link>
            }
            flush
          >
            <AuditTable entries={audit.value.entries} hrefOf={auditHref} />
          </Panel>
        )}
      </div>
      {wishes.wish && (
        <WishDialog
          wish={wishes.wish}
          waiting={wishes.waiting}
          problem={wishes.problem}
          onConfirm={wishes.confirm}
          onClose={wishes.close}
        />
      )}
    </ServerNow>
  );
}

const jobsHref = (fromMs: number, toMs: number, type: string): string => {
  const stretch = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
  return `/admin/jobs?${new URLSearchParams({ ...stretch, ...(type === '' ? {} : { type }) })}`;
};

interface ChartsProps {
  overview: Overview;
  zone: 'local' | 'utc';
  busy: boolean;
  wider: OverviewChartProps['wider'];
  onOpen: (fromMs: number, toMs: number) => void;
}

/** Side by side under one cross-hair: what was slow when things failed. */
function Charts({ overview, zone, onOpen, ...rest }: ChartsProps) {
  const [at, setAt] = useState<number | null>(null);
  const { buckets, bucketMs } = overview;
  const clock = useClock(zone, buckets.length * bucketMs, bucketMs);
  const here = at !== null && at < buckets.length ? at : null;
  const shared = { overview, clock, at: here, onMove: setAt, ...rest };
  return (
    <div className="cols charts">
      <ThroughputChart {...shared} onOpen={onOpen} />
      <LatencyChart {...shared} />
    </div>
  );
}
