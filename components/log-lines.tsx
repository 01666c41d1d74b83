'use client';

import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { LogLine } from '#contracts/events';
import { useKeepFocused } from './keep-focused';
import { stretchesOf } from './log-find';
import { useMessages } from './messages';
import { Button } from './ui/button';

/** Below this many lines all of them are in the page, where the browser's own search finds them. */
const VIRTUAL_FROM_LINES = 500;
/** This close to the end counts as being there. */
const NEAR_END_PX = 40;

export interface LineLook {
  /** Times are shown from here on, in milliseconds since 1970. */
  readonly startMs: number;
  /** As times of the day instead of the time since the start. */
  readonly clock: boolean;
  /** What is looked for; its places are marked. */
  readonly words: string;
  /** The line the address names, by its number. */
  readonly target: number | null;
  /** The line the search stands at, by its number. */
  readonly found: number | null;
  readonly onTarget: (n: number) => void;
}

interface LinesProps {
  lines: readonly LogLine[];
  look: LineLook;
  wrap: boolean;
  follow: boolean;
  onFollow: (follow: boolean) => void;
}

/** The lines in a box that scrolls. Its end is followed until somebody scrolls up. */
export function LogLines({ lines, look, wrap, follow, onFollow }: LinesProps) {
  const { logs } = useMessages().job;
  const count = lines.length;
  const { box, list, fresh, onScroll } = useFollowing(count, follow, onFollow);
  useGoTo({ box, list }, lines, look.found ?? look.target);
  const { keepMounted, ...focus } = useKeepFocused(lineAt, (n) =>
    lines.findIndex((one) => one.n === n),
  );
  const line = (one: LogLine): ReactNode => <Line key={one.n} line={one} look={look} />;
  return (
    <>
      <div
        ref={box}
        className="log"
        role="log"
        aria-live="off"
        aria-label={logs.lines}
        data-nowrap={wrap ? undefined : ''}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls must be reachable by keyboard
        tabIndex={0}
        dir="ltr"
        onScroll={onScroll}
        {...focus}
      >
        {count <= VIRTUAL_FROM_LINES ? (
          lines.map(line)
        ) : (
          <Virtualizer ref={list} data={lines} scrollRef={box} keepMounted={keepMounted}>
            {(one) => <Line key={one.n} line={one} look={look} />}
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

interface Places {
  readonly box: React.RefObject<HTMLDivElement | null>;
  readonly list: React.RefObject<VirtualizerHandle | null>;
}

/** Brings a line into the middle of the box once it is there, and each time another is asked for. */
function useGoTo({ box, list }: Places, lines: readonly LogLine[], n: number | null): void {
  const went = useRef<number | null>(null);
  useEffect(() => {
    if (n === null) went.current = null;
    if (n === null || went.current === n) return;
    const index = lines.findIndex((line) => line.n === n);
    const node = box.current;
    if (index === -1 || !node) return;
    went.current = n;
    const line = node.querySelector<HTMLElement>(`[data-n="${n}"]`);
    if (list.current) list.current.scrollToIndex(index, { align: 'center' });
    else if (line) node.scrollTop = line.offsetTop - node.offsetTop - node.clientHeight / 2;
  }, [box, list, lines, n]);
}

const lineAt = (element: Element): number | null => {
  const n = element.closest<HTMLElement>('[data-n]')?.dataset.n;
  return n === undefined ? null : Number(n);
};

const PAD = (part: number, length = 2): string => String(part).padStart(length, '0');

/** “21:39:01.800” in the reader's zone. */
const clockTime = (ms: number): string => {
  const at = new Date(ms);
  const seconds = `${PAD(at.getSeconds())}.${PAD(at.getMilliseconds(), 3)}`;
  return `${PAD(at.getHours())}:${PAD(at.getMinutes())}:${seconds}`;
};

function Line({ line, look }: { line: LogLine; look: LineLook }) {
  const { logs } = useMessages().job;
  const { n, at, level, text } = line;
  const time = look.clock
    ? clockTime(at)
    : `+${(Math.max(0, at - look.startMs) / 1_000).toFixed(2)} s`;
  return (
    <div
      className="line"
      id={`L${n}`}
      data-n={n}
      data-l={level}
      data-target={look.target === n ? '' : undefined}
      data-found={look.found === n ? '' : undefined}
    >
      <a
        className="n"
        href={`#L${n}`}
        aria-label={logs.linkTo(n)}
        onClick={(event) => {
          event.preventDefault();
          look.onTarget(n);
        }}
      >
        {n}
      </a>
      <span className="at">{time}</span>
      <span className="lv">{level}</span>
      <span className="msg">
        <Message text={text} words={look.words} />
      </span>
    </div>
  );
}

function Message({ text, words }: { text: string; words: string }) {
  return stretchesOf(text, words).map((stretch, index) => {
    const key = `${index}`;
    const { colour, bold, found } = stretch;
    if (found) return <mark key={key}>{stretch.text}</mark>;
    if (!colour && !bold) return stretch.text;
    return (
      <span key={key} data-ansi={colour} className={bold ? 'medium' : undefined}>
        {stretch.text}
      </span>
    );
  });
}
