'use client';

import type { JobOutput } from '#contracts/jobs/index';
import type { PreloadedLanguage } from '#contracts/jobs/preload-languages';
import type { ContentLanguage } from '#contracts/languages';
import { ContentLanguageName } from '../languages/content-language-name';
import { CoverageBadge } from '../languages/language-table';
import { useMessages } from '../messages';
import { Link } from '../ui/link';
import { Score } from './result-parts';

type Output = JobOutput<'preload-languages'>;

export function PreloadLanguagesResult({ output }: { output: Output }) {
  const { languages, time } = useMessages();
  const { result: words } = languages;
  const rows = Object.entries(output.languages) as [ContentLanguage, PreloadedLanguage][];
  const sum = (of: (one: PreloadedLanguage) => number) =>
    rows.reduce((total, [, one]) => total + of(one), 0);
  const [stored, all] = [sum((one) => one.stored), sum((one) => one.lessons)];
  const [waiting, doubtful] = [sum((one) => one.needsProvider), sum((one) => one.needsReview)];
  const percent = all === 0 ? 0 : Math.floor((stored / all) * 100);
  return (
    <>
      <Score value={percent} figure={time.count(percent)} unit="%">
        <p>{words.storedOf(stored, all)}</p>
        {waiting > 0 && <p>{words.needsProvider(waiting)}</p>}
        {doubtful > 0 && <p>{words.needsReview(doubtful)}</p>}
      </Score>
      <Outcomes rows={rows} />
      <p>
        <Link href="/languages">{words.open}</Link>
      </p>
    </>
  );
}

/** Without the figures that are 0 throughout. */
function Outcomes({ rows }: { rows: readonly [ContentLanguage, PreloadedLanguage][] }) {
  const { languages, time } = useMessages();
  const { columns, fraction } = languages.result;
  const all: readonly (readonly [string, (one: PreloadedLanguage) => number])[] = [
    [columns.added, (one) => one.added],
    [columns.translated, (one) => one.newlyTranslated],
    [columns.memory, (one) => one.fromMemory],
    [columns.provider, (one) => one.needsProvider],
    [columns.review, (one) => one.needsReview],
  ];
  const figures = all.filter(([, of]) => rows.some(([, one]) => of(one) > 0));
  return (
    <div className="tablewrap">
      <table className="datatable cards">
        <thead>
          <tr>
            <th scope="col">{columns.language}</th>
            <th scope="col">{columns.coverage}</th>
            <th scope="col" className="num">
              {columns.stored}
            </th>
            {figures.map(([label]) => (
              <th scope="col" className="num" key={label}>
                {label}
              </th>
            ))}
            <th scope="col" className="num">
              {columns.segments}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(([code, one]) => (
            <tr key={code}>
              <td>
                <ContentLanguageName code={code} />
              </td>
              <td data-l={columns.coverage}>
                <CoverageBadge coverage={one.coverage} />
              </td>
              <td className="num" data-l={columns.stored}>
                <bdi>{fraction(one.stored, one.lessons)}</bdi>
              </td>
              {figures.map(([label, of]) => (
                <td className="num" data-l={label} key={label}>
                  <bdi className={of(one) === 0 ? 'subtle' : undefined}>{time.count(of(one))}</bdi>
                </td>
              ))}
              <td className="num" data-l={columns.segments}>
                <bdi>{fraction(one.translatedSegments, one.segments)}</bdi>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
