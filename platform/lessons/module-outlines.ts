import type { Curriculum } from './curriculum';
import { lessonLengths } from './split-minutes';

/** What each module of a curriculum asks for, before anything is planned. */
export const moduleOutlines = ({ modules, lessonMinutes }: Curriculum) =>
  modules.map(({ code, title, contactHours, outcomes, topics }) => ({
    ...{ code, title, contactHours },
    outcomes: outcomes.length,
    topics: topics.length,
    lessons: lessonLengths(Math.round(contactHours * 60), lessonMinutes).length,
  }));
