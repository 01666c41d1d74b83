'use client';

import { Copy, Download } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { LogLine } from '#contracts/events';
import { logLevels } from '#contracts/log-levels';
import { CopyButton } from './copy-button';
import { useMessages } from './messages';
import { Button } from './ui/button';
import { Panel } from './ui/panel';

/** Below this many lines all of them are in the page, where the browser's own search finds them. */
const VIRTUAL_FROM_LINES = 500;
/** This close to the end counts as being there. */
const NEAR_END_PX = 40;

type Level = LogLine['level'];
export interface LogFilter {
  /** Words to look for, case aside. */
  readonly text: string;
  readonly level: Level | 'all';
}

export const filterLines = (lines: readonly LogLine[], filter: LogFilter): readonly LogLine[] => {
  const wanted = filter.text.trim().toLocaleLowerCase();
  if (wanted === '' && filter.level === 'all') return lines;
  return lines.filter(
    ({ level, text }) =>
      (filter.level === 'all' || level === filter.level) &&
      (wanted === '' || text.toLocaleLowerCase().includes(wanted)),
  );
};

/** The log as text: number, time, level, line. */
export const logText = (lines: readonly LogLine[]): string =>
  lines
    .map(({ n, at, level, text }) => `${n}\t${new Date(at).toISOString()}\t${level}\t${text}`)
    .join('\n');

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

/** A job's log: follows its end until scrolled up, and can be searched, copied and kept. */
export function LogView(props: LogViewProps) {
  const { lines, truncatedBefore, name } = props;
  const { logs } = useMessages().job;
  const [filter, setFilter] = useState<LogFilter>({ text: '', level: 'all' });
  const [follow, setFollow] = useState(true);
  const shown = useMemo(() => filterLines(lines, filter), [lines, filter]);
  const filtered = shown.length !== lines.length;
  return (
    <Panel
      title={logs.title}
      aside={
        lines.length > 0 && (
          <bdi>
            {filtered ? logs.countOf(shown.length, lines.length) : logs.count(lines.length)}
          </bdi>
        )
      }
      tools={
        lines.length > 0 && (
          <LogActions
            follow={follow}
            onFollow={setFollow}
            copyText={() => logText(shown)}
            onSave={() => saveText(`${name}.log`, logText(lines))}
          />
        )
      }
      flush
      className="logpanel"
    >
      {lines.length > 0 && <LogTools filter={filter} onChange={setFilter} />}
      {truncatedBefore > 0 && <p className="logtools xs muted">{logs.gone(truncatedBefore)}</p>}
      {shown.length === 0 ? (
        <NoLines {...props} />
      ) : (
        <Lines lines={shown} startMs={props.startMs} follow={follow} onFollow={setFollow} />
      )}
    </Panel>
  );
}

interface LogActionsProps {
  follow: boolean;
  onFollow: (follow: boolean) => void;
  copyText: () => string;
  onSave: () => void;
}

function LogActions({ follow, onFollow, copyText, onSave }: LogActionsProps) {
  const { logs } = useMessages().job;
  return (
    <>
      <label className="cluster xs muted follow">
        <input
          className="check"
          type="checkbox"
          checked={follow}
          onChange={(event) => onFollow(event.target.checked)}
        />
        {logs.follow}
      </label>
      <CopyButton icon label={logs.copy} text={copyText}>
        <Copy className="i" aria-hidden="true" />
      </CopyButton>
      <Button variant="ghost" size="sm" icon aria-label={logs.download} onClick={onSave}>
        <Download className="i" aria-hidden="true" />
      </Button>
    </>
  );
}

interface LogToolsProps {
  filter: LogFilter;
  onChange: (filter: LogFilter) => void;
}

function LogTools({ filter, onChange }: LogToolsProps) {
  const { logs } = useMessages().job;
  return (
    <search className="logtools">
      <input
        className="input"
        type="search"
        aria-label={logs.search}
        placeholder={logs.search}
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.target.value })}
      />
      <select
        className="input"
        aria-label={logs.level}
        value={filter.level}
        onChange={(event) =>
          onChange({ ...filter, level: event.target.value as LogFilter['level'] })
        }
      >
        {(['all', ...logLevels] as const).map((level) => (
          <option key={level} value={level}>
            {logs.levels[level]}
          </option>
        ))}
      </select>
    </search>
  );
}

function NoLines({ lines, state, live, onReload }: LogViewProps) {
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

interface LinesProps {
  lines: readonly LogLine[];
  startMs: number;
  follow: boolean;
  onFollow: (follow: boolean) => void;
}

function Lines({ lines, startMs, follow, onFollow }: LinesProps) {
  const { logs } = useMessages().job;
  const count = lines.length;
  const { box, list, fresh, onScroll } = useFollowing(count, follow, onFollow);
  const line = (one: LogLine): ReactNode => <Line key={one.n} line={one} startMs={startMs} />;
  return (
    <>
      <div
        ref={box}
        className="log"
        role="log"
        aria-live="off"
        aria-label={logs.lines}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        dir="ltr"
        onScroll={onScroll}
      >
        {count <= VIRTUAL_FROM_LINES ? (
          lines.map(line)
        ) : (
          <Virtualizer ref={list} data={lines} scrollRef={box}>
            {(one) => <Line key={one.n} line={one} startMs={startMs} />}
          </Virtualizer>
        )}
      </div>
      {!follow && (
        <div className="jump">
          <Button variant="outline" size="sm" onClick={() => onFollow(true)}>
            {logs.jump(fresh)}
          </Button>
        </div>
      )}
    </>
  );
}

/** Keeps a scrolling box at its end while it is followed, and lets go when it is scrolled up. */
function useFollowing(count: number, follow: boolean, onFollow: (follow: boolean) => void) {
  const box = useRef<HTMLDivElement>(null);
  const list = useRef<VirtualizerHandle>(null);
  // Where it stood when following was switched last: what came since then is new.
  const [since, setSince] = useState({ follow, count });
  if (since.follow !== follow) setSince({ follow, count });
  useEffect(() => {
    if (!follow) return;
    if (list.current) list.current.scrollToIndex(count - 1, { align: 'end' });
    else if (box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [follow, count]);
  const onScroll = () => {
    const node = box.current;
    if (!node) return;
    const nearEnd = node.scrollHeight - node.scrollTop - node.clientHeight <= NEAR_END_PX;
    if (nearEnd !== follow) onFollow(nearEnd);
  };
  const fresh = Math.max(0, count - since.count);
  return { box, list, fresh, onScroll };
}

const Line = ({ line, startMs }: { line: LogLine; startMs: number }) => (
  <div className="line" id={`L${line.n}`} data-l={line.level}>
    <span className="n">{line.n}</span>
    <span className="at">+{(Math.max(0, line.at - startMs) / 1_000).toFixed(2)} s</span>
    <span className="lv">{line.level}</span>
    <span className="msg">{line.text}</span>
  </div>
);

/** Hands a text to the browser as a file. */
function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
