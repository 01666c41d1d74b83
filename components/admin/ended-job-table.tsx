'use client';

import type { EndedJob } from '#contracts/admin';
import { typeTitle } from '../job-text';
import { Moment } from '../job-time';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import { Link } from '../ui/link';

interface EndedJobTableProps {
  jobs: readonly EndedJob[];
  jobHref: (id: string) => string;
}

/** Everybody's jobs that have ended, as they ended. */
export function EndedJobTable({ jobs, jobHref }: EndedJobTableProps) {
  const texts = useMessages();
  const { admin, time } = texts;
  const { ended: words, charts } = admin;
  const { columns } = words;
  const duration = (ms: number | null) => (ms === null ? charts.unknown : time.duration(ms));
  return (
    <div className="tablewrap">
      <table className="datatable cards endedjobs">
        <caption className="sr">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.job}</th>
            <th scope="col">{columns.state}</th>
            <th scope="col">{columns.user}</th>
            <th scope="col" className="num">
              {columns.waited}
            </th>
            <th scope="col" className="num">
              {columns.ran}
            </th>
            <th scope="col" className="num">
              {columns.ended}
            </th>
          </tr>
        </thead>
        <tbody>
          {jobs.map((job) => (
            <tr key={job.jobId}>
              <td>
                <span className="rowtitle">
                  <Link href={jobHref(job.jobId)}>{typeTitle(texts, job.type)}</Link>
                </span>
                <bdi className="mono id">{job.jobId.split('~').at(-1)}</bdi>
              </td>
              <td data-l={columns.state}>
                <span>
                  <StateBadge state={job.status} />
                  {job.error && (
                    <span className="sub" dir="auto">
                      {job.error.message}
                    </span>
                  )}
                </span>
              </td>
              <td data-l={columns.user}>
                <bdi className="mono xs">{job.userId}</bdi>
              </td>
              <td className="num" data-l={columns.waited}>
                <bdi>{duration(job.waitedMs)}</bdi>
              </td>
              <td className="num" data-l={columns.ran}>
                <bdi>{duration(job.ranMs)}</bdi>
              </td>
              <td className="num" data-l={columns.ended}>
                <Moment at={job.finishedAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
