'use client';

import type { JobOutput } from '#contracts/jobs/index';
import { useMessages } from '../messages';
import { Chips, ResultSection, Score, ShortList, SourceNote, TakenFor } from './result-parts';

type Output = JobOutput<'skill-gap-analysis'>;
const FIRST_ROWS = 10;

export function SkillGapAnalysisResult({ output }: { output: Output }) {
  const { results, time } = useMessages();
  const { skills } = results;
  const { matched, missing, adjacent } = output;
  return (
    <>
      <Score
        value={output.coverage}
        figure={time.count(Math.round(output.coverage))}
        unit={skills.of}
      >
        <p>{skills.summary(matched.length, missing.length, adjacent.length)}</p>
        <TakenFor about={output.role} />
      </Score>
      <ResultSection
        title={skills.missing}
        note={missing.length > 0 ? skills.missingNote : undefined}
      >
        <Missing missing={missing} />
      </ResultSection>
      {output.learningOrder.length > 0 && (
        <ResultSection title={skills.order}>
          <Order steps={output.learningOrder} />
        </ResultSection>
      )}
      <ResultSection title={skills.matched} note={time.count(matched.length)}>
        {matched.length === 0 ? (
          <p className="note">{skills.noMatched}</p>
        ) : (
          <Chips items={matched.map(({ skill }) => skill)} />
        )}
      </ResultSection>
      {adjacent.length > 0 && (
        <ResultSection title={skills.adjacent} note={time.count(adjacent.length)}>
          <Adjacent pairs={adjacent} />
        </ResultSection>
      )}
      {output.industryNote !== null && (
        <ResultSection title={skills.industry}>
          <p className="note" dir="auto">
            {output.industryNote}
          </p>
        </ResultSection>
      )}
      <SourceNote source={output.source} />
    </>
  );
}

function Missing({ missing }: { missing: Output['missing'] }) {
  const { skills } = useMessages().results;
  if (missing.length === 0) return <p className="note">{skills.noMissing}</p>;
  return (
    <ShortList items={missing} first={FIRST_ROWS}>
      {(items) => (
        <ul className="gaps">
          {items.map(({ skill, anyOf, level, why }) => (
            <li key={skill}>
              <span className="medium" dir="auto">
                {skill}
              </span>
              <span className="level" data-level={level}>
                {skills.level[level]}
              </span>
              <span className="muted xs" dir="auto">
                {anyOf.length > 1 ? `${why} (${skills.anyOf(anyOf.join(', '))})` : why}
              </span>
            </li>
          ))}
        </ul>
      )}
    </ShortList>
  );
}

const Order = ({ steps }: { steps: Output['learningOrder'] }) => (
  <ol className="order">
    {steps.map(({ step, skill, reason }) => (
      <li key={step}>
        <span className="no">{step}</span>
        <span className="medium" dir="auto">
          {skill}
        </span>
        <span className="muted" dir="auto">
          {reason}
        </span>
      </li>
    ))}
  </ol>
);

function Adjacent({ pairs }: { pairs: Output['adjacent'] }) {
  const { skills } = useMessages().results;
  return (
    <ul className="pairs">
      {pairs.map(({ skill, helpsWith }) => (
        <li key={`${skill} ${helpsWith}`}>
          <span className="medium" dir="auto">
            {skill}
          </span>
          <span className="muted" dir="auto">
            {skills.helpsWith(helpsWith)}
          </span>
        </li>
      ))}
    </ul>
  );
}
