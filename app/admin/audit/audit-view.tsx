'use client';

import { useSearchParams } from 'next/navigation';
import { AuditTable } from '#components/admin/audit-table';
import { OperateNav } from '#components/admin/operate-nav';
import { useMessages } from '#components/messages';
import { Button } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import type { AuditEntry, AuditKind } from '#contracts/admin';
import type { Role } from '#contracts/roles';
import { readAudit } from '../admin-api';
import { auditHref } from '../audit-href';
import { Freshness, NothingRead } from '../freshness-view';
import { MoreRows } from '../more-rows-view';
import { operatePlaces } from '../operate-places';
import { type Page, usePages } from '../use-pages';

const PAGE_ROWS = 50;
const ASK_EVERY_MS = 10_000;
const kinds: readonly AuditKind[] = ['job', 'schedule', 'queue', 'worker', 'failure'];

const readAuditPage = async (query: string, signal?: AbortSignal): Promise<Page<AuditEntry>> => {
  const { entries, nextCursor } = await readAudit(query, signal);
  return { rows: entries, nextCursor };
};

/** The whole audit, narrowed by what it was about and by whom. */
export function AuditView({ role }: { role: Role }) {
  const { admin } = useMessages();
  const { audit: words } = admin;
  const params = useSearchParams();
  const kind = kinds.find((one) => one === params.get('kind')) ?? '';
  const actor = params.get('actor') ?? '';
  const narrowed = { ...(kind && { kind }), ...(actor && { actor }) };
  const query = new URLSearchParams({ ...narrowed, limit: String(PAGE_ROWS) }).toString();
  const pages = usePages(query, readAuditPage, ({ id }) => id, ASK_EVERY_MS);
  const { first, rows: entries } = pages;
  const change = (part: Record<string, string>) => {
    const next = Object.entries({ ...narrowed, ...part }).filter(([, value]) => value !== '');
    window.history.pushState(null, '', `?${new URLSearchParams(next)}`);
  };
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
      <MoreRows {...pages} />
    </>
  );
}
