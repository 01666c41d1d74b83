'use client';

import { Check, TriangleAlert } from 'lucide-react';
import type { JobOutput } from '#contracts/jobs/index';
import { useMessages } from '../messages';
import { Chips, ResultSection, Score, ShortList, SourceNote, TakenFor } from './result-parts';

type Output = JobOutput<'resume-optimization'>;
const FIRST_BULLETS = 3;
const FIRST_KEYWORDS = 24;

export function ResumeOptimizationResult({ output }: { output: Output }) {
  const { results, time } = useMessages();
  const { resume } = results;
  return (
    <>
      <Score value={output.score} figure={time.count(Math.round(output.score))} unit={resume.of}>
        <p>{output.summary}</p>
        <TakenFor about={output.role} />
      </Score>
      <ResultSection title={resume.parts}>
        <Breakdown parts={output.breakdown} />
      </ResultSection>
      <ResultSection
        title={resume.missing}
        note={
          output.missingKeywords.length > 0
            ? resume.missingNote(output.missingKeywords.length)
            : undefined
        }
      >
        {output.missingKeywords.length === 0 ? (
          <p className="note">{resume.noMissing}</p>
        ) : (
          <ShortList items={output.missingKeywords} first={FIRST_KEYWORDS}>
            {(items) => <Chips items={items} />}
          </ShortList>
        )}
      </ResultSection>
      {output.matchedKeywords.length > 0 && (
        <ResultSection title={resume.matched} note={time.count(output.matchedKeywords.length)}>
          <ShortList items={output.matchedKeywords} first={FIRST_KEYWORDS}>
            {(items) => <Chips items={items} />}
          </ShortList>
        </ResultSection>
      )}
      {output.bullets.length > 0 && <Bullets bullets={output.bullets} />}
      <ResultSection title={resume.sections}>
        <Checks sections={output.sections} />
      </ResultSection>
      <SourceNote source={output.source} />
    </>
  );
}

function Breakdown({ parts }: { parts: Output['breakdown'] }) {
  const { resume } = useMessages().results;
  return (
    <ul className="parts">
      {parts.map(({ part, points, of, note }) => (
        <li key={part}>
          <span className="medium" dir="auto">
            {part}
          </span>
          <span className="num">
            <bdi>{resume.points(points, of)}</bdi>
          </span>
          <span className="meter" aria-hidden="true">
            <i style={{ '--v': of === 0 ? 0 : Math.min(100, (points / of) * 100) }} />
          </span>
          <span className="muted xs" dir="auto">
            {note}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Bullets({ bullets }: { bullets: Output['bullets'] }) {
  const { resume } = useMessages().results;
  const rewritten = bullets.filter(({ now }) => now !== null).length;
  return (
    <ResultSection title={resume.bullets} note={resume.bulletsNote(rewritten, bullets.length)}>
      <ShortList items={bullets} first={FIRST_BULLETS}>
        {(items) => (
          <ol className="diff">
            {items.map(({ was, now, tips }) => (
              <li key={was}>
                <p className="was">
                  <span className="which">{resume.was}</span>
                  <span dir="auto">{was}</span>
                </p>
                {now !== null && (
                  <p className="now">
                    <span className="which">{resume.now}</span>
                    <span dir="auto">{now}</span>
                  </p>
                )}
                <Tips tips={tips} changed={now !== null} />
              </li>
            ))}
          </ol>
        )}
      </ShortList>
    </ResultSection>
  );
}

/** What only the writer can add; or that there is nothing to do. */
function Tips({ tips, changed }: { tips: readonly string[]; changed: boolean }) {
  const { resume } = useMessages().results;
  if (tips.length === 0 && changed) return null;
  return (
    <div className="tips muted">
      <span className="which">{tips.length > 0 && resume.tip}</span>
      {tips.length === 0 ? (
        <span>{resume.unchanged}</span>
      ) : (
        <ul>
          {tips.map((tip) => (
            <li key={tip} dir="auto">
              {tip}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Checks({ sections }: { sections: Output['sections'] }) {
  const { resume } = useMessages().results;
  return (
    <ul className="checks">
      {sections.map(({ name, ok, note }) => {
        const Icon = ok ? Check : TriangleAlert;
        return (
          <li key={name}>
            <Icon className="i" aria-hidden="true" />
            <span className="medium" dir="auto">
              {name}
              <span className="sr">, {ok ? resume.passes : resume.needsWork}</span>
            </span>
            <span className="muted" dir="auto">
              {note}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
