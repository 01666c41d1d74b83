import type { Coverage, Lesson } from '#contracts/lessons';
import type { CurriculumModule } from './curriculum';
import type { ModuleFrame } from './frame-lessons';

/** What of a module its lessons teach. A review teaches nothing new, so it does not count. */
export const coverageOf = (
  module: CurriculumModule,
  outcomes: ModuleFrame['outcomes'],
  lessons: readonly Lesson[],
): Coverage => {
  const teaching = lessons.filter(({ kind }) => kind === 'teaching');
  const taughtTopics = new Set(teaching.flatMap(({ topics }) => topics));
  const taughtOutcomes = new Set(teaching.flatMap((lesson) => lesson.outcomes));
  const lackingOutcomes = outcomes.filter(({ id }) => !taughtOutcomes.has(id));
  const lackingTopics = module.topics.filter(({ title }) => !taughtTopics.has(title));
  return {
    outcomes: { taught: outcomes.length - lackingOutcomes.length, of: outcomes.length },
    topics: { taught: module.topics.length - lackingTopics.length, of: module.topics.length },
    minutes: {
      planned: lessons.reduce(
        (sum, { activities }) => sum + activities.reduce((all, { minutes }) => all + minutes, 0),
        0,
      ),
      asked: Math.round(module.contactHours * 60),
    },
    missing: [...lackingOutcomes.map(({ text }) => text), ...lackingTopics.map((t) => t.title)],
  };
};

/** Whether every outcome and topic is taught and the contact hours add up. */
export const isComplete = ({ missing, minutes }: Coverage): boolean =>
  missing.length === 0 && minutes.planned === minutes.asked;
