'use client';

import type { ProcessState, SocketProcess, Worker } from '#contracts/admin';
import { typeTitle } from '../job-text';
import { useMessages } from '../messages';
import { StateGlyph } from '../state-glyph';
import { Button } from '../ui/button';
import { Link } from '../ui/link';
import { Panel } from '../ui/panel';
import { Slots } from './slots';

/** Of a worker's jobs, named in its row. */
const NAMED_JOBS = 1;
const MIB = 1024 * 1024;
const SECOND_MS = 1_000;
/** Silent for longer, in milliseconds: the same as in the contract of `ProcessState`. */
const STALE_MS = 30 * SECOND_MS;
const OFFLINE_MS = 90 * SECOND_MS;

interface WorkerTableProps {
  workers: readonly Worker[];
  /** Null while nobody knows. */
  expected: number | null;
  sockets: readonly SocketProcess[];
  /** The server's time, in milliseconds since 1970: heartbeats are by its clock. */
  nowMs: number;
  jobHref: (id: string) => string;
  /** Null: may not; the reason is said. */
  onWish: ((worker: Worker, wish: 'drain' | 'resume') => void) | null;
}

/** Processes that run jobs, and how long ago each was heard. */
export function WorkerTable(props: WorkerTableProps) {
  const { workers, expected, sockets, ...row } = props;
  const { admin } = useMessages();
  const { workers: words } = admin;
  const { columns } = words;
  const up = workers.filter(({ state }) => state === 'up').length;
  const open = sockets.reduce((sum, one) => sum + one.sockets, 0);
  return (
    <Panel
      title={words.title}
      className="anchored"
      aside={
        <bdi>
          {words.up(up, expected)}
          {sockets.length > 0 && ` · ${words.sockets(sockets.length, open)}`}
        </bdi>
      }
      flush
    >
      {workers.length === 0 ? (
        <p className="note nothing">{words.none}</p>
      ) : (
        <div className="tablewrap">
          <table className="datatable cards workers">
            <caption className="sr">{words.title}</caption>
            <thead>
              <tr>
                <th scope="col">{columns.worker}</th>
                <th scope="col">{columns.slots}</th>
                <th scope="col">{columns.jobs}</th>
                <th scope="col" className="num">
                  {columns.memory}
                </th>
                <th scope="col" className="num">
                  {columns.beat}
                </th>
                <th scope="col">
                  <span className="sr">{columns.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {workers.map((worker) => (
                <Row key={worker.id} worker={worker} {...row} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

/** Silence goes on between two pulses: a worker is as stale as its heartbeat is old, or as the server says. */
const stateOf = ({ state }: Worker, silentMs: number): ProcessState => {
  if (state === 'offline' || silentMs > OFFLINE_MS) return 'offline';
  return state === 'stale' || silentMs > STALE_MS ? 'stale' : 'up';
};

interface RowProps extends Pick<WorkerTableProps, 'nowMs' | 'jobHref' | 'onWish'> {
  worker: Worker;
}

function Row({ worker, nowMs, jobHref, onWish }: RowProps) {
  const { admin, time } = useMessages();
  const { workers: words, roles } = admin;
  const { columns } = words;
  const silentMs = Math.max(0, nowMs - Date.parse(worker.lastBeatAt));
  const state = stateOf(worker, silentMs);
  const wish = worker.draining ? 'resume' : 'drain';
  const why = onWish ? (state === 'offline' ? words.gone : undefined) : roles.onlyOperators;
  return (
    <tr data-worker={worker.id} data-process={state}>
      <td>
        <bdi className="mono rowtitle">{`${worker.host}:${worker.pid}`}</bdi>
        <span className="sub">
          <bdi className="mono">{worker.version}</bdi>
          {' · '}
          <span title={worker.types.join(', ')}>{words.types(worker.types.length)}</span>
          {worker.draining && ` · ${words.draining(worker.slots.used)}`}
        </span>
      </td>
      <td data-l={columns.slots}>
        <Slots used={worker.slots.used} total={worker.slots.total} />
      </td>
      <td data-l={columns.jobs}>
        <Jobs ids={worker.jobs} used={worker.slots.used} jobHref={jobHref} />
      </td>
      <td className="num" data-l={columns.memory}>
        <bdi>{words.memory(Math.round(worker.memoryBytes / MIB))}</bdi>
      </td>
      <td className="num" data-l={columns.beat}>
        <span className="beat">
          {state === 'offline' && <StateGlyph state="failed" />}
          <bdi>{state === 'up' ? time.ago(silentMs) : time.age(silentMs)}</bdi>
          {state !== 'up' && <b className="medium">{words.states[state]}</b>}
        </span>
      </td>
      <td className="num acts">
        <Button
          size="sm"
          variant={worker.draining ? 'outline' : 'ghost'}
          title={why}
          aria-disabled={why ? true : undefined}
          aria-label={`${words.actions[wish]}: ${worker.host}:${worker.pid}`}
          onClick={() => !why && onWish?.(worker, wish)}
        >
          {words.actions[wish]}
        </Button>
      </td>
    </tr>
  );
}

interface JobsProps {
  ids: readonly string[];
  used: number;
  jobHref: (id: string) => string;
}

/** A job's id names its type: no row has to be asked for. */
function Jobs({ ids, used, jobHref }: JobsProps) {
  const texts = useMessages();
  const { workers: words } = texts.admin;
  if (ids.length === 0) return <span className="subtle">{words.noJobs}</span>;
  return (
    <span className="workerjobs">
      {ids.slice(0, NAMED_JOBS).map((id) => (
        <Link key={id} href={jobHref(id)}>
          {typeTitle(texts, id.split('~')[1] ?? id)}
        </Link>
      ))}
      {used > NAMED_JOBS && <span className="muted">{words.moreJobs(used - NAMED_JOBS)}</span>}
    </span>
  );
}
