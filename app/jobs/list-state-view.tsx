'use client';

import { CopyButton } from '#components/copy-button';
import { isFiltered, type JobFilter } from '#components/job-filter';
import { typeTitle } from '#components/job-text';
import { useMessages } from '#components/messages';
import { Button, ButtonLink } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import type { FirstPage } from './first-page';

interface ListStateViewProps {
  first: FirstPage;
  filter: JobFilter;
  /** Jobs there are besides. */
  hidden: number;
  onClear: () => void;
  onRetry: () => void;
}

/** A list without rows: nothing yet, nothing that fits, or not to be had. */
export function ListStateView({ first, filter, hidden, onClear, onRetry }: ListStateViewProps) {
  const { jobList, state } = useMessages();
  const { empty, failed, nothing } = jobList;
  if (!first.ok) {
    return (
      <Empty
        level={2}
        kind="cut"
        failed
        title={failed.title}
        actions={<Button onClick={onRetry}>{failed.again}</Button>}
      >
        <p className="note">{failed.text}</p>
        <dl className="facts">
          <dt>{failed.code}</dt>
          <dd className="mono">{first.code}</dd>
        </dl>
      </Empty>
    );
  }
  if (isFiltered(filter)) {
    const parts = [
      ...(filter.status.length > 0
        ? [nothing.status(filter.status.map((one) => state.words[one]).join(', '))]
        : []),
      ...(filter.type.length > 0 ? [nothing.type(filter.type.map(typeTitle).join(', '))] : []),
      ...(filter.q === '' ? [] : [nothing.words(filter.q)]),
    ];
    return (
      <Empty
        level={2}
        title={nothing.title}
        actions={
          <Button variant="outline" onClick={onClear}>
            {nothing.clear}
          </Button>
        }
      >
        <p className="note">
          {nothing.hidden(hidden)} <b className="medium">{parts.join('; ')}</b>
        </p>
      </Empty>
    );
  }
  return (
    <Empty
      level={2}
      title={empty.title}
      actions={
        <>
          <ButtonLink href="/">{empty.studio}</ButtonLink>
          <CopyButton inline text={() => empty.sample}>
            {empty.copy}
          </CopyButton>
        </>
      }
    >
      <p className="note">{empty.text}</p>
      <pre className="code">{empty.sample}</pre>
    </Empty>
  );
}
