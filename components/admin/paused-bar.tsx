'use client';

import type { PausedQueues } from '#contracts/admin';
import { typeTitle } from '../job-text';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { StateGlyph } from '../state-glyph';
import { Link } from '../ui/link';

interface PausedBarProps {
  paused: PausedQueues['paused'];
  /** Where they are resumed. */
  href: string;
}

/** Loud, and on every page: nobody should wonder for an hour why nothing starts. */
export function PausedBar({ paused, href }: PausedBarProps) {
  const texts = useMessages();
  const { pausedBar: words } = texts.admin;
  const [first] = paused;
  if (!first) return null;
  const names = paused.map(({ type }) => typeTitle(texts, type)).join(', ');
  return (
    <section className="banner pausedbar" data-state="paused" aria-label={words.label}>
      <StateGlyph state="paused" />
      <span>
        <b>{names}</b> {words.paused(paused.length)}{' '}
        {paused.length === 1 && (
          <>
            {first.by !== null && <bdi>{words.by(first.by)}</bdi>} <Age at={first.since} />
            {'. '}
            {first.reason !== null && <bdi>{words.reason(first.reason)}</bdi>}
          </>
        )}
      </span>
      <Link className="textlink push" href={href}>
        {words.see}
      </Link>
    </section>
  );
}
