'use client';

import { drawnState, shownPercent } from '#components/job-text';
import { useMessages } from '#components/messages';
import { StateGlyph } from '#components/state-glyph';
import { foreign } from '#components/ui/field';
import { Link } from '#components/ui/link';
import type { Job } from '#contracts/job';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import type { Prefill } from './_lib/studio-content';
import type { Sheet, StudioSection } from './_lib/studio-sections';
import { JobFormView } from './job-form-view';
import { useSheetInView } from './use-sheet-in-view';

interface StudioViewProps {
  sections: readonly StudioSection[];
  prefill: Prefill | null;
  /** The newest job of each type, as the server knew it. */
  latest: Readonly<Record<string, Job>>;
}

/** Every system with its job types: an index, and one sheet a type. */
export function StudioView({ sections, prefill, latest }: StudioViewProps) {
  const { studio } = useMessages();
  const types = sections.reduce((sum, { sheets }) => sum + sheets.length, 0);
  return (
    <>
      <div className="pagehead">
        <h1>{studio.title}</h1>
        <ActiveCount />
        <p>{studio.lead(types, sections.length)}</p>
      </div>
      <div className="studio">
        <StudioIndex sections={sections} />
        <div>
          {sections.map((section) => (
            <section
              className="system"
              id={`system-${section.name}`}
              aria-labelledby={`title-${section.name}`}
              key={section.name}
            >
              <header>
                <h2 id={`title-${section.name}`} {...foreign(section.lang ?? undefined)}>
                  {section.title}
                </h2>
                <p {...foreign(section.lang ?? undefined)}>{section.summary}</p>
              </header>
              <div className="panel">
                {section.sheets.map((sheet) => (
                  <SheetArticle
                    key={sheet.type}
                    sheet={sheet}
                    prefill={prefill?.type === sheet.type ? prefill : null}
                    latest={latest[sheet.type] ?? null}
                  />
                ))}
              </div>
            </section>
          ))}
        </div>
      </div>
    </>
  );
}

interface SheetArticleProps {
  sheet: Sheet;
  prefill: Prefill | null;
  latest: Job | null;
}

function SheetArticle({ sheet, prefill, latest }: SheetArticleProps) {
  const { studio, time } = useMessages();
  const titleId = `title-${sheet.type}`;
  return (
    <article className="sheet" id={sheet.type} aria-labelledby={titleId}>
      <div className="spec">
        <div>
          <h3 id={titleId} {...foreign(sheet.lang ?? undefined)}>
            {sheet.title}
          </h3>
          <p {...foreign(sheet.lang ?? undefined)}>{sheet.summary}</p>
        </div>
        <dl className="facts">
          <dt>{studio.facts.type}</dt>
          <dd className="mono">{sheet.type}</dd>
          <dt>{studio.facts.attempts}</dt>
          <dd>{sheet.attempts}</dd>
          <dt>{studio.facts.timeout}</dt>
          <dd>{studio.timeoutValue(time.duration(sheet.timeoutMs))}</dd>
          {sheet.role !== 'user' && (
            <>
              <dt>{studio.facts.role}</dt>
              <dd>{studio.roles[sheet.role]}</dd>
            </>
          )}
        </dl>
      </div>
      {/* Another earlier job is another form: it starts again from that job's input. */}
      <JobFormView
        key={prefill?.from ?? ''}
        sheet={sheet}
        titleId={titleId}
        prefill={prefill}
        latest={latest}
      />
    </article>
  );
}

function ActiveCount() {
  const { studio } = useMessages();
  const { active } = useBackgroundJobs();
  if (active.length === 0) return null;
  return (
    <span className="push cluster xs muted">
      <StateGlyph state="running" percent={50} />
      <span>{studio.active(active.length)}</span>
    </span>
  );
}

function StudioIndex({ sections }: { sections: readonly StudioSection[] }) {
  const { studio } = useMessages();
  const { inView, jumpedTo } = useSheetInView(sections);
  return (
    <nav className="index" aria-label={studio.index}>
      {sections.map(({ name, title, sheets }) => (
        <div key={name}>
          <Link className="system-link strong" href={`#system-${name}`}>
            {title}
          </Link>
          <ul>
            {sheets.map((sheet) => (
              <li key={sheet.type}>
                <Link
                  href={`#${sheet.type}`}
                  aria-current={inView === sheet.type ? 'true' : undefined}
                  onClick={() => jumpedTo(sheet.type)}
                >
                  {sheet.title}
                  <NewestGlyph type={sheet.type} />
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

/** State of the newest live job of a type. */
function NewestGlyph({ type }: { type: Sheet['type'] }) {
  const { state } = useMessages();
  const { active } = useBackgroundJobs({ types: [type] });
  const job = active[0];
  if (!job) return null;
  return (
    <>
      <StateGlyph state={drawnState(job)} percent={shownPercent(job)} />
      <span className="sr">{state.words[drawnState(job)]}</span>
    </>
  );
}
