import type { z } from 'zod';
import type { Role } from './roles';

/** The systems; each is a section of the Studio of whoever may start one of its job types. */
export const systems = {
  careers: { title: 'Careers', summary: 'Where a person stands, and what to do next.' },
  guidelines: {
    title: 'Guidelines',
    summary: 'First-aid topics: learnt, asked about, translated.',
  },
  lessons: { title: 'Lessons', summary: 'A curriculum turned into lessons, module by module.' },
  languages: {
    title: 'Languages',
    summary: 'Lessons kept ready in the languages that are used, and in no others.',
  },
  news: { title: 'News', summary: 'Articles of feeds: gathered, summarised, asked about.' },
  operations: { title: 'Operations', summary: 'What keeps this installation tidy.' },
} as const;
export type SystemName = keyof typeof systems;

export interface JobLimits {
  /** Attempts in all, the first included. */
  readonly attempts: number;
  /** Longest one attempt may run, in milliseconds, before its signal aborts and it counts as failed. */
  readonly timeoutMs: number;
  /** Pause before the second attempt, in milliseconds; doubles with each further one, with jitter. */
  readonly backoffMs: number;
  /**
   * Starts per minute per owner, counted for this type alone. Default: it shares WORKER_MAX_JOBS with the other
   * types; that limit holds where it is the wider one, or off.
   */
  readonly startsPerMinute?: number;
  /** True for short jobs that a person waits for: they have slots of their own, and no long job keeps them waiting. */
  readonly express?: boolean;
}

/**
 * What a job type is, for every side: API validation, the form on its page, the typed hook, the
 * OpenAPI document, metrics and docs all come from here.
 */
export interface JobContract<
  T extends string = string,
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  /** Kebab-case; also the file's name here and in `worker/jobs/`, and the queue's name. */
  readonly type: T;
  readonly system: SystemName;
  readonly title: string;
  /** One or two sentences for people: what they get. */
  readonly summary: string;
  /** A strict object. A field's `.meta({ title, description, examples, control })` makes its form field. */
  readonly input: I;
  readonly output: O;
  readonly limits: JobLimits;
  /**
   * Days that its finished jobs stay in the ledger, the latest ones too: for types that run so often that the
   * installation's retention would keep too many of them. Default: as the installation keeps all jobs.
   */
  readonly keepDays?: number;
  /** Least role needed to start it. */
  readonly role: Role;
  /** `platform`: no form and no command starts it. Default `people`. */
  readonly startedBy?: 'people' | 'platform';
  /** One line for toast and list once it has completed, made from the result. Plain text. */
  readonly headline: (output: z.output<O>) => string;
}

/** Declares a job type; the types of input and output are kept for handler, hook and form. */
export const defineJob = <T extends string, I extends z.ZodType, O extends z.ZodType>(
  contract: JobContract<T, I, O>,
): JobContract<T, I, O> => contract;
