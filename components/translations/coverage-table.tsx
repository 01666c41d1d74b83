'use client';

import type { LanguageCode } from '#contracts/guideline-languages';
import type { Coverage, LanguageCoverage } from '#contracts/guideline-translations';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { StateGlyph } from '../state-glyph';
import { Link } from '../ui/link';
import { LanguageName, useLanguageName } from './language-name';

/** A language that a job is at work on, and how far it is with it. */
export interface UnderWay {
  readonly code: LanguageCode;
  readonly message: string;
}

interface CoverageTableProps {
  coverage: Coverage;
  underWay: UnderWay | null;
  hrefOf: (code: LanguageCode) => string;
}

/** How much of the guidelines each language has: the share as text and as a bar, the rest by its reason. */
export function CoverageTable({ coverage, underWay, hrefOf }: CoverageTableProps) {
  const { translations: words } = useMessages();
  const { columns } = words;
  return (
    <div className="tablewrap">
      <table className="datatable cards coverage">
        <caption className="sr">{words.caption}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.language}</th>
            <th scope="col">{columns.coverage}</th>
            <th scope="col" className="num">
              {columns.approved}
            </th>
            <th scope="col" className="num">
              {columns.review}
            </th>
            <th scope="col" className="num">
              {columns.provider}
            </th>
            <th scope="col" className="num">
              {columns.outdated}
            </th>
            <th scope="col" className="num">
              {columns.untranslated}
            </th>
            <th scope="col" className="num">
              {columns.written}
            </th>
          </tr>
        </thead>
        <tbody>
          {coverage.languages.map((language) => (
            <Row
              key={language.code}
              language={language}
              total={coverage.segments}
              underWay={underWay?.code === language.code ? underWay.message : null}
              href={hrefOf(language.code)}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  language: LanguageCoverage;
  total: number;
  underWay: string | null;
  href: string;
}

function Row({ language, total, underWay, href }: RowProps) {
  const { translations: words, time } = useMessages();
  const { columns } = words;
  const { code, counts, pseudo, updatedAt } = language;
  const figures = [
    [columns.approved, language.approved],
    [columns.review, counts['needs-review']],
    [columns.provider, counts['needs-provider']],
    [columns.outdated, counts.outdated],
    [columns.untranslated, counts.untranslated],
  ] as const;
  return (
    <tr data-language={code}>
      <td>
        <Link className="langlink" href={href}>
          <LanguageName code={code} />
        </Link>
        {underWay !== null && (
          <span className="badge underway" data-state="running">
            <StateGlyph state="running" percent={50} />
            <bdi>{underWay}</bdi>
          </span>
        )}
        {pseudo > 0 && (
          <span className="chip" title={words.dryRunHint}>
            {words.dryRunRows(pseudo)}
          </span>
        )}
      </td>
      <td data-l={columns.coverage}>
        <CoverageBar language={language} total={total} />
      </td>
      {figures.map(([label, figure]) => (
        <td key={label} className="num" data-l={label} data-zero={figure === 0 ? '' : undefined}>
          <bdi className={figure === 0 ? 'subtle' : undefined}>{time.count(figure)}</bdi>
        </td>
      ))}
      <td className="num xs muted" data-l={columns.written}>
        {updatedAt === null ? words.never : <Age at={updatedAt} />}
      </td>
    </tr>
  );
}

/** Translated in the colour of what is complete, what waits for a person after it, the rest empty. */
function CoverageBar({ language, total }: { language: LanguageCoverage; total: number }) {
  const { translations: words } = useMessages();
  const nameOf = useLanguageName();
  const { code, counts, percent } = language;
  const share = (count: number) => (total === 0 ? 0 : (count / total) * 100);
  return (
    <span className="coverbar">
      <bdi className="figure">{words.percent(percent)}</bdi>
      <span
        className="cover"
        role="img"
        aria-label={words.coverageOf(nameOf(code), percent, counts.translated, total)}
      >
        <i data-part="translated" style={{ '--w': share(counts.translated) }} />
        <i data-part="needs-review" style={{ '--w': share(counts['needs-review']) }} />
      </span>
    </span>
  );
}
