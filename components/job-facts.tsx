'use client';

import type { JobHistory } from '#contracts/api';
import { CopyButton } from './copy-button';
import { drawnState, type ShownJob } from './job-text';
import { Moment } from './job-time';
import { JsonTree } from './json-tree';
import { useMessages } from './messages';
import { StateBadge } from './state-badge';

interface JobOverviewProps {
  job: ShownJob;
  history: JobHistory | null;
  /** Further facts, each a `.fact`. */
  children?: React.ReactNode;
}

/** Everything the ledger says about a job but its input, result and log. */
export function JobOverview({ job, history, children }: JobOverviewProps) {
  const { job: words, jobList } = useMessages();
  const { overview, meta } = words;
  const moment = (at: string | null) => (at === null ? overview.none : <Moment at={at} />);
  const code = (text: string) => <bdi className="mono">{text}</bdi>;
  const { engine } = job;
  const optional = [
    [overview.retryOf, job.retryOf],
    [overview.parent, job.parentId],
    [overview.trace, job.traceId],
    [overview.key, job.clientKey],
  ] as const;
  const facts: readonly (readonly [string, React.ReactNode])[] = [
    [overview.status, <StateBadge key="state" state={drawnState(job)} percent={50} />],
    ...(job.waitingFor === null
      ? []
      : [[overview.waits, jobList.waiting[job.waitingFor.reason]] as const]),
    [overview.type, code(job.type)],
    [overview.id, code(job.id)],
    [overview.created, moment(job.createdAt)],
    [overview.started, moment(job.startedAt)],
    [overview.finished, moment(job.finishedAt)],
    ...(job.runAt === null ? [] : [[overview.due, moment(job.runAt)] as const]),
    [overview.attempt, <bdi key="of">{meta.attemptOf(job.attempt, job.maxAttempts)}</bdi>],
    [overview.priority, history?.options.priority ?? overview.normal],
    ...(engine === null
      ? []
      : [
          [
            overview.engine,
            [engine.kind, engine.name, engine.model].filter(Boolean).join(', '),
          ] as const,
        ]),
    ...optional.flatMap(([name, text]) => (text === null ? [] : [[name, code(text)] as const])),
    [overview.rev, job.rev],
  ];
  return (
    <dl className="facts">
      {facts.map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      {children}
    </dl>
  );
}

/** What was asked for. */
export function JobInput({ history }: { history: JobHistory | null }) {
  const { input: words, tabs } = useMessages().job;
  if (history === null) return <p className="note">{words.none}</p>;
  const options = Object.keys(history.options).length > 0;
  return (
    <>
      <JsonTree value={history.input} label={tabs.input} />
      {options && (
        <section>
          <h3>{words.options}</h3>
          <JsonTree value={history.options} label={words.options} />
        </section>
      )}
      <div className="cluster">
        <CopyButton inline text={() => JSON.stringify(history.input, null, 2)}>
          {words.copy}
        </CopyButton>
      </div>
    </>
  );
}

/** Every change of state, as it was recorded. */
export function JobEvents({ history }: { history: JobHistory | null }) {
  const { job: words } = useMessages();
  const { events, timeline } = words;
  if (history === null) return <p className="note">{timeline.notLoaded}</p>;
  return (
    <table className="datatable cards changes">
      <caption className="sr">{events.caption}</caption>
      <thead>
        <tr>
          <th scope="col" className="num">
            {events.rev}
          </th>
          <th scope="col">{events.state}</th>
          <th scope="col">{events.at}</th>
          <th scope="col" className="num">
            {events.attempt}
          </th>
          <th scope="col">{events.detail}</th>
        </tr>
      </thead>
      <tbody>
        {history.changes.map(({ rev, status, at, attempt, actor, detail }) => (
          <tr key={rev}>
            <td className="num">{rev}</td>
            <td>
              <StateBadge state={status} percent={50} />
            </td>
            <td data-l={events.at}>
              <Moment at={at} />
            </td>
            <td className="num" data-l={events.attempt}>
              {attempt}
            </td>
            <td dir="auto">{[actor && events.by(actor), detail].filter(Boolean).join(': ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
