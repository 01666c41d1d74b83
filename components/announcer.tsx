'use client';

import { useSyncExternalStore } from 'react';

/** Shortest pause between two messages, so that a screen reader can finish one. */
export const MIN_GAP_MS = 1_200;
/** Messages that may wait; from there on they are told as one figure. */
export const MAX_WAITING = 3;

export type Urgency = 'polite' | 'alert';
export interface Spoken {
  readonly polite: string;
  readonly alert: string;
}

export interface AnnouncerOptions {
  /** Whether this tab is the one to speak. Default: the document has the focus. */
  readonly maySpeak?: () => boolean;
  /** Text for messages that were too many to tell one by one. */
  readonly summarise: (count: number) => string;
  readonly minGapMs?: number;
}

/** Text for the two live regions, one message at a time. */
export interface Announcer {
  /** Says `text` as soon as there is a gap. The same text waiting already is said once. Alerts go first. */
  say(text: string, urgency?: Urgency): void;
  getSpoken(): Spoken;
  subscribe(listener: () => void): () => void;
  close(): void;
}

interface Message {
  readonly text: string;
  readonly urgency: Urgency;
}

/** Alerts as they are, and everything else as one figure. */
function withFigure(
  waiting: readonly Message[],
  overflow: number,
  summarise: (count: number) => string,
): Message[] {
  const alerts = waiting.filter(({ urgency }) => urgency === 'alert');
  const count = overflow + waiting.length - alerts.length;
  return [...alerts, { text: summarise(count), urgency: 'polite' }];
}

const SILENCE: Spoken = { polite: '', alert: '' };

export function createAnnouncer(options: AnnouncerOptions): Announcer {
  const gapMs = options.minGapMs ?? MIN_GAP_MS;
  const maySpeak = options.maySpeak ?? (() => document.hasFocus());
  const listeners = new Set<() => void>();
  let waiting: Message[] = [];
  let overflow = 0;
  let spoken = SILENCE;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const publish = (next: Spoken) => {
    spoken = next;
    for (const listener of listeners) listener();
  };

  const speakNext = () => {
    timer = undefined;
    if (overflow > 0) waiting = withFigure(waiting, overflow, options.summarise);
    overflow = 0;
    const next = waiting.shift();
    publish(
      next ? { ...SILENCE, [next.urgency]: differing(next.text, spoken[next.urgency]) } : SILENCE,
    );
    if (next) timer = setTimeout(speakNext, gapMs);
  };

  return {
    say(text, urgency = 'polite') {
      if (!maySpeak() || waiting.some((one) => one.text === text)) return;
      if (urgency === 'alert') {
        const at = waiting.findIndex((one) => one.urgency === 'polite');
        waiting.splice(at === -1 ? waiting.length : at, 0, { text, urgency });
      } else if (waiting.length < MAX_WAITING && overflow === 0) waiting.push({ text, urgency });
      else overflow += 1;
      if (timer === undefined) speakNext();
    },
    getSpoken: () => spoken,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      clearTimeout(timer);
      timer = undefined;
      waiting = [];
      overflow = 0;
      spoken = SILENCE;
    },
  };
}

/** A region whose text does not change stays unread: a text that comes twice in a row gets a space that is not seen. */
const differing = (text: string, before: string): string =>
  text === before ? `${text}\u00a0` : text;

/** The two live regions. Drawn by the server and never removed: a region that comes with its text stays unread. */
export function AnnouncerRegions({ announcer }: { announcer: Announcer }) {
  const spoken = useSyncExternalStore(announcer.subscribe, announcer.getSpoken, () => SILENCE);
  return (
    <>
      <div className="sr" role="status" aria-atomic="true">
        {spoken.polite}
      </div>
      <div className="sr" role="alert" aria-atomic="true">
        {spoken.alert}
      </div>
    </>
  );
}
