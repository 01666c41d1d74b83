import type { BloomLevel, Lesson, ModulePlan } from '#contracts/lessons';
import { byLevel, levelOf } from './bloom';
import type { CurriculumModule, CurriculumTopic } from './curriculum';
import { lessonLengths } from './split-minutes';

type Outcome = ModulePlan['outcomes'][number];

/**
 * What a lesson is to hold, before anybody puts it into words: made by rule alone, so that what is
 * taught and how long it takes never depends on who writes.
 */
export interface LessonFrame {
  readonly no: number;
  readonly kind: Lesson['kind'];
  readonly minutes: number;
  readonly level: BloomLevel;
  readonly topics: readonly CurriculumTopic[];
  readonly outcomes: readonly Outcome[];
  /** Which lesson on its topic this is, where a topic takes several; `1 of 1` else. */
  readonly part: { readonly no: number; readonly of: number };
  /** The topic before its own; null at the very beginning. */
  readonly previous: string | null;
}

export interface ModuleFrame {
  readonly outcomes: readonly Outcome[];
  readonly lessons: readonly LessonFrame[];
}

/** A module of fewer lessons has no room for a review. */
const LESSONS_FOR_REVIEW = 3;

/**
 * The part of `items` that falls to slot `index` of `slots`: several where there are more items than
 * slots, else one, which neighbouring slots may share. Every item falls to some slot.
 */
const shareOf = <T>(items: readonly T[], index: number, slots: number): readonly T[] => {
  if (items.length < slots) {
    const from = Math.floor((index * items.length) / slots);
    return items.slice(from, from + 1);
  }
  const from = Math.floor((index * items.length) / slots);
  return items.slice(from, Math.floor(((index + 1) * items.length) / slots));
};

const highest = (outcomes: readonly Outcome[]): BloomLevel =>
  [...outcomes].sort(byLevel).at(-1)?.level ?? 'understand';

const samePart = (a: readonly CurriculumTopic[], b: readonly CurriculumTopic[]): boolean =>
  a.length === 1 && b.length === 1 && a[0] === b[0];

/**
 * Cuts a module into lessons: its hours to the minute, its topics in their order, its outcomes from the
 * lowest level up. The last lesson reviews it all, where there are three or more.
 *
 * @param before title of the module before, for the first lesson to link to
 */
export const frameLessons = (
  module: CurriculumModule,
  lessonMinutes: number,
  before: string | null,
): ModuleFrame => {
  const lengths = lessonLengths(Math.round(module.contactHours * 60), lessonMinutes);
  const outcomes = module.outcomes.map((text, index) => ({
    id: `${module.code}-LO${index + 1}`,
    text,
    level: levelOf(text),
  }));
  // Sorting is stable: outcomes of one level keep the order the curriculum gave them.
  const climbing = [...outcomes].sort(byLevel);
  const review = lengths.length >= LESSONS_FOR_REVIEW;
  const slots = review ? lengths.length - 1 : lengths.length;
  const shares = Array.from({ length: slots }, (_, index) => shareOf(module.topics, index, slots));
  const lessons = lengths.map((minutes, index): LessonFrame => {
    const no = index + 1;
    const own = shares[index] ?? [];
    const other = shares.slice(0, index).findLast((share) => !samePart(share, own));
    const previous = other?.at(-1)?.title ?? before;
    if (index === slots) {
      const all = { topics: module.topics, outcomes: climbing, level: 'evaluate' as const };
      return { no, kind: 'review', minutes, ...all, part: { no: 1, of: 1 }, previous };
    }
    const served = shareOf(climbing, index, slots);
    const same = shares.flatMap((share, at) => (samePart(share, own) ? [at] : []));
    return {
      no,
      kind: 'teaching',
      minutes,
      level: highest(served),
      topics: own,
      outcomes: served,
      part: same.length > 1 ? { no: same.indexOf(index) + 1, of: same.length } : { no: 1, of: 1 },
      previous,
    };
  });
  return { outcomes, lessons };
};
