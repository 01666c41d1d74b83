'use client';

import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react';
import type { LogLine } from '#contracts/events';
import { filterLines, findLines, type LogFilter, logText, plainText } from './log-find';
import { LogLines } from './log-lines';
import { LogPanel, type LogViewProps, NoLines } from './log-panel';
import { LogActions, LogTools, useLogLook } from './log-tools';
import { useMessages } from './messages';

/** A job's log: follows its end until scrolled up, and can be searched, linked to, copied and kept. */
export function LogView(props: LogViewProps) {
  const { lines, name, startMs } = props;
  const [filter, setFilter] = useState<LogFilter>({ level: 'all' });
  const [look, setLook] = useLogLook();
  const [follow, setFollow] = useState(true);
  const [target, setTarget] = useTarget(() => setFollow(false));
  const shown = useMemo(() => filterLines(lines, filter), [lines, filter]);
  const find = useFind(shown, () => setFollow(false));
  const tools = (
    <LogActions
      follow={follow}
      onFollow={setFollow}
      copyText={() => logText(shown)}
      onSave={() => saveText(`${name}.log`, logText(lines))}
    />
  );
  return (
    <LogPanel {...props} shown={shown.length} tools={lines.length > 0 && tools}>
      {lines.length > 0 && (
        <LogTools {...find.tools} {...{ filter, look }} onFilter={setFilter} onLook={setLook} />
      )}
      {shown.length === 0 ? (
        <NoLines {...props} />
      ) : (
        <LogLines
          lines={shown}
          look={{
            ...{ startMs, target, onTarget: setTarget },
            ...{ clock: look.clock, words: find.tools.words, found: find.line },
          }}
          wrap={look.wrap}
          follow={follow}
          onFollow={setFollow}
        />
      )}
      {look.spoken && <Spoken lines={lines} />}
    </LogPanel>
  );
}

/** The line of the address' `#L120`, by its number. */
function useTarget(onFound: () => void): [number | null, (n: number) => void] {
  const [target, setTarget] = useState<number | null>(null);
  const read = useEffectEvent(() => {
    const [, n] = /^#L(\d{1,9})$/.exec(location.hash) ?? [];
    setTarget(n === undefined ? null : Number(n));
    if (n !== undefined) onFound();
  });
  useEffect(() => {
    const listen = () => read();
    listen();
    addEventListener('hashchange', listen);
    return () => removeEventListener('hashchange', listen);
  }, []);
  const choose = (n: number) => {
    history.replaceState(null, '', `#L${n}`);
    setTarget(n);
  };
  return [target, choose];
}

/** What is looked for, and at which of the found lines the search stands. */
function useFind(lines: readonly LogLine[], onStep: () => void) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const found = useMemo(() => findLines(lines, words), [lines, words]);
  const place = Math.min(at, found.length);
  const index = found[place - 1];
  return {
    /** Number of the line it stands at. */
    line: index === undefined ? null : (lines[index]?.n ?? null),
    tools: {
      words,
      at: place,
      found: found.length,
      onWords: (next: string) => {
        setWords(next);
        setAt(0);
      },
      onStep: (by: 1 | -1) => {
        if (found.length === 0) return;
        onStep();
        setAt(
          ((place - 1 + by + found.length + (place === 0 && by < 0 ? 1 : 0)) % found.length) + 1,
        );
      },
    },
  };
}

/** Lines that come at once are read up to this many; more are only counted. */
const MAX_SPOKEN = 3;

/** Reads aloud what comes from now on. A region of its own: scrolling must not read old lines. */
function Spoken({ lines }: { lines: readonly LogLine[] }) {
  const { logs } = useMessages().job;
  const said = useRef(lines.at(-1)?.n ?? 0);
  const [text, setText] = useState('');
  useEffect(() => {
    const fresh = lines.filter(({ n }) => n > said.current);
    if (fresh.length === 0) return;
    said.current = fresh.at(-1)?.n ?? said.current;
    const spoken = fresh.map((line) => plainText(line.text)).join('. ');
    setText(fresh.length <= MAX_SPOKEN ? spoken : logs.newLines(fresh.length));
  }, [lines, logs]);
  return (
    <p className="sr" role="status" aria-label={logs.spoken}>
      {text}
    </p>
  );
}

/** Hands a text to the browser as a file. */
function saveText(fileName: string, text: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(url);
}
