'use client';

import type { EvaluationRecord } from '#contracts/languages';
import { Age } from '../job-time';
import { useMessages } from '../messages';
import { Link } from '../ui/link';
import { LanguageList } from './content-language-name';

interface EvaluationHistoryProps {
  evaluations: readonly EvaluationRecord[];
  jobHref: (id: string) => string;
}

/** What each evaluation changed, the latest first. */
export function EvaluationHistory({ evaluations, jobHref }: EvaluationHistoryProps) {
  const { history: words } = useMessages().languages;
  const { columns } = words;
  if (evaluations.length === 0) {
    return (
      <div className="panel-body">
        <p className="note">{words.nothing}</p>
      </div>
    );
  }
  return (
    <div className="tablewrap">
      <table className="datatable cards evaluations">
        <caption className="sr">{words.title}</caption>
        <thead>
          <tr>
            <th scope="col">{columns.at}</th>
            <th scope="col">{columns.promoted}</th>
            <th scope="col">{columns.demoted}</th>
            <th scope="col" className="num">
              {columns.uses}
            </th>
            <th scope="col" className="num">
              {columns.window}
            </th>
          </tr>
        </thead>
        <tbody>
          {evaluations.map((one) => (
            <Row key={one.jobId} evaluation={one} href={jobHref(one.jobId)} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ evaluation, href }: { evaluation: EvaluationRecord; href: string }) {
  const { languages, time } = useMessages();
  const { history: words } = languages;
  const { columns } = words;
  const { at, promoted, demoted, undecided, totalUses, window } = evaluation;
  const unchanged = promoted.length + demoted.length === 0;
  return (
    <tr data-evaluation={evaluation.jobId}>
      <td>
        <Link href={href}>
          <Age at={at} />
        </Link>
      </td>
      {unchanged ? (
        <td colSpan={2} className="muted">
          {undecided === null ? words.unchanged : words.undecided[undecided]}
        </td>
      ) : (
        <>
          <td data-l={columns.promoted}>
            {promoted.length === 0 ? (
              <span className="subtle">{languages.none}</span>
            ) : (
              <LanguageList codes={promoted} />
            )}
          </td>
          <td data-l={columns.demoted}>
            {demoted.length === 0 ? (
              <span className="subtle">{languages.none}</span>
            ) : (
              <LanguageList codes={demoted} />
            )}
          </td>
        </>
      )}
      <td className="num" data-l={columns.uses}>
        <bdi>{time.count(totalUses)}</bdi>
      </td>
      <td className="num muted" data-l={columns.window}>
        {words.days(window.days)}
      </td>
    </tr>
  );
}
