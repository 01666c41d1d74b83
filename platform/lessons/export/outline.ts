import type { LessonPlansData } from '#contracts/lessons';

/**
 * A workflow's plans as a document's parts, in order: what both formats say, and in which words. The
 * documents are in English, as the plans are.
 */
export type Part =
  | { readonly kind: 'title' | 'heading' | 'subheading' | 'lesson'; readonly text: string }
  | { readonly kind: 'text' | 'note'; readonly text: string }
  /** A word and what it stands for, on one line. */
  | { readonly kind: 'fact'; readonly name: string; readonly text: string }
  | { readonly kind: 'list'; readonly items: readonly string[] }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
    };

type Module = LessonPlansData['modules'][number];
type Lesson = Module['lessons'][number];

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
const count = (n: number, one: string): string => `${n} ${n === 1 ? one : `${one}s`}`;

const lessonParts = (lesson: Lesson): Part[] => [
  { kind: 'lesson', text: `Lesson ${lesson.no}: ${lesson.title}` },
  { kind: 'note', text: `${lesson.minutes} minutes, level: ${lesson.level}` },
  { kind: 'fact', name: 'Topics', text: lesson.topics.join('; ') },
  { kind: 'fact', name: 'Outcomes', text: lesson.outcomes.join(', ') },
  { kind: 'subheading', text: 'Objectives' },
  { kind: 'list', items: lesson.objectives },
  {
    kind: 'table',
    head: ['Phase', 'Minutes', 'Activity'],
    rows: lesson.activities.map(({ phase, minutes, activity }) => [
      capitalised(phase),
      String(minutes),
      activity,
    ]),
  },
  { kind: 'fact', name: 'Assessment', text: lesson.assessment },
  { kind: 'fact', name: 'Support', text: lesson.differentiation.support },
  { kind: 'fact', name: 'Stretch', text: lesson.differentiation.stretch },
  { kind: 'fact', name: 'Homework', text: lesson.homework },
  { kind: 'fact', name: 'Materials', text: lesson.materials.join('; ') },
];

const moduleParts = (module: Module): Part[] => {
  const { outcomes, topics, minutes } = module.coverage;
  const { engine } = module;
  const by = engine.model ? `${engine.name} ${engine.model}` : engine.name;
  return [
    { kind: 'heading', text: `${module.code} ${module.title}` },
    {
      kind: 'note',
      text: `${count(module.contactHours, 'contact hour')}, ${count(module.lessons.length, 'lesson')}. Written by ${by}.`,
    },
    {
      kind: 'fact',
      name: 'Coverage',
      text: `${outcomes.taught} of ${outcomes.of} outcomes, ${topics.taught} of ${topics.of} topics, ${minutes.planned} of ${minutes.asked} minutes`,
    },
    {
      kind: 'table',
      head: ['Outcome', 'Level', ''],
      rows: module.outcomes.map(({ id, level, text }) => [id, level, text]),
    },
    ...module.lessons.flatMap(lessonParts),
  ];
};

/** The document of what is generated so far. */
export const outlineOf = (data: LessonPlansData): Part[] => {
  const hours = data.modules.reduce((sum, { contactHours }) => sum + contactHours, 0);
  const lessons = data.modules.reduce((sum, module) => sum + module.lessons.length, 0);
  const { source } = data;
  return [
    { kind: 'title', text: data.title },
    {
      kind: 'text',
      text: `${data.modules.length} of ${count(data.totalModules, 'module')}, ${count(lessons, 'lesson')}, ${count(hours, 'contact hour')}.`,
    },
    { kind: 'note', text: `${source.note} As of ${source.asOf}.` },
    ...data.modules.flatMap(moduleParts),
  ];
};
