'use client';

import type { JobOutput } from '#contracts/jobs/index';
import { useMessages } from '../messages';
import { foreign } from '../ui/field';
import { Link } from '../ui/link';
import { ResultSection } from './result-parts';

type Output = JobOutput<'lesson-plans'>;

/** A module's lessons in a list; the plans themselves are on the workflow's page. */
export function LessonPlansResult({ output }: { output: Output }) {
  const { lessons, locale } = useMessages();
  const { result, coverage: words } = lessons;
  const { outcome, coverage } = output;
  const english = foreign(locale === 'en' ? undefined : 'en');
  return (
    <>
      <p>
        {outcome === 'generated' && result.generated(output.lessons.length, output.contactHours)}
        {outcome === 'skipped' && result.skipped}
        {outcome === 'under-way' && result.underWay}{' '}
        <Link href={`/lessons/${output.workflowId}`}>{result.open}</Link>
      </p>
      <ResultSection
        title={`${output.code} ${output.title}`}
        note={result.module(output.moduleIndex + 1, output.totalModules)}
      >
        {output.lessons.length > 0 && <LessonTable lessons={output.lessons} english={english} />}
      </ResultSection>
      {coverage && (
        <p className="xs muted">
          {words.line(
            words.of(coverage.outcomes.taught, coverage.outcomes.of),
            words.of(coverage.topics.taught, coverage.topics.of),
            words.of(coverage.minutes.planned, coverage.minutes.asked),
          )}
        </p>
      )}
      <p className="xs muted">
        {output.source.sample && <b>{lessons.sample}. </b>}
        <span {...english}>{output.source.note}</span>
      </p>
    </>
  );
}

function LessonTable({
  lessons,
  english,
}: {
  lessons: Output['lessons'];
  english: ReturnType<typeof foreign>;
}) {
  const { result, levels, lesson: words } = useMessages().lessons;
  const { columns } = result;
  return (
    <table className="datatable">
      <thead>
        <tr>
          <th scope="col">{columns.no}</th>
          <th scope="col">{columns.lesson}</th>
          <th scope="col">{columns.level}</th>
          <th scope="col" className="num">
            {columns.time}
          </th>
        </tr>
      </thead>
      <tbody>
        {lessons.map(({ no, title, level, minutes }) => (
          <tr key={no}>
            <td>{no}</td>
            <td {...english}>{title}</td>
            <td>{levels[level]}</td>
            <td className="num">{words.minutes(minutes)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
