'use client';

import type { FailureDetail } from '#contracts/admin';
import { Moment } from '../job-time';
import { JsonTree } from '../json-tree';
import { useMessages } from '../messages';
import { Link } from '../ui/link';
import { Panel } from '../ui/panel';
import { InputDiff } from './input-diff';

interface FailureDetailProps {
  detail: FailureDetail;
  jobHref: (id: string) => string;
}

/** The latest failed job, and in what it differs from one that went well. */
export function FailureSample({ detail, jobHref }: FailureDetailProps) {
  const { failure: words } = useMessages().admin;
  const { sample, lastGood, payloads } = detail;
  return (
    <Panel
      title={payloads && lastGood ? words.diff : words.input}
      tools={
        <>
          <Link className="textlink" href={jobHref(sample.jobId)}>
            {words.sample}
          </Link>
          {lastGood && (
            <Link className="textlink" href={jobHref(lastGood.jobId)}>
              {words.goodRun}
            </Link>
          )}
        </>
      }
    >
      {sample.error && (
        <p className="failuretext" dir="auto">
          {sample.error.message}
        </p>
      )}
      {!payloads && <p className="note">{words.noPayloads}</p>}
      {payloads && lastGood && <InputDiff good={lastGood.input} bad={sample.input} />}
      {payloads && !lastGood && (
        <>
          <p className="note">{words.noGood}</p>
          <JsonTree value={sample.input} label={words.input} />
        </>
      )}
    </Panel>
  );
}

/** The latest jobs of the group, and which of them were tried again. */
export function FailureJobs({ detail, jobHref }: FailureDetailProps) {
  const { failure: words } = useMessages().admin;
  const { columns } = words;
  return (
    <Panel title={words.jobs} flush>
      <div className="tablewrap">
        <table className="datatable cards failurejobs">
          <caption className="sr">{words.jobs}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.job}</th>
              <th scope="col">{columns.user}</th>
              <th scope="col">{columns.failed}</th>
              <th scope="col">{columns.retry}</th>
            </tr>
          </thead>
          <tbody>
            {detail.jobs.map(({ jobId, userId, finishedAt, retryId }) => (
              <tr key={jobId}>
                <td>
                  <Link href={jobHref(jobId)}>
                    <bdi className="mono xs">{jobId.split('~').at(-1)}</bdi>
                  </Link>
                </td>
                <td data-l={columns.user}>
                  <bdi className="mono xs">{userId}</bdi>
                </td>
                <td data-l={columns.failed}>
                  <Moment at={finishedAt} />
                </td>
                <td data-l={columns.retry}>
                  {retryId === null ? (
                    <span className="subtle">{words.notRetried}</span>
                  ) : (
                    <Link href={jobHref(retryId)}>
                      <bdi className="mono xs">{retryId.split('~').at(-1)}</bdi>
                    </Link>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}
