'use client';

import type { AuditEntry } from '#contracts/admin';
import { typeTitle } from '../job-text';
import { Moment } from '../job-time';
import { type Texts, useMessages } from '../messages';
import { TextButton } from '../ui/button';
import { Link } from '../ui/link';

interface AuditTableProps {
  entries: readonly AuditEntry[];
  /** Where what was acted on is to be seen; null where it is nowhere. */
  hrefOf: (entry: AuditEntry) => string | null;
  /** Narrows to what somebody did. Default: names are no buttons. */
  onActor?: (actor: string) => void;
}

/** Who did what, newest first. */
export function AuditTable({ entries, hrefOf, onActor }: AuditTableProps) {
  const { audit: words } = useMessages().admin;
  const { columns } = words;
  if (entries.length === 0) return <p className="note nothing">{words.none}</p>;
  return (
    <div className="tablewrap">
      <table className="datatable cards audit">
        <caption className="sr">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.who}</th>
            <th scope="col">{columns.when}</th>
            <th scope="col">{columns.what}</th>
            <th scope="col">{columns.target}</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <Row key={entry.id} entry={entry} href={hrefOf(entry)} onActor={onActor} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The action in the reader's words; one that is not known here as it is called. */
const wordOf = (words: Readonly<Record<string, string>>, action: string): string =>
  (Object.hasOwn(words, action) ? words[action] : undefined) ?? action;

interface RowProps {
  entry: AuditEntry;
  href: string | null;
  onActor: AuditTableProps['onActor'];
}

function Row({ entry, href, onActor }: RowProps) {
  const texts = useMessages();
  const { audit: words, roles } = texts.admin;
  const { actor, actorName, role, kind, details } = entry;
  const named = nameOf(texts, entry);
  const shown = <bdi className={kind === 'queue' ? undefined : 'mono xs'}>{named}</bdi>;
  return (
    <tr>
      <td>
        {onActor ? (
          <TextButton className="actor" title={actor} onClick={() => onActor(actor)}>
            <bdi>{actorName ?? actor}</bdi>
          </TextButton>
        ) : (
          <bdi className="medium" title={actor}>
            {actorName ?? actor}
          </bdi>
        )}{' '}
        {role && role !== 'user' && <span className="muted xs">{roles.names[role]}</span>}
      </td>
      <td data-l={words.columns.when} className="when">
        <Moment at={entry.at} />
      </td>
      <td data-l={words.columns.what}>{wordOf(words.actions, entry.action)}</td>
      <td data-l={words.columns.target} className="target">
        <span className="muted">{words.kinds[kind]}</span>{' '}
        {href === null ? shown : <Link href={href}>{shown}</Link>}
        {details && details !== named && (
          <span className="sub">
            <bdi>{details}</bdi>
          </span>
        )}
      </td>
    </tr>
  );
}

const nameOf = (texts: Texts, { kind, target, details }: AuditEntry): string => {
  if (kind === 'queue') return typeTitle(texts, target);
  if (kind === 'job') return jobName(texts, target);
  // A worker's id says nothing to people: its host and process do.
  return kind === 'worker' ? (details ?? target) : target;
};

/** Its type's title and the end of its id, which tells it from the others. */
const jobName = (texts: Texts, id: string): string => {
  const [, type = '', tail = ''] = id.split('~');
  return type === '' ? id : `${typeTitle(texts, type)} ${tail.slice(-6)}`;
};
