import { time } from './time';

/** The jobs round a job: where it comes from and what came of it. */
export const related = {
  parent: 'Started by',
  retryOf: 'Another try of',
  /** `name` is the handler's own word for these children. */
  children: (name: string): string => `Children: ${name}`,
  done: (ended: number, all: number): string => `${time.count(ended)} of ${time.count(all)} ended`,
  next: 'Queued when this job completed',
  retries: 'Later tries',
  more: (count: number): string => `${time.count(count)} more are not shown.`,
  none: 'This job was started by itself, and has started no others.',
  loading: 'Loading related jobs',
  notLoaded: 'The related jobs could not be loaded.',
};
