'use client';

import { type ReactNode, useState } from 'react';
import type { CareerSource, ResolvedRole } from '#contracts/careers';
import type { Engine } from '#contracts/job';
import { useMessages } from '../messages';
import { TextButton } from '../ui/button';

interface SectionProps {
  title: string;
  /** Quiet text beside the title. */
  note?: string;
  children: ReactNode;
}

/** One part of a result, with its heading. */
export const ResultSection = ({ title, note, children }: SectionProps) => (
  <section>
    <h3>
      {title} {note && <span>{note}</span>}
    </h3>
    {children}
  </section>
);

/** Short texts in a row. */
export const Chips = ({ items }: { items: readonly string[] }) => (
  <ul className="cluster chips">
    {items.map((item) => (
      <li className="chip" key={item} dir="auto">
        {item}
      </li>
    ))}
  </ul>
);

interface ShortListProps<T> {
  items: readonly T[];
  /** Items shown before the rest is asked for. */
  first: number;
  children: (items: readonly T[]) => ReactNode;
}

/** A list that shows its first items, and the rest when asked. */
export function ShortList<T>({ items, first, children }: ShortListProps<T>) {
  const { result } = useMessages().job;
  const [all, setAll] = useState(false);
  return (
    <>
      {children(all ? items : items.slice(0, first))}
      {items.length > first && (
        <TextButton className="showall" onClick={() => setAll(!all)}>
          {all ? result.showFewer : result.showAll(items.length)}
        </TextButton>
      )}
    </>
  );
}

interface ScoreProps {
  /** 0 to 100. */
  value: number;
  figure: string;
  unit: string;
  children: ReactNode;
}

/** The one figure of a result, on its scale. */
export const Score = ({ value, figure, unit, children }: ScoreProps) => (
  <div className="score">
    <div className="big">
      <bdi>
        {figure}
        <small> {unit}</small>
      </bdi>
    </div>
    <div className="scale" aria-hidden="true">
      <div className="bar">
        <i style={{ '--v': value }} />
      </div>
      <div className="ends">
        <span>0</span>
        <span>100</span>
      </div>
    </div>
    <div className="note wide" dir="auto">
      {children}
    </div>
  </div>
);

/** What a question was taken for, and what else it may have meant. */
export function TakenFor({ about }: { about: Pick<ResolvedRole, 'note' | 'alternatives'> }) {
  const { results } = useMessages();
  return (
    <>
      <p dir="auto">{about.note}</p>
      {about.alternatives.length > 0 && (
        <p dir="auto">{results.alternatives(about.alternatives.join(', '))}</p>
      )}
    </>
  );
}

/** Where the facts come from, with the text their licence wants shown. */
export function SourceNote({ source }: { source: CareerSource }) {
  const { results } = useMessages();
  return (
    <div className="xs muted">
      <p dir="auto">{results.source(source.name, source.asOf)}</p>
      <p dir="auto">{source.attribution}</p>
    </div>
  );
}

/** Who made the result. */
export function EngineNote({ engine }: { engine: Engine }) {
  const { result } = useMessages().job;
  const text =
    engine.kind === 'built-in'
      ? result.builtIn
      : engine.kind === 'warehouse'
        ? result.warehouse(engine.name)
        : result.provider(engine.name, engine.model);
  return (
    <p className="xs muted" data-engine={engine.kind}>
      {text}
    </p>
  );
}
