'use client';

import { useSearchParams } from 'next/navigation';
import { EndedJobTable } from '#components/admin/ended-job-table';
import { OperateNav } from '#components/admin/operate-nav';
import { useMessages } from '#components/messages';
import { Empty } from '#components/ui/empty';
import { Link } from '#components/ui/link';
import type { EndedJob } from '#contracts/admin';
import { type TerminalStatus, terminalStatuses } from '#contracts/job-status';
import type { Role } from '#contracts/roles';
import { jobHref } from '../../_lib/jobs-api';
import { apiQuery, pageQuery, readAddress } from '../address';
import { readEndedJobs } from '../admin-api';
import { Freshness, NothingRead } from '../freshness-view';
import { MoreRows } from '../more-rows-view';
import { operatePlaces } from '../operate-places';
import { TypeSelect } from '../type-select-view';
import { type Page, usePages } from '../use-pages';

const PAGE_ROWS = 50;

const readPage = async (query: string, signal?: AbortSignal): Promise<Page<EndedJob>> => {
  const { jobs, nextCursor } = await readEndedJobs(query, signal);
  return { rows: jobs, nextCursor };
};

/** What stands behind a bar of the overview: the jobs that ended then, whosoever they are. */
export function EndedJobsView({ role }: { role: Role }) {
  const { admin, time } = useMessages();
  const { ended: words } = admin;
  const params = useSearchParams();
  const address = readAddress(params);
  const { stretch, zone, type } = address;
  const status = terminalStatuses.find((one) => one === params.get('status')) ?? '';
  const query = `${apiQuery(address)}${status && `&status=${status}`}&limit=${PAGE_ROWS}`;
  const pages = usePages(query, readPage, ({ jobId }) => jobId, null);
  const { first, rows } = pages;
  const change = (part: { type?: string; status?: TerminalStatus | '' }) => {
    const next = { status, type, ...part };
    const filter = next.status && `&status=${next.status}`;
    window.history.pushState(null, '', pageQuery({ ...address, type: next.type }) + filter);
  };
  return (
    <>
      <OperateNav current={null} places={operatePlaces(role)} />
      <p className="crumb">
        <Link href={`/admin${zone === 'utc' ? '?zone=utc' : ''}`}>{admin.nav.places.overview}</Link>
      </p>
      <div className="pagehead adminhead">
        <h1>{words.title}</h1>
        <Freshness parts={[first]} onRetry={() => void first.refresh()} />
        <span className="push cluster">
          <StatusSelect status={status} onChange={(one) => change({ status: one })} />
          <TypeSelect type={type} onChange={(one) => change({ type: one })} />
        </span>
        <p>
          <bdi>
            {'range' in stretch
              ? admin.range.presets[stretch.range]
              : words.between(time.moment(stretch.from, zone), time.moment(stretch.to, zone))}
          </bdi>
        </p>
      </div>
      {rows === null ? (
        <NothingRead failure={first.failure} onRetry={() => void first.refresh()} />
      ) : rows.length === 0 ? (
        <Empty level={2} title={status || type ? words.noneFits : words.none} />
      ) : (
        <section className="panel sections" aria-label={words.title} aria-busy={first.busy}>
          <EndedJobTable jobs={rows} jobHref={jobHref} />
        </section>
      )}
      <MoreRows {...pages} />
    </>
  );
}

interface StatusSelectProps {
  status: TerminalStatus | '';
  onChange: (status: TerminalStatus | '') => void;
}

function StatusSelect({ status, onChange }: StatusSelectProps) {
  const { admin, state } = useMessages();
  return (
    <select
      className="input typeselect"
      aria-label={admin.ended.status}
      value={status}
      onChange={({ target }) => onChange(target.value as TerminalStatus | '')}
    >
      <option value="">{admin.ended.anyStatus}</option>
      {terminalStatuses.map((one) => (
        <option key={one} value={one}>
          {state.words[one]}
        </option>
      ))}
    </select>
  );
}
