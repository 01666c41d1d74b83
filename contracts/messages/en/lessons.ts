import { time } from './time';

const counted = (count: number, one: string, many: string): string =>
  count === 1 ? `1 ${one}` : `${time.count(count)} ${many}`;
const lessonCount = (count: number): string => counted(count, 'lesson', 'lessons');
const hours = (count: number): string => counted(count, 'contact hour', 'contact hours');

/** The pages of lesson plans, and the result of `lesson-plans`. */
export const lessons = {
  title: 'Lessons',
  lead: (curriculum: string, modules: number): string =>
    `Turns a curriculum into lessons, module by module. A new workflow begins “${curriculum}”: ${counted(modules, 'module', 'modules')}.`,
  sample: 'Sample content',
  newWorkflow: {
    title: 'New workflow',
    label: 'Name',
    hint: 'Letters, digits, hyphens and underscores. A name you have used goes on where it stopped.',
    invalid: 'Use 1 to 100 letters, digits, hyphens and underscores.',
    start: 'Start',
    failed: (message: string): string => `Not started. ${message}`,
  },
  list: {
    title: 'My workflows',
    empty: 'No workflow yet',
    emptyText: 'Give one a name and start it. Its modules then follow each other by themselves.',
    columns: {
      name: 'Workflow',
      modules: 'Modules',
      lessons: 'Lessons',
      hours: 'Contact hours',
      begun: 'Begun',
    },
    of: (done: number, all: number): string => `${time.count(done)} of ${time.count(all)}`,
  },
  status: {
    pending: 'Not running',
    in_progress: 'Generating',
    complete: 'Complete',
    failed: 'Stopped by a failure',
  },
  actions: { start: 'Start', goOn: 'Go on', retry: 'Try again' },
  exports: { markdown: 'Markdown', docx: 'Word', label: 'Take along' },
  progress: {
    title: 'Progress',
    bar: 'All modules',
    modules: (done: number, all: number): string =>
      `${time.count(done)} of ${counted(all, 'module', 'modules')}`,
    failed: (message: string): string => `It cannot be read right now. ${message}`,
    stopped: 'A module could not be planned. Trying again begins with it; what is there stays.',
  },
  totals: { lessons: 'Lessons', hours: 'Contact hours' },
  coverage: {
    title: 'Coverage',
    about: 'A module is kept only when all of it is taught and its minutes add up.',
    outcomes: 'Outcomes taught',
    topics: 'Topics taught',
    minutes: 'Minutes planned',
    of: (done: number, all: number): string => `${time.count(done)} of ${time.count(all)}`,
    line: (outcomes: string, topics: string, minutes: string): string =>
      `Outcomes ${outcomes}, topics ${topics}, minutes ${minutes}`,
  },
  modules: {
    title: 'Modules',
    waiting: 'Waiting',
    planned: (count: number, contactHours: number): string =>
      `${lessonCount(count)}, ${hours(contactHours)}`,
    asked: (contactHours: number): string => hours(contactHours),
    job: 'Job',
    loading: 'Reading the lessons…',
    unreadable: 'The lessons cannot be read right now.',
    again: 'Try again',
  },
  module: { outcomes: 'Outcomes', lessons: 'Lessons' },
  lesson: {
    minutes: (minutes: number): string => `${time.count(minutes)} min`,
    objectives: 'Objectives',
    activities: 'Activities',
    phase: 'Phase',
    time: 'Time',
    activity: 'What happens',
    topics: 'Topics',
    assessment: 'Assessment',
    support: 'Support',
    stretch: 'Stretch',
    homework: 'Homework',
    materials: 'Materials',
  },
  phases: {
    engage: 'Engage',
    explore: 'Explore',
    explain: 'Explain',
    elaborate: 'Elaborate',
    evaluate: 'Evaluate',
  },
  levels: {
    remember: 'Remember',
    understand: 'Understand',
    apply: 'Apply',
    analyse: 'Analyse',
    evaluate: 'Evaluate',
    create: 'Create',
  },
  result: {
    generated: (count: number, contactHours: number): string =>
      `Planned ${lessonCount(count)}, ${hours(contactHours)}.`,
    skipped: 'The module was there already; it was left as it is.',
    underWay: 'Another job is at this module; it was left to it.',
    open: 'Open the workflow',
    module: (index: number, all: number): string =>
      `Module ${time.count(index)} of ${time.count(all)}`,
    columns: { no: 'No.', lesson: 'Lesson', level: 'Level', time: 'Time' },
  },
};
