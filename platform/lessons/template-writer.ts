import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Lesson, LessonPhase } from '#contracts/lessons';
import { builtInUsage, countWords } from '../ai/usage';
import { levelAbove } from './bloom';
import type { CurriculumTopic } from './curriculum';
import type { LessonFrame } from './frame-lessons';
import { splitMinutes } from './split-minutes';
import {
  engage,
  explain,
  homework,
  reviewAssessment,
  reviewPhases,
  support,
} from './templates/common-templates';
import { fillTemplate, inSentence } from './templates/fill-template';
import { levelTemplates } from './templates/level-templates';
import type { LessonTask, LessonWriter } from './writer';

/** Raised when the same curriculum would read differently. */
const NAME = 'template@1';
/** Each is a step that is kept, and progress that names it. */
const LESSONS_PER_TASK = 1;

/** Weights of the phases, in minutes of a lesson of 90. */
const teachingWeights = { engage: 10, explore: 15, explain: 20, elaborate: 30, evaluate: 15 };
const reviewWeights = { engage: 10, explore: 20, explain: 15, elaborate: 30, evaluate: 15 };

/** Another sentence each time; where a module begins moves on, so that modules differ too. */
const pick = (sentences: readonly string[], turn: number): string =>
  sentences[turn % sentences.length] as string;

const valuesOf = (topic: CurriculumTopic, previous: string | null): Record<string, string> => {
  const [a = '', b = '', c = ''] = topic.terms.map((term) => `“${term}”`);
  const prev = previous === null ? 'what learners bring along' : inSentence(previous);
  return { t: inSentence(topic.title), a, b, c, case: topic.case, prev };
};

const activitiesOf = (
  minutes: number,
  weights: Readonly<Record<LessonPhase, number>>,
  texts: Readonly<Record<LessonPhase, string>>,
): Lesson['activities'] => {
  const phases = Object.keys(weights) as LessonPhase[];
  const parts = splitMinutes(
    minutes,
    phases.map((phase) => weights[phase]),
  );
  return phases.map((phase, index) => ({
    phase,
    minutes: parts[index] ?? 0,
    activity: texts[phase],
  }));
};

const settled = ({ no, kind, level, minutes, topics, outcomes }: LessonFrame) => ({
  no,
  kind,
  level,
  minutes,
  topics: topics.map(({ title }) => title),
  outcomes: outcomes.map(({ id }) => id),
});

const titleOf = ({ topics, part }: LessonFrame): string => {
  const title = topics.map((topic) => topic.title).join('; ');
  return part.of > 1 ? `${title}, part ${part.no} of ${part.of}` : title;
};

const teach = (frame: LessonFrame, { module }: LessonTask): Lesson => {
  // Each module begins elsewhere in the lists; within one, the next lesson takes the next sentence.
  const turn = module.index * 5 + frame.no - 1;
  const own = levelTemplates[frame.level];
  const topicAt = (index: number) => frame.topics[index % frame.topics.length] as CurriculumTopic;
  /** Several topics share a lesson's activities between them. */
  const say = (sentences: readonly string[], index: number, skip = 0) =>
    fillTemplate(pick(sentences, turn + skip), valuesOf(topicAt(index), frame.previous));
  const [main] = frame.topics;
  const terms = frame.topics.flatMap((topic) => topic.terms);
  return {
    ...settled(frame),
    title: titleOf(frame),
    objectives: [
      ...frame.outcomes.map(({ text }) => text),
      ...frame.topics.map((topic, index) =>
        fillTemplate(pick(own.objective, turn + index), valuesOf(topic, frame.previous)),
      ),
    ],
    activities: activitiesOf(frame.minutes, teachingWeights, {
      engage: say(engage, 0),
      explore: say(own.explore, 1),
      explain: say(explain, 2),
      elaborate: say(own.elaborate, 3),
      evaluate: say(own.check, 4),
    }),
    materials: [
      ...frame.topics.map(({ title }) => `Slides: ${title}`),
      `Worksheet ${module.code}.${frame.no}, on this situation: ${main?.case ?? module.title}`,
      `Word cards: ${terms.slice(0, 8).join(', ')}`,
    ],
    assessment: say(own.assessment, 0),
    differentiation: {
      support: say(support, 0),
      // The highest level has none above: another of its own then.
      stretch: say(levelTemplates[levelAbove(frame.level)].elaborate, 0, 3),
    },
    homework: say(homework, 0),
  };
};

const review = (frame: LessonFrame, { module }: LessonTask): Lesson => {
  const values = {
    m: `“${module.title}”`,
    first: inSentence(frame.topics.at(0)?.title ?? module.title),
    last: inSentence(frame.topics.at(-1)?.title ?? module.title),
  };
  const say = (sentences: readonly string[]) => fillTemplate(pick(sentences, module.index), values);
  return {
    ...settled(frame),
    title: `Review and assessment: ${module.title}`,
    objectives: frame.outcomes.map(({ text }) => text),
    activities: activitiesOf(frame.minutes, reviewWeights, {
      engage: say(reviewPhases.engage),
      explore: say(reviewPhases.explore),
      explain: say(reviewPhases.explain),
      elaborate: say(reviewPhases.elaborate),
      evaluate: say(reviewPhases.evaluate),
    }),
    materials: [
      `Outcomes of ${module.code} as a checklist`,
      `Practice assessment ${module.code} with rubric`,
      'Notes and worksheets of the module',
    ],
    assessment: say(reviewAssessment),
    differentiation: {
      support: 'A choice of tasks by outcome, with the worked examples of the module at hand',
      stretch: `A task that joins ${values.first} and ${values.last} in a case of the learner’s own`,
    },
    homework: `Return to the outcome of ${values.m} that was ticked last, and bring one piece of work on it.`,
  };
};

const wordsOf = (lesson: Lesson): number =>
  [...lesson.objectives, ...lesson.activities.map(({ activity }) => activity)].reduce(
    (sum, text) => sum + countWords(text),
    0,
  );

/** Writes from templates and the topic's own words: no network, the same answer each time. */
export const createTemplateWriter = (): LessonWriter => ({
  engine: { kind: 'built-in', name: NAME },
  lessonsPerTask: LESSONS_PER_TASK,
  write: async (task, call) => {
    const startedAt = performance.now();
    const lessons: Lesson[] = [];
    for (const frame of task.frames) {
      call.signal.throwIfAborted();
      lessons.push(frame.kind === 'review' ? review(frame, task) : teach(frame, task));
      // Other jobs of this process, and a cancel, get their turn.
      await nextTurn();
    }
    const count = lessons.reduce((sum, lesson) => sum + wordsOf(lesson), 0);
    call.onUsage?.(builtInUsage('lessons', NAME, startedAt, { count, name: 'words' }));
    return lessons;
  },
});
