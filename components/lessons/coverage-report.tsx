'use client';

import { useMessages } from '../messages';
import { Panel } from '../ui/panel';

/** What is taught, of what the curriculum asks. */
export interface CoverageFigures {
  readonly outcomes: { readonly taught: number; readonly of: number };
  readonly topics: { readonly taught: number; readonly of: number };
  readonly minutes: { readonly planned: number; readonly asked: number };
}

/** Outcomes, topics and minutes, each against what is asked. */
export function CoverageReport({ coverage }: { coverage: CoverageFigures }) {
  const { coverage: words } = useMessages().lessons;
  const { outcomes, topics, minutes } = coverage;
  return (
    <Panel title={words.title}>
      <dl className="facts coveragefacts">
        <dt>{words.outcomes}</dt>
        <dd>{words.of(outcomes.taught, outcomes.of)}</dd>
        <dt>{words.topics}</dt>
        <dd>{words.of(topics.taught, topics.of)}</dd>
        <dt>{words.minutes}</dt>
        <dd>{words.of(minutes.planned, minutes.asked)}</dd>
      </dl>
      <p className="xs muted">{words.about}</p>
    </Panel>
  );
}
