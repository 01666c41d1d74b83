import { z } from 'zod';
import { type Lesson, lessonPhases } from '#contracts/lessons';
import type { ModelCaller } from '../ai/create-model-caller';
import { delimitText, UNTRUSTED_TEXT_RULE } from '../ai/delimit-text';
import type { LessonFrame } from './frame-lessons';
import type { LessonWriter } from './writer';

/** Few enough for an answer to come well within a request's time limit. */
const LESSONS_PER_TASK = 3;
const LONGEST_TEXT = 600;
const MOST_ITEMS = 12;

const answerSchema = z.strictObject({
  lessons: z.array(
    z.strictObject({
      no: z.number().int(),
      title: z.string(),
      topics: z.array(z.string()),
      outcomes: z.array(z.string()),
      objectives: z.array(z.string()),
      activities: z.array(
        z.strictObject({
          phase: z.enum(lessonPhases),
          minutes: z.number().int(),
          activity: z.string(),
        }),
      ),
      materials: z.array(z.string()),
      assessment: z.string(),
      support: z.string(),
      stretch: z.string(),
      homework: z.string(),
    }),
  ),
});
type Answer = z.output<typeof answerSchema>['lessons'][number];

const SYSTEM = [
  'You write lesson plans for a college course. For each frame answer with one lesson of the same `no`.',
  'A frame is settled: copy its topics and outcome ids exactly, add none, leave none out. Each lesson has the five phases engage, explore, explain, elaborate and evaluate, once each and in this order; their minutes are whole, above 0, and add up to the frame’s minutes.',
  'Objectives say what learners can do afterwards. Activities say what learners and tutor do, with the words of the topic. `assessment` says what is marked and how, `support` and `stretch` what is done for learners who need more help and for those who need more challenge.',
  'A frame of kind `review` goes over all outcomes and ends with a practice assessment.',
  'Do not repeat a sentence from one lesson in another. Write plain English, no praise.',
  UNTRUSTED_TEXT_RULE,
].join('\n');

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const sameSet = (given: readonly string[], asked: readonly string[]): boolean =>
  given.length === asked.length && asked.every((one) => given.includes(one));

const textsOf = (lesson: Answer): string[] => [
  ...[lesson.title, lesson.assessment, lesson.support, lesson.stretch, lesson.homework],
  ...lesson.objectives,
  ...lesson.activities.map(({ activity }) => activity),
  ...lesson.materials,
];

/** What is wrong with a lesson, held against its frame; null = nothing. */
const objection = (lesson: Answer | undefined, frame: LessonFrame): string | null => {
  const which = `lesson ${frame.no}`;
  if (!lesson) return `${which} is missing`;
  const phases = lesson.activities.map(({ phase }) => phase);
  if (phases.join() !== lessonPhases.join()) {
    return `${which} must have the phases ${lessonPhases.join(', ')}, once each and in this order`;
  }
  if (lesson.activities.some(({ minutes }) => minutes < 1)) {
    return `every activity of ${which} needs a minute at least`;
  }
  const minutes = lesson.activities.reduce((sum, one) => sum + one.minutes, 0);
  if (minutes !== frame.minutes) {
    return `the activities of ${which} add up to ${minutes} minutes; they must add up to ${frame.minutes}`;
  }
  const topics = frame.topics.map(({ title }) => title);
  if (!sameSet(lesson.topics, topics)) {
    return `${which} must have exactly these topics: ${topics.join('; ')}`;
  }
  const outcomes = frame.outcomes.map(({ id }) => id);
  if (!sameSet(lesson.outcomes, outcomes)) {
    return `${which} must have exactly these outcomes: ${outcomes.join(', ')}`;
  }
  if (lesson.objectives.length === 0) return `${which} has no objective`;
  if (
    lesson.objectives.length > MOST_ITEMS + outcomes.length ||
    lesson.materials.length > MOST_ITEMS
  ) {
    return `${which} lists too much: at most ${MOST_ITEMS} materials, and hardly more objectives than outcomes`;
  }
  const texts = textsOf(lesson).map(oneLine);
  if (texts.some((text) => text === '')) return `a text of ${which} is empty`;
  if (texts.some((text) => text.length > LONGEST_TEXT)) {
    return `a text of ${which} has more than ${LONGEST_TEXT} characters`;
  }
  return null;
};

/** What is wrong with an answer as a whole; null = nothing. */
const check = (answers: readonly Answer[], frames: readonly LessonFrame[]): string | null => {
  const byNo = new Map(answers.map((lesson) => [lesson.no, lesson]));
  if (answers.length !== frames.length || byNo.size !== frames.length) {
    return `there must be ${frames.length} lessons, one for each frame; there are ${answers.length}`;
  }
  for (const frame of frames) {
    const problem = objection(byNo.get(frame.no), frame);
    if (problem) return problem;
  }
  return null;
};

const combine = (lesson: Answer, frame: LessonFrame): Lesson => ({
  no: frame.no,
  title: oneLine(lesson.title),
  kind: frame.kind,
  level: frame.level,
  minutes: frame.minutes,
  topics: frame.topics.map(({ title }) => title),
  outcomes: frame.outcomes.map(({ id }) => id),
  objectives: lesson.objectives.map(oneLine),
  activities: lesson.activities.map((one) => ({ ...one, activity: oneLine(one.activity) })),
  materials: lesson.materials.map(oneLine),
  assessment: oneLine(lesson.assessment),
  differentiation: { support: oneLine(lesson.support), stretch: oneLine(lesson.stretch) },
  homework: oneLine(lesson.homework),
});

const frameMaterial = ({
  no,
  kind,
  minutes,
  level,
  topics,
  outcomes,
  part,
  previous,
}: LessonFrame) => ({
  no,
  kind,
  minutes,
  level,
  part: part.of > 1 ? `${part.no} of ${part.of}` : null,
  previous,
  topics: topics.map(({ title, terms, case: situation }) => ({ title, terms, situation })),
  outcomes: outcomes.map(({ id, text }) => ({ id, text })),
});

/** Writes with a provider's model. Every answer is held against hours and coverage before it is kept. */
export const createProviderLessonWriter = (model: ModelCaller): LessonWriter => ({
  engine: model.engine,
  lessonsPerTask: LESSONS_PER_TASK,
  write: async ({ course, module, frames }, call) => {
    const { lessons } = await model.ask({
      ...call,
      task: 'lessons',
      schema: answerSchema,
      check: (answer) => check(answer.lessons, frames),
      system: SYSTEM,
      prompt: [
        delimitText('course', course),
        delimitText('module', `${module.code} ${module.title}`),
        delimitText('frames as JSON', JSON.stringify(frames.map(frameMaterial))),
      ].join('\n\n'),
    });
    const byNo = new Map(lessons.map((lesson) => [lesson.no, lesson]));
    return frames.map((frame) => combine(byNo.get(frame.no) as Answer, frame));
  },
});
