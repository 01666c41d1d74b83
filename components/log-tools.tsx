'use client';

import { Clock, Copy, Download, Ear, WrapText } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { logLevels } from '#contracts/log-levels';
import { CopyButton } from './copy-button';
import { FindInput } from './find-input';
import { FindSteps } from './find-steps';
import type { LogFilter } from './log-find';
import { useMessages } from './messages';
import { Button } from './ui/button';

interface LogActionsProps {
  follow: boolean;
  onFollow: (follow: boolean) => void;
  copyText: () => string;
  onSave: () => void;
}

/** What can be done with the log as a whole. */
export function LogActions({ follow, onFollow, copyText, onSave }: LogActionsProps) {
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

/** How the lines are shown. */
export interface LogLook {
  readonly wrap: boolean;
  /** Times of the day instead of the time since the start. */
  readonly clock: boolean;
  /** New lines are read aloud. */
  readonly spoken: boolean;
}

const LOOK_KEY = 'jobwire:log-look';
const FIRST_LOOK: LogLook = { wrap: true, clock: false, spoken: false };

/** How lines are shown, as this reader left it. Reading aloud is asked for anew on each page. */
export function useLogLook(): [LogLook, (look: LogLook) => void] {
  const [look, setLook] = useState(FIRST_LOOK);
  useEffect(() => {
    try {
      const kept: unknown = JSON.parse(localStorage.getItem(LOOK_KEY) ?? 'null');
      if (typeof kept !== 'object' || kept === null) return;
      const { wrap = true, clock = false } = kept as Partial<LogLook>;
      setLook({ ...FIRST_LOOK, wrap: wrap === true, clock: clock === true });
    } catch {
      // Storage may be forbidden, or hold what somebody else wrote: the first look stays.
    }
  }, []);
  const choose = (next: LogLook) => {
    setLook(next);
    try {
      localStorage.setItem(LOOK_KEY, JSON.stringify({ wrap: next.wrap, clock: next.clock }));
    } catch {
      // As above: it lasts as long as the page.
    }
  };
  return [look, choose];
}

interface LogToolsProps {
  words: string;
  /** Which of the lines that were found it stands at, from 1; 0 before the first step. */
  at: number;
  found: number;
  onWords: (words: string) => void;
  onStep: (by: 1 | -1) => void;
  filter: LogFilter;
  onFilter: (filter: LogFilter) => void;
  look: LogLook;
  onLook: (look: LogLook) => void;
}

/** Search through the lines, the level, and how they are shown. */
export function LogTools({ filter, onFilter, look, onLook, ...search }: LogToolsProps) {
  const { logs } = useMessages().job;
  const toggle = (name: keyof LogLook, icon: ReactNode) => (
    <Button
      variant="ghost"
      size="sm"
      icon
      aria-label={logs[name]}
      title={logs[name]}
      aria-pressed={look[name]}
      onClick={() => onLook({ ...look, [name]: !look[name] })}
    >
      {icon}
    </Button>
  );
  return (
    <search className="logtools">
      <Find {...search} />
      <select
        className="input"
        aria-label={logs.level}
        value={filter.level}
        onChange={(event) => onFilter({ level: event.target.value as LogFilter['level'] })}
      >
        {(['all', ...logLevels] as const).map((level) => (
          <option key={level} value={level}>
            {logs.levels[level]}
          </option>
        ))}
      </select>
      <span className="cluster looks">
        {toggle('wrap', <WrapText className="i" aria-hidden="true" />)}
        {toggle('clock', <Clock className="i" aria-hidden="true" />)}
        {toggle('spoken', <Ear className="i" aria-hidden="true" />)}
      </span>
    </search>
  );
}

type FindProps = Pick<LogToolsProps, 'words' | 'at' | 'found' | 'onWords' | 'onStep'>;

function Find({ words, at, found, onWords, onStep }: FindProps) {
  const { logs } = useMessages().job;
  const looking = words.trim() !== '';
  return (
    <>
      <FindInput label={logs.search} words={words} onWords={onWords} onStep={onStep} />
      <span className="xs muted place" role="status">
        {looking && <bdi>{logs.place(at, found)}</bdi>}
      </span>
      {looking && found > 0 && (
        <span className="cluster steps">
          <FindSteps onStep={onStep} />
        </span>
      )}
    </>
  );
}
