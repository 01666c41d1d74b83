import { describe, expect, test } from 'vitest';
import { bloomLevels, type Lesson, lessonSchema } from '#contracts/lessons';
import { levelOf } from '#platform/lessons/bloom';
import { coverageOf, isComplete } from '#platform/lessons/coverage';
import {
  bundledCurriculum,
  type CurriculumModule,
  curriculumSchema,
} from '#platform/lessons/curriculum';
import { frameLessons } from '#platform/lessons/frame-lessons';
import { lessonLengths, splitMinutes } from '#platform/lessons/split-minutes';
import { createTemplateWriter } from '#platform/lessons/template-writer';
import { levelTemplates } from '#platform/lessons/templates/level-templates';

const writer = createTemplateWriter();
const signal = new AbortController().signal;

const write = async (module: CurriculumModule, lessonMinutes: number, index = 0) => {
  const frame = frameLessons(module, lessonMinutes, null);
  const task = { course: 'Course', module: { ...module, index }, frames: frame.lessons };
  const lessons = await writer.write(task, { signal });
  return { lessons, coverage: coverageOf(module, frame.outcomes, lessons) };
};

const moduleOf = (contactHours: number, outcomes: number, topics: number): CurriculumModule => ({
  code: 'M1',
  title: 'Anything',
  contactHours,
  outcomes: Array.from(
    { length: outcomes },
    (_, n) => `${['Define', 'Explain', 'Apply', 'Compare', 'Judge', 'Create'][n % 6]} thing ${n}`,
  ),
  topics: Array.from({ length: topics }, (_, n) => ({
    title: `Topic ${n}`,
    terms: [`one ${n}`, `two ${n}`, `three ${n}`],
    case: `case ${n}`,
  })),
});

const oddHours = [
  0.5,
  0.75,
  1,
  1.5,
  1.6,
  2.25,
  3,
  4.1,
  7,
  7.35,
  12.5,
  18.75,
  19.5,
  37 + 1 / 60,
  150,
];
const shapes = [
  [1, 1],
  [1, 9],
  [7, 2],
  [4, 6],
  [13, 31],
] as const;

describe.each(oddHours)('a module of %s contact hours', (hours) => {
  test.each(shapes)(
    'with %s outcomes and %s topics teaches all of it to the minute',
    async (outcomes, topics) => {
      for (const lessonMinutes of [50, 90]) {
        const { lessons, coverage } = await write(moduleOf(hours, outcomes, topics), lessonMinutes);
        expect(isComplete(coverage), JSON.stringify(coverage)).toBe(true);
        expect(coverage.minutes.planned).toBe(Math.round(hours * 60));
        for (const lesson of lessons) {
          expect(lessonSchema.parse(lesson)).toEqual(lesson);
          const minutes = lesson.activities.map((one) => one.minutes);
          expect(minutes.reduce((sum, one) => sum + one, 0)).toBe(lesson.minutes);
          expect(Math.min(...minutes)).toBeGreaterThan(0);
          expect(lesson.topics.length * lesson.outcomes.length).toBeGreaterThan(0);
        }
        expect(lessons.map(({ no }) => no)).toEqual(lessons.map((_, index) => index + 1));
        if (lessons.length >= 3) expect(lessons.at(-1)?.kind).toBe('review');
      }
    },
  );
});

test('no lesson is much shorter or longer than usual, whatever the hours', () => {
  for (let total = 90; total <= 1_200; total += 1) {
    const lengths = lessonLengths(total, 90);
    expect(lengths.reduce((sum, one) => sum + one, 0)).toBe(total);
    for (const minutes of lengths) {
      expect(minutes).toBeGreaterThanOrEqual(30);
      expect(minutes).toBeLessThan(120);
    }
  }
});

test('minutes are shared out by weight, in fives where that is possible', () => {
  expect(splitMinutes(90, [10, 15, 20, 30, 15])).toEqual([10, 15, 20, 30, 15]);
  expect(splitMinutes(45, [10, 15, 20, 30, 15])).toEqual([5, 10, 10, 15, 5]);
  expect(splitMinutes(5, [10, 15, 20, 30, 15])).toEqual([1, 1, 1, 1, 1]);
  expect(splitMinutes(91, [10, 15, 20, 30, 15]).reduce((sum, one) => sum + one)).toBe(91);
});

test.each([
  ['Identify the parts', 'remember'],
  ['explain why', 'understand'],
  ['Carry out a check', 'apply'],
  ['Set up an editor', 'apply'],
  ['Analyze a fault', 'analyse'],
  ['Justify a choice', 'evaluate'],
  ['Design, build and present', 'create'],
  ['Appreciate the sunset', 'understand'],
])('“%s” is of the level %s', (outcome, level) => expect(levelOf(outcome)).toBe(level));

test('every level has six sentences or more of each kind, none of them twice', () => {
  for (const level of bloomLevels) {
    for (const sentences of Object.values(levelTemplates[level]) as string[][]) {
      expect(new Set(sentences).size).toBeGreaterThanOrEqual(6);
    }
  }
});

describe('the bundled curriculum', () => {
  const curriculum = bundledCurriculum();

  test('has 8 modules, 150 contact hours and 100 lessons, and says that it is a sample', async () => {
    const plans = await Promise.all(
      curriculum.modules.map((module, index) => write(module, curriculum.lessonMinutes, index)),
    );
    expect(curriculum.modules).toHaveLength(8);
    expect(plans.flatMap(({ lessons }) => lessons)).toHaveLength(100);
    expect(curriculum.modules.reduce((sum, module) => sum + module.contactHours, 0)).toBe(150);
    expect(plans.every(({ coverage }) => isComplete(coverage))).toBe(true);
    expect(curriculum).toMatchObject({ sample: true, lessonMinutes: 90 });
    expect(curriculumSchema.parse(curriculum)).toEqual(curriculum);
  });

  test('begins every outcome with a verb whose level is known, and climbs from module to module', () => {
    for (const { outcomes } of curriculum.modules) {
      const levels = outcomes.map(levelOf);
      expect(new Set(levels).size).toBeGreaterThanOrEqual(4);
    }
  });

  test('never gives the same activity twice', async () => {
    const texts = await Promise.all(
      curriculum.modules.map(async (module, index) => {
        const { lessons } = await write(module, curriculum.lessonMinutes, index);
        return lessons.flatMap((lesson: Lesson) => lesson.activities.map((one) => one.activity));
      }),
    );
    const all = texts.flat();
    const twice = all.filter((text, index) => all.indexOf(text) !== index);
    expect(all).toHaveLength(500);
    // Sentences that name no word of their topic may come again in another module, not in the same one.
    expect(twice.length).toBeLessThan(25);
    for (const module of texts) expect(new Set(module).size).toBe(module.length);
  });
});

test('a curriculum whose hours are no whole minutes is refused', () => {
  const module = { ...moduleOf(1, 1, 1), contactHours: 18.76 };
  const wrong = { ...bundledCurriculum(), modules: [module] };
  expect(() => curriculumSchema.parse(wrong)).toThrow(/whole minutes/);
});

test('writing ends at once when it is asked to', async () => {
  const frame = frameLessons(moduleOf(18, 3, 5), 90, null);
  const reason = new Error('cancelled');
  const task = { course: 'C', module: { code: 'M', title: 'T', index: 0 }, frames: frame.lessons };
  await expect(writer.write(task, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
