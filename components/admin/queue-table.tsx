'use client';

import { Ellipsis } from 'lucide-react';
import { useState } from 'react';
import type { Queue } from '#contracts/admin';
import { typeTitle } from '../job-text';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { StateBadge } from '../state-badge';
import { Button, TextButton } from '../ui/button';
import { Menu } from '../ui/menu';
import { Panel } from '../ui/panel';
import { Slots } from './slots';

/** Rows that are shown before the rest is asked for. */
const FIRST_ROWS = 6;

/** What somebody wants of a queue. */
export type QueueWish = 'pause' | 'resume' | 'limit';

interface QueueTableProps {
  queues: readonly Queue[];
  /** Null: may not; the reason is said. */
  onWish: ((queue: Queue, wish: QueueWish) => void) | null;
}

const isIdle = ({ waiting, active, delayed, paused }: Queue): boolean =>
  waiting + active + delayed === 0 && paused === null;

/** Each job type's line: what waits, what runs, and the hand on its tap. */
export function QueueTable({ queues, onWish }: QueueTableProps) {
  const { admin, time } = useMessages();
  const { queues: words } = admin;
  const [all, setAll] = useState(false);
  const rows = useSteadyOrder(queues);
  const busy = rows.filter((queue) => !isIdle(queue));
  const first = [...busy, ...rows.filter(isIdle)].slice(0, Math.max(FIRST_ROWS, busy.length));
  const shown = all ? rows : rows.filter((queue) => first.includes(queue));
  const { columns } = words;
  return (
    <Panel
      title={words.title}
      className="anchored"
      aside={<bdi>{words.shown(shown.length, rows.length)}</bdi>}
      tools={
        rows.length > first.length && (
          <TextButton aria-pressed={all} onClick={() => setAll(!all)}>
            {words.all(time.count(rows.length))}
          </TextButton>
        )
      }
      flush
    >
      <div className="tablewrap">
        <table className="datatable cards queues">
          <caption className="sr">{words.title}</caption>
          <thead>
            <tr>
              <th scope="col">{columns.queue}</th>
              <th scope="col" className="num">
                {columns.waiting}
              </th>
              <th scope="col">{columns.active}</th>
              <th scope="col" className="num">
                {columns.rate}
              </th>
              <th scope="col" className="num">
                {columns.oldest}
              </th>
              <th scope="col" className="num">
                {columns.drains}
              </th>
              <th scope="col">{columns.state}</th>
              <th scope="col">
                <span className="sr">{columns.actions}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((queue) => (
              <Row key={queue.type} queue={queue} onWish={onWish} />
            ))}
          </tbody>
        </table>
      </div>
    </Panel>
  );
}

/** Rows keep the places they were first seen in: none may slide away under a pointer. */
function useSteadyOrder(queues: readonly Queue[]): readonly Queue[] {
  const [order, setOrder] = useState<readonly string[]>(() => queues.map(({ type }) => type));
  const fresh = queues.filter(({ type }) => !order.includes(type));
  if (fresh.length > 0) setOrder([...order, ...fresh.map(({ type }) => type)]);
  return queues.toSorted((a, b) => order.indexOf(a.type) - order.indexOf(b.type));
}

interface RowProps extends Pick<QueueTableProps, 'onWish'> {
  queue: Queue;
}

function Row({ queue, onWish }: RowProps) {
  const texts = useMessages();
  const { admin, time } = texts;
  const { columns, rate, unknown, delayed } = admin.queues;
  return (
    <tr data-queue={queue.type}>
      <td>
        <span className="rowtitle">{typeTitle(texts, queue.type)}</span>
        <bdi className="mono id">{queue.type}</bdi>
      </td>
      <td className="num" data-l={columns.waiting}>
        <span>
          <bdi>{time.count(queue.waiting)}</bdi>
          {queue.delayed > 0 && (
            <span className="sub">
              <bdi>{delayed(queue.delayed)}</bdi>
            </span>
          )}
        </span>
      </td>
      <td data-l={columns.active}>
        <Slots used={queue.active} total={queue.concurrency} />
      </td>
      <td className="num" data-l={columns.rate}>
        <bdi>{rate(queue.perMinute)}</bdi>
      </td>
      <td className="num" data-l={columns.oldest}>
        <bdi>{queue.oldestWaitingMs === null ? unknown : time.duration(queue.oldestWaitingMs)}</bdi>
      </td>
      <td className="num" data-l={columns.drains}>
        <bdi>{queue.drainsInMs === null ? unknown : time.age(queue.drainsInMs)}</bdi>
      </td>
      <td data-l={columns.state}>
        <QueueState queue={queue} />
      </td>
      <td className="num acts">
        <Actions queue={queue} onWish={onWish} />
      </td>
    </tr>
  );
}

function QueueState({ queue }: { queue: Queue }) {
  const { states, pausedBy } = useMessages().admin.queues;
  const { paused } = queue;
  if (paused) {
    return (
      <span>
        <StateBadge state="paused" />
        <span className="sub">
          <bdi>{pausedBy(paused.byName ?? paused.by)}</bdi> <Age at={paused.since} />
        </span>
      </span>
    );
  }
  if (queue.active > 0) {
    return (
      <StateBadge state="running" percent={75}>
        {states.working}
      </StateBadge>
    );
  }
  return (
    <StateBadge state="pending">{queue.waiting > 0 ? states.waiting : states.idle}</StateBadge>
  );
}

function Actions({ queue, onWish }: RowProps) {
  const texts = useMessages();
  const { actions, more } = texts.admin.queues;
  const { onlyOperators } = texts.admin.roles;
  const name = typeTitle(texts, queue.type);
  const wish: QueueWish = queue.paused ? 'resume' : 'pause';
  return (
    <span className="cluster">
      <Button
        size="sm"
        variant={queue.paused ? 'outline' : 'ghost'}
        aria-label={`${actions[wish]}: ${name}`}
        title={onWish ? undefined : onlyOperators}
        aria-disabled={onWish ? undefined : true}
        onClick={() => onWish?.(queue, wish)}
      >
        {actions[wish]}
      </Button>
      {onWish && (
        <Menu
          size="sm"
          variant="ghost"
          icon
          aria-label={more(name)}
          items={[{ key: 'limit', label: actions.limit, onSelect: () => onWish(queue, 'limit') }]}
        >
          <Ellipsis className="i" aria-hidden="true" />
        </Menu>
      )}
    </span>
  );
}
