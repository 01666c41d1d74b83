'use client';

import { Download } from 'lucide-react';
import type { ReactNode } from 'react';
import type { DataExport } from '#contracts/user-data';
import { Moment } from '../job-time';
import { useMessages } from '../messages';
import { ProgressBar } from '../progress-bar';
import { Button } from '../ui/button';
import { Panel } from '../ui/panel';

interface ExportPanelProps {
  /** The latest bundle that lies ready. */
  ready: DataExport | null;
  /** The job under way. */
  running: { readonly percent: number | null; readonly message: string } | null;
  /** A sentence about what went wrong, and where to look. */
  problem: ReactNode;
  waiting: boolean;
  onStart: () => void;
}

/** One's own data as a file: started here, made by a job, fetched here. */
export function ExportPanel({ ready, running, problem, waiting, onStart }: ExportPanelProps) {
  const { account } = useMessages();
  const { take } = account;
  return (
    <Panel title={take.title}>
      <p className="note">{take.text}</p>
      {running && (
        <div className="exportrun">
          <p className="small">
            <span>{take.running}</span> <bdi className="muted">{running.message}</bdi>
          </p>
          <ProgressBar label={take.running} state="running" percent={running.percent} />
        </div>
      )}
      {ready && !running && (
        <p className="exportready">
          <a className="button" data-v="filled" data-s="md" href={ready.url} download>
            <Download className="i" aria-hidden="true" />
            {take.download}
          </a>
          <span className="xs muted">
            {take.ready(ready.bytes)}. {take.format} {take.until} <Moment at={ready.expiresAt} />.
          </span>
        </p>
      )}
      <div className="cluster">
        {!running && (
          <Button variant={ready ? 'outline' : 'filled'} waiting={waiting} onClick={onStart}>
            {take.start}
          </Button>
        )}
        <span className="problem" role="status">
          {problem}
        </span>
      </div>
    </Panel>
  );
}
