'use client';

import { useMessages } from './messages';
import { type GlyphState, StateGlyph } from './state-glyph';

interface StateBadgeProps {
  state: GlyphState;
  /** Fills the ring of `running`. */
  percent?: number | null;
  /** With a ground, in page and panel heads only. */
  tint?: boolean;
  /** Replaces the state's own word, such as “Running again”. */
  children?: string;
}

/** Glyph and word of a state. */
export function StateBadge({ state, percent, tint = false, children }: StateBadgeProps) {
  const { state: words } = useMessages();
  return (
    <span className="badge" data-state={state} data-v={tint ? 'tint' : undefined}>
      <StateGlyph state={state} percent={percent} />
      {children ?? (state === 'paused' ? words.paused : words.words[state])}
    </span>
  );
}
