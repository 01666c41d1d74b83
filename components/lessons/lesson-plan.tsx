'use client';

import { useId } from 'react';
import type { Lesson } from '#contracts/lessons';
import { useMessages } from '../messages';
import { foreign } from '../ui/field';

/** Plans are in English, whatever language the page is in. */
const useEnglish = () => foreign(useMessages().locale === 'en' ? undefined : 'en');

/** One lesson: a line, and under it the plan. */
export function LessonPlan({ lesson }: { lesson: Lesson }) {
  const { lesson: words, levels } = useMessages().lessons;
  const english = useEnglish();
  return (
    <details className="lessonplan">
      <summary>
        <span className="no">{lesson.no}</span>
        <span className="title" {...english}>
          {lesson.title}
        </span>
        <span className="chip">{levels[lesson.level]}</span>
        <span className="muted xs minutes">{words.minutes(lesson.minutes)}</span>
      </summary>
      <div className="plan">
        <div>
          <h4>{words.objectives}</h4>
          <ul className="objectives" {...english}>
            {lesson.objectives.map((objective) => (
              <li key={objective}>{objective}</li>
            ))}
          </ul>
        </div>
        <Activities activities={lesson.activities} />
        <Facts lesson={lesson} />
      </div>
    </details>
  );
}

function Activities({ activities }: Pick<Lesson, 'activities'>) {
  const { lesson: words, phases } = useMessages().lessons;
  const english = useEnglish();
  const titleId = useId();
  const total = activities.reduce((sum, { minutes }) => sum + minutes, 0);
  return (
    <div>
      <h4 id={titleId}>{words.activities}</h4>
      <ol className="activities" aria-labelledby={titleId}>
        {activities.map(({ phase, minutes, activity }) => (
          <li key={phase}>
            <span className="phase">{phases[phase]}</span>
            <span className="muted minutes">{words.minutes(minutes)}</span>
            <span className="share" aria-hidden="true">
              <i style={{ '--v': (100 * minutes) / total }} />
            </span>
            <span className="what" {...english}>
              {activity}
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

function Facts({ lesson }: { lesson: Lesson }) {
  const { lesson: words } = useMessages().lessons;
  const english = useEnglish();
  const rows = [
    [words.topics, lesson.topics.join('; ')],
    [words.assessment, lesson.assessment],
    [words.support, lesson.differentiation.support],
    [words.stretch, lesson.differentiation.stretch],
    [words.homework, lesson.homework],
    [words.materials, lesson.materials.join('; ')],
  ] as const;
  return (
    <dl className="facts">
      {rows.map(([name, text]) => (
        <Fact key={name} name={name}>
          <span {...english}>{text}</span>
        </Fact>
      ))}
    </dl>
  );
}

const Fact = ({ name, children }: { name: string; children: React.ReactNode }) => (
  <>
    <dt>{name}</dt>
    <dd>{children}</dd>
  </>
);
