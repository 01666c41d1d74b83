'use client';

import { Ellipsis } from 'lucide-react';
import type { FailureGroup, FailureList } from '#contracts/admin';
import { MiniBars } from '../charts/mini-bars';
import { typeTitle } from '../job-text';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { Button } from '../ui/button';
import { Link } from '../ui/link';
import { Menu } from '../ui/menu';
import { Panel } from '../ui/panel';

/** What somebody wants of a group of failures. */
export type FailureWish = 'retry' | 'mute' | 'unmute' | 'discard';

interface FailureTableProps {
  list: FailureList;
  hrefOf: (group: FailureGroup) => string;
  onOpen: (group: FailureGroup) => void;
  /** Null: may not; the reason is said. */
  onWish: ((group: FailureGroup, wish: FailureWish) => void) | null;
}

/** Failed jobs, gathered by what went wrong. */
export function FailureTable({ list, hrefOf, onOpen, onWish }: FailureTableProps) {
  const { failures: words } = useMessages().admin;
  const { columns } = words;
  return (
    <Panel
      title={words.title}
      className="anchored"
      aside={
        list.jobs > 0 && (
          <bdi>
            {words.sum(list.groups.length, list.jobs)} {list.truncated && words.truncated}
          </bdi>
        )
      }
      flush
    >
      {list.groups.length === 0 ? (
        <p className="note nothing">{list.jobs === 0 ? words.none : words.noneLeft}</p>
      ) : (
        <div className="tablewrap">
          <table className="datatable cards failures">
            <caption className="sr">{words.title}</caption>
            <thead>
              <tr>
                <th scope="col">{columns.what}</th>
                <th scope="col">{columns.type}</th>
                <th scope="col" className="num">
                  {columns.jobs}
                </th>
                <th scope="col">{columns.trend}</th>
                <th scope="col" className="num">
                  {columns.users}
                </th>
                <th scope="col" className="num">
                  {columns.first}
                </th>
                <th scope="col" className="num">
                  {columns.last}
                </th>
                <th scope="col">
                  <span className="sr">{columns.actions}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {list.groups.map((group) => (
                <Row key={group.fingerprint} {...{ group, hrefOf, onOpen, onWish }} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  );
}

interface RowProps extends Omit<FailureTableProps, 'list'> {
  group: FailureGroup;
}

function Row({ group, hrefOf, onOpen, onWish }: RowProps) {
  const texts = useMessages();
  const { admin, time } = texts;
  const { columns, muted, trend } = admin.failures;
  return (
    <tr data-group={group.fingerprint} data-muted={group.muted ? '' : undefined}>
      <td>
        <span className="rowtitle">
          <Link href={hrefOf(group)} dir="auto">
            {group.message}
          </Link>
        </span>
        <bdi className="mono id">{group.code}</bdi>{' '}
        {group.muted && <span className="chip">{muted}</span>}
      </td>
      <td data-l={columns.type}>{typeTitle(texts, group.type)}</td>
      <td className="num" data-l={columns.jobs}>
        <bdi>{time.count(group.count)}</bdi>
      </td>
      <td data-l={columns.trend}>
        <MiniBars values={group.trend} label={trend(group.trend)} />
      </td>
      <td className="num" data-l={columns.users}>
        <bdi>{time.count(group.users)}</bdi>
      </td>
      <td className="num" data-l={columns.first}>
        <Age at={group.firstSeenAt} />
      </td>
      <td className="num" data-l={columns.last}>
        <Age at={group.lastSeenAt} />
      </td>
      <td className="num acts">
        <Actions {...{ group, onOpen, onWish }} />
      </td>
    </tr>
  );
}

function Actions({ group, onOpen, onWish }: Omit<RowProps, 'hrefOf'>) {
  const { admin } = useMessages();
  const { actions, more, nothingOpen } = admin.failures;
  const why = onWish ? (group.open === 0 ? nothingOpen : undefined) : admin.roles.onlyOperators;
  const wish = group.muted ? 'unmute' : 'mute';
  return (
    <span className="cluster">
      <Button
        size="sm"
        variant="outline"
        title={why}
        aria-disabled={why ? true : undefined}
        aria-label={`${actions.retry(group.open)}: ${group.message}`}
        onClick={() => !why && onWish?.(group, 'retry')}
      >
        <bdi>{actions.retry(group.open)}</bdi>
      </Button>
      <Menu
        size="sm"
        variant="ghost"
        icon
        aria-label={more(group.message)}
        items={[
          { key: 'open', label: actions.open, onSelect: () => onOpen(group) },
          ...(onWish
            ? [
                { key: wish, label: actions[wish], onSelect: () => onWish(group, wish) },
                {
                  key: 'discard',
                  label: actions.discard,
                  onSelect: () => onWish(group, 'discard'),
                },
              ]
            : []),
        ]}
      >
        <Ellipsis className="i" aria-hidden="true" />
      </Menu>
    </span>
  );
}
