'use client';

import type { ContentCoverage, LanguageReport, LanguagesReport } from '#contracts/languages';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { type GlyphState, StateGlyph } from '../state-glyph';
import { ContentLanguageName, useContentLanguageName } from './content-language-name';

/** Glyphs of job states lend their shapes: kept ready, and set aside. */
const statusGlyphs: Readonly<Record<LanguageReport['status'], GlyphState>> = {
  frequent: 'completed',
  occasional: 'cancelled',
};
/** The same as for translations: done, waiting, in doubt, not begun. */
const coverageGlyphs: Readonly<Record<ContentCoverage, GlyphState>> = {
  complete: 'completed',
  'needs-provider': 'pending',
  'needs-review': 'retrying',
  missing: 'scheduled',
};

/** Why the lessons of a language are not all there, or that they are. */
export function CoverageBadge({ coverage }: { coverage: ContentCoverage | null }) {
  const { coverage: words } = useMessages().languages;
  const glyph = coverageGlyphs[coverage ?? 'missing'];
  return (
    <span className="badge" data-state={glyph}>
      <StateGlyph state={glyph} />
      {words[coverage ?? 'none']}
    </span>
  );
}

/** Frequent ones first, then the most used, then those of which something is stored. */
const inOrder = (languages: readonly LanguageReport[]): LanguageReport[] =>
  [...languages].sort(
    (one, other) =>
      Number(other.status === 'frequent') - Number(one.status === 'frequent') ||
      other.uses - one.uses ||
      other.stored.items - one.stored.items,
  );

/** Neither used nor stored, nor to be stored: there is nothing to tell but its name. */
const isQuiet = ({ status, uses, stored }: LanguageReport): boolean =>
  status === 'occasional' && uses === 0 && stored.items === 0;

/** Every language: its status, its use over the window, and what is stored of it. */
export function LanguageTable({ report }: { report: LanguagesReport }) {
  const { languages: words } = useMessages();
  const nameOf = useContentLanguageName();
  const quiet = report.languages.filter(isQuiet);
  return (
    <>
      <Rows report={report} languages={inOrder(report.languages.filter((one) => !isQuiet(one)))} />
      {quiet.length > 0 && (
        <p className="quietlanguages">
          {words.quiet} {words.list(quiet.map(({ code }) => nameOf(code)))}
        </p>
      )}
    </>
  );
}

interface RowsProps {
  report: LanguagesReport;
  languages: readonly LanguageReport[];
}

function Rows({ report, languages }: RowsProps) {
  const { languages: words } = useMessages();
  const { columns } = words;
  const mostUses = Math.max(1, ...languages.map(({ uses }) => uses));
  return (
    <div className="tablewrap">
      <table className="datatable cards languagetable">
        <caption className="sr">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.language}</th>
            <th scope="col">{columns.status}</th>
            <th scope="col">{columns.uses}</th>
            <th scope="col">{columns.coverage}</th>
            <th scope="col" className="num">
              {columns.stored}
            </th>
          </tr>
        </thead>
        <tbody>
          {languages.map((language) => (
            <Row
              key={language.code}
              language={language}
              lessons={report.lessons}
              mostUses={mostUses}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  language: LanguageReport;
  lessons: number;
  mostUses: number;
}

function Row({ language, lessons, mostUses }: RowProps) {
  const { languages: words, time } = useMessages();
  const { columns } = words;
  const { code, status, since, stored } = language;
  const isKept = status === 'frequent' || stored.items > 0;
  return (
    <tr data-language={code} data-status={status}>
      <td>
        <ContentLanguageName code={code} />
      </td>
      <td data-l={columns.status}>
        <span className="langstatus">
          <span className="badge" data-state={statusGlyphs[status]}>
            <StateGlyph state={statusGlyphs[status]} />
            {words.status[status]}
          </span>
          {since !== null && (
            <span className="xs muted">
              <Age at={since} />
            </span>
          )}
        </span>
      </td>
      <td data-l={columns.uses}>
        <Uses language={language} most={mostUses} />
      </td>
      <td data-l={columns.coverage} data-empty={isKept ? undefined : ''}>
        {isKept && <Coverage language={language} lessons={lessons} />}
      </td>
      <td className="num" data-l={columns.stored}>
        {stored.items === 0 ? (
          <span className="subtle">{words.none}</span>
        ) : (
          <>
            <bdi>{time.count(stored.items)}</bdi>{' '}
            <bdi className="xs muted">{words.bytes(stored.bytes)}</bdi>
          </>
        )}
      </td>
    </tr>
  );
}

/** The count, and a bar against the most used one. */
function Uses({ language, most }: { language: LanguageReport; most: number }) {
  const { languages: words, time } = useMessages();
  const nameOf = useContentLanguageName();
  const { code, uses, share } = language;
  return (
    <span className="usebar">
      <bdi className={uses === 0 ? 'subtle figure' : 'figure'}>{time.count(uses)}</bdi>
      {uses > 0 && (
        <>
          <span className="usage" role="img" aria-label={words.shareOf(nameOf(code), uses, share)}>
            <i style={{ '--w': (uses / most) * 100 }} />
          </span>
          <bdi className="xs muted">{words.share(share)}</bdi>
        </>
      )}
    </span>
  );
}

/** How much of the lessons is stored as the English is now; why not more, where the language is frequent. */
function Coverage({ language, lessons }: { language: LanguageReport; lessons: number }) {
  const { languages: words } = useMessages();
  const nameOf = useContentLanguageName();
  const { code, status, stored, coverage } = language;
  return (
    <span className="langcover">
      <bdi className="figure">{words.percent(stored.percent)}</bdi>
      <span
        className="cover"
        role="img"
        aria-label={words.coverageOf(nameOf(code), stored.current, lessons)}
      >
        <i data-part="stored" style={{ '--w': stored.percent }} />
      </span>
      {status === 'frequent' && stored.percent < 100 && <CoverageBadge coverage={coverage} />}
    </span>
  );
}
