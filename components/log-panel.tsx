'use client';

import type { ReactNode } from 'react';
import type { LogLine } from '#contracts/events';
import { useMessages } from './messages';
import { Button } from './ui/button';
import { Panel } from './ui/panel';

export interface LogViewProps {
  lines: readonly LogLine[];
  /** Lines below this index are gone; 0 when none are. */
  truncatedBefore: number;
  state: 'loading' | 'ready' | 'error';
  /** Whether more may come. */
  live: boolean;
  /** Times are shown from here on, in milliseconds since 1970. */
  startMs: number;
  /** File name of the download, without its ending. */
  name: string;
  onReload: () => void;
}

interface LogPanelProps extends LogViewProps {
  shown: number;
  tools: ReactNode;
  children: ReactNode;
}

/** The frame around a job's log, with what has to be known of all of it. */
export function LogPanel({ lines, truncatedBefore, shown, tools, children }: LogPanelProps) {
  const { logs } = useMessages().job;
  const count = lines.length;
  const last = lines.at(-1)?.n ?? 0;
  return (
    <Panel
      title={logs.title}
      aside={
        count > 0 && <bdi>{shown === count ? logs.count(count) : logs.countOf(shown, count)}</bdi>
      }
      tools={tools}
      flush
      className="logpanel"
    >
      {truncatedBefore > 0 && (
        <p className="logtools xs muted">
          {last > count ? logs.lastOf(count, last) : logs.gone(truncatedBefore)}
        </p>
      )}
      {children}
    </Panel>
  );
}

/** Why no line is shown. */
export function NoLines({ lines, state, live, onReload }: LogViewProps) {
  const messages = useMessages();
  const { logs } = messages.job;
  const text =
    lines.length > 0
      ? logs.nothing(lines.length)
      : state === 'error'
        ? logs.failed
        : live || state === 'loading'
          ? logs.waiting
          : logs.none;
  return (
    <div className="empty">
      <p className="note">{text}</p>
      {state === 'error' && (
        <Button variant="outline" size="sm" onClick={onReload}>
          {messages.jobList.again}
        </Button>
      )}
    </div>
  );
}
