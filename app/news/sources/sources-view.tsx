'use client';

import { OperateNav } from '#components/admin/operate-nav';
import { Countdown } from '#components/job-time';
import { useMessages } from '#components/messages';
import { SourceTable } from '#components/news/source-table';
import { Empty } from '#components/ui/empty';
import { Panel } from '#components/ui/panel';
import type { NewsSourceList } from '#contracts/news';
import type { Role } from '#contracts/roles';
import { readJson } from '../../_lib/read-json';
import { operatePlaces } from '../../admin/operate-places';
import { useRefreshed } from '../../schedules/use-refreshed';

const readSources = (signal: AbortSignal): Promise<NewsSourceList> =>
  readJson<NewsSourceList>('/api/news/sources', 'sources', signal);

interface SourcesViewProps {
  initial: NewsSourceList;
  role: Role;
}

/** Every feed and how it does, kept up to date. */
export function SourcesView({ initial, role }: SourcesViewProps) {
  const { news: words } = useMessages();
  const { value, stale } = useRefreshed(initial, readSources);
  const { sources, nextRunAt } = value;
  return (
    <>
      <OperateNav current="sources" places={operatePlaces(role)} />
      <div className="pagehead">
        <h1>{words.title}</h1>
        <p>{words.lead}</p>
      </div>
      <p className="newsnotice" role="status">
        {stale ? words.stale : null}
      </p>
      <Panel
        title={words.feeds}
        aside={
          nextRunAt === null ? (
            words.noRun
          ) : (
            <>
              {words.nextRun} <Countdown until={nextRunAt} />
            </>
          )
        }
        flush
      >
        {sources.length === 0 ? (
          <Empty title={words.empty}>{words.emptyText}</Empty>
        ) : (
          <SourceTable sources={sources} />
        )}
      </Panel>
    </>
  );
}
