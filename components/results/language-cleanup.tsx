'use client';

import type { JobOutput } from '#contracts/jobs/index';
import type { CleanedLanguage } from '#contracts/jobs/language-cleanup';
import type { ContentLanguage } from '#contracts/languages';
import { ContentLanguageName } from '../languages/content-language-name';
import { useMessages } from '../messages';

type Output = JobOutput<'language-cleanup'>;

export function LanguageCleanupResult({ output }: { output: Output }) {
  const { languages, time } = useMessages();
  const { result: words } = languages;
  const { columns } = words;
  const rows = Object.entries(output.languages) as [ContentLanguage, CleanedLanguage][];
  return (
    <>
      <p className="headline">{words.cleaned(output.totalCleanedLessons)}</p>
      {rows.length === 0 ? (
        <p className="note">{words.nothingStored}</p>
      ) : (
        <div className="tablewrap">
          <table className="datatable cards">
            <thead>
              <tr>
                <th scope="col">{columns.language}</th>
                <th scope="col" className="num">
                  {columns.removed}
                </th>
                <th scope="col" className="num">
                  {columns.recent}
                </th>
                <th scope="col" className="num">
                  {columns.mostUsed}
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([code, one]) => (
                <tr key={code}>
                  <td>
                    <ContentLanguageName code={code} />
                    {one.frequentAgain && <p className="xs muted">{words.frequentAgain}</p>}
                  </td>
                  <td className="num" data-l={columns.removed}>
                    {words.removedOf(one.removed, languages.bytes(one.bytes))}
                  </td>
                  <td className="num" data-l={columns.recent}>
                    <bdi>{time.count(one.keptRecent)}</bdi>
                  </td>
                  <td className="num" data-l={columns.mostUsed}>
                    <bdi>{time.count(one.keptMostUsed)}</bdi>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  );
}
