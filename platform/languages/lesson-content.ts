import { createHash } from 'node:crypto';
import type { Lesson } from '#contracts/lessons';
import { normalHash, segmentHash } from '../guidelines/translation/segment-hash';
import type { SourceSegment } from '../guidelines/translation/segments';
import { bundledCurriculum, type Curriculum } from '../lessons/curriculum';
import { frameLessons } from '../lessons/frame-lessons';
import { createTemplateWriter } from '../lessons/template-writer';

/** A lesson in English, as it is kept ready in other languages. */
export interface SourceLesson {
  /** ASCII: it is part of an object's key. */
  readonly id: string;
  readonly module: { readonly code: string; readonly title: string };
  readonly lesson: Lesson;
  /** Of all of it: another one means another object. */
  readonly hash: string;
  /** Its pieces of text, each once. */
  readonly segments: readonly SourceSegment[];
}

/** All lessons there are, in reading order, and the pieces of text they are made of. */
export interface LessonContent {
  readonly curriculum: { readonly id: string; readonly title: string; readonly sample: boolean };
  readonly lessons: readonly SourceLesson[];
  readonly byId: ReadonlyMap<string, SourceLesson>;
  /** Each once, whichever lessons it stands in. */
  readonly segments: readonly SourceSegment[];
}

/** A lesson with every piece of its text replaced; what is not language stays. */
export const mapTexts = (lesson: Lesson, say: (text: string) => string): Lesson => ({
  ...lesson,
  title: say(lesson.title),
  topics: lesson.topics.map(say),
  objectives: lesson.objectives.map(say),
  activities: lesson.activities.map((one) => ({ ...one, activity: say(one.activity) })),
  materials: lesson.materials.map(say),
  assessment: say(lesson.assessment),
  differentiation: {
    support: say(lesson.differentiation.support),
    stretch: say(lesson.differentiation.stretch),
  },
  homework: say(lesson.homework),
});

const textsOf = (title: string, lesson: Lesson): string[] => {
  const texts = new Set([title]);
  mapTexts(lesson, (text) => {
    texts.add(text);
    return text;
  });
  return [...texts].filter((text) => text.trim() !== '');
};

const hashOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

const idOf = (curriculum: string, code: string, no: number): string =>
  `${curriculum}-${code}-${String(no).padStart(2, '0')}`.toLowerCase().replace(/[^a-z0-9-]+/g, '-');

/** The templates take no time that anybody would want to cut short. */
const call = { signal: new AbortController().signal };

/**
 * Writes the lessons of a curriculum from the built-in templates: the same each time, whoever plans lessons
 * with a provider.
 */
export const writeLessonContent = async (curriculum: Curriculum): Promise<LessonContent> => {
  const writer = createTemplateWriter();
  const segments = new Map<string, SourceSegment>();
  const segmentOf = (text: string, terms: readonly string[]): SourceSegment => {
    const hash = segmentHash(text);
    const known = segments.get(hash);
    const segment = known ?? {
      key: hash,
      topicId: curriculum.id,
      text,
      hash,
      normalHash: normalHash(text),
      terms,
    };
    segments.set(hash, segment);
    return segment;
  };
  const lessons: SourceLesson[] = [];
  for (const [index, module] of curriculum.modules.entries()) {
    const { code, title } = module;
    const before = curriculum.modules[index - 1]?.title ?? null;
    const { lessons: frames } = frameLessons(module, curriculum.lessonMinutes, before);
    const task = { course: curriculum.title, module: { code, title, index }, frames };
    const terms = module.topics.flatMap((topic) => topic.terms);
    for (const lesson of await writer.write(task, call)) {
      lessons.push({
        id: idOf(curriculum.id, code, lesson.no),
        module: { code, title },
        lesson,
        hash: hashOf([code, title, lesson]),
        segments: textsOf(title, lesson).map((text) => segmentOf(text, terms)),
      });
    }
  }
  const { id, title, sample } = curriculum;
  return {
    curriculum: { id, title, sample },
    lessons,
    byId: new Map(lessons.map((one) => [one.id, one])),
    segments: [...segments.values()],
  };
};

let bundled: Promise<LessonContent> | undefined;

/** The lessons of the bundled curriculum; written once per process. */
export const loadLessonContent = (): Promise<LessonContent> => {
  bundled ??= writeLessonContent(bundledCurriculum());
  return bundled;
};
