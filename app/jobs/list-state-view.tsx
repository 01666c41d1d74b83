'use client';

import { CopyButton } from '#components/copy-button';
import { isFiltered, type JobFilter } from '#components/job-filter';
import { useMessages } from '#components/messages';
import { Button, ButtonLink, TextButton } from '#components/ui/button';
import { Empty } from '#components/ui/empty';
import { filterWords } from './filter-words';
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
  if (!first.ok) return <NotLoaded first={first} onRetry={onRetry} />;
  if (isFiltered(filter)) return <NothingFits filter={filter} hidden={hidden} onClear={onClear} />;
  return <NothingYet />;
}

interface NotLoadedProps {
  first: Extract<FirstPage, { ok: false }>;
  onRetry: () => void;
}

function NotLoaded({ first, onRetry }: NotLoadedProps) {
  const { failed } = useMessages().jobList;
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
        <dt>{failed.request}</dt>
        <dd className="mono">{first.requestId}</dd>
      </dl>
    </Empty>
  );
}

type NothingFitsProps = Pick<ListStateViewProps, 'filter' | 'hidden' | 'onClear'>;

function NothingFits({ filter, hidden, onClear }: NothingFitsProps) {
  const texts = useMessages();
  const { nothing } = texts.jobList;
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
        {nothing.hidden(hidden)} <b className="medium">{filterWords(texts, filter)}</b>
      </p>
    </Empty>
  );
}

function NothingYet() {
  const { empty } = useMessages().jobList;
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so that it must be reached from the keyboard */}
      <pre className="code" tabIndex={0}>
        {empty.sample}
      </pre>
    </Empty>
  );
}

interface StaleListProps {
  first: FirstPage;
  /** When the rows were read that are still shown, in milliseconds since 1970. */
  shownSince: number;
  onRetry: () => void;
}

/** Above rows that could not be read again: they stay, with their age. */
export function StaleList({ first, shownSince, onRetry }: StaleListProps) {
  const { jobList, time } = useMessages();
  if (first.ok) return null;
  return (
    <div className="newpill" role="alert">
      <span>
        {jobList.failed.title}. {jobList.failed.stale(time.age(first.readAt - shownSince))}{' '}
        {jobList.failed.request} <bdi className="mono">{first.requestId}</bdi>
      </span>
      <TextButton onClick={onRetry}>{jobList.failed.again}</TextButton>
    </div>
  );
}
