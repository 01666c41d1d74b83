'use client';

import { useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { AuditTable } from '#components/admin/audit-table';
import { OperateNav } from '#components/admin/operate-nav';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import type { AuditEntry, AuditKind, AuditPage } from '#contracts/admin';
import type { Role } from '#contracts/roles';
import { readAudit } from '../admin-api';
import { auditHref } from '../audit-href';
import { Freshness, NothingRead } from '../freshness-view';
import { operatePlaces } from '../operate-places';
import { usePolled } from '../use-polled';

const PAGE_ROWS = 50;
const ASK_EVERY_MS = 10_000;
const kinds: readonly AuditKind[] = ['job', 'schedule', 'queue', 'worker', 'failure'];

/** The whole audit, narrowed by what it was about and by whom. */
export function AuditView({ role }: { role: Role }) {
  const { admin } = useMessages();
  const { audit: words } = admin;
  const params = useSearchParams();
  const kind = kinds.find((one) => one === params.get('kind')) ?? '';
  const actor = params.get('actor') ?? '';
  const narrowed = { ...(kind && { kind }), ...(actor && { actor }) };
  const query = new URLSearchParams({ ...narrowed, limit: String(PAGE_ROWS) }).toString();
  const first = usePolled(query, (signal) => readAudit(query, signal), ASK_EVERY_MS);
  const later = useLater(query, first.value);
  const change = (part: Record<string, string>) => {
    const next = Object.entries({ ...narrowed, ...part }).filter(([, value]) => value !== '');
    window.history.pushState(null, '', `?${new URLSearchParams(next)}`);
  };
  const entries = first.value ? [...first.value.entries, ...later.entries] : null;
  const name = entries?.find((entry) => entry.actor === actor)?.actorName ?? actor;
  return (
    <>
      <OperateNav current="audit" places={operatePlaces(role)} />
      <div className="pagehead adminhead">
        <h1>{words.title}</h1>
        <Freshness parts={[first]} onRetry={() => void first.refresh()} />
        <span className="push cluster">
          {actor !== '' && (
            <Button variant="outline" onClick={() => change({ actor: '' })}>
              <bdi>{words.onlyActor(name)}</bdi> ×
            </Button>
          )}
          <select
            className="input typeselect"
            aria-label={words.kind}
            value={kind}
            onChange={({ target }) => change({ kind: target.value })}
          >
            <option value="">{words.anyKind}</option>
            {kinds.map((one) => (
              <option key={one} value={one}>
                {words.kinds[one]}
              </option>
            ))}
          </select>
        </span>
        <p>{words.lead}</p>
      </div>
      {entries === null ? (
        <NothingRead failure={first.failure} onRetry={() => void first.refresh()} />
      ) : entries.length === 0 ? (
        <Empty level={2} title={kind || actor ? words.noneFits : words.none} />
      ) : (
        <section className="panel sections" aria-label={words.title} aria-busy={first.busy}>
          <AuditTable
            entries={entries}
            hrefOf={auditHref}
            onActor={(one) => change({ actor: one })}
          />
        </section>
      )}
      {later.more && (
        <p className="cluster morerows">
          <Button variant="outline" waiting={later.waiting} onClick={later.load}>
            {words.more}
          </Button>
          <span className="xs" role="status">
            {later.problem}
          </span>
        </p>
      )}
    </>
  );
}

interface Later {
  readonly query: string;
  readonly entries: readonly AuditEntry[];
  readonly cursor: string | null;
}

/** The pages behind the first, which alone is read anew; they are of the past, which does not change. */
function useLater(query: string, first: AuditPage | null) {
  const { done } = useMessages().admin;
  const [kept, setKept] = useState<Later | null>(null);
  const [waiting, setWaiting] = useState(false);
  const [problem, setProblem] = useState('');
  const mine = kept?.query === query ? kept : null;
  const cursor = mine ? mine.cursor : (first?.nextCursor ?? null);
  const load = async () => {
    if (cursor === null || !first) return;
    setWaiting(true);
    try {
      const page = await readAudit(`${query}&cursor=${encodeURIComponent(cursor)}`);
      setKept({
        query,
        entries: [...(mine?.entries ?? []), ...page.entries],
        cursor: page.nextCursor,
      });
      setProblem('');
    } catch (error) {
      setProblem(done.failed((error as Error).message));
    }
    setWaiting(false);
  };
  // The first page moves on as things happen: what slid out of it stands in the second.
  const known = new Set(first?.entries.map(({ id }) => id));
  return {
    entries: (mine?.entries ?? []).filter(({ id }) => !known.has(id)),
    more: cursor !== null,
    waiting,
    problem,
    load: () => void load(),
  };
}
