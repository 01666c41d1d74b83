import type { z } from 'zod';
import type { JobType, jobContracts } from './jobs/index';
import type { MisfirePolicy, OverlapPolicy } from './schedules';

export interface ScheduleDeclaration<T extends JobType = JobType> {
  readonly type: T;
  /** As `POST /api/jobs` takes it. */
  readonly input: z.input<(typeof jobContracts)[T]['input']>;
  /** Five fields, or six with seconds first. `SCHEDULE_<NAME>_CRON` and `_TIMEZONE` change it. */
  readonly cron: string;
  /** IANA name. */
  readonly timezone: string;
  readonly overlap: OverlapPolicy;
  readonly misfire: MisfirePolicy;
  /** Under `all`: so many missed slots at most are made up for, the latest ones. */
  readonly misfireLimit: number;
  /** Also once when the deployment starts. */
  readonly runAtStart: boolean;
}

const defineSchedule = <T extends JobType>(
  declaration: ScheduleDeclaration<T>,
): ScheduleDeclaration<T> => declaration;

/** Every schedule, by its name: kebab-case, unique, also in addresses and environment variables. */
export const declaredSchedules = {
  // The first is the one that `GET /api/job-status` tells of unless it is asked for another.
  ingestion: defineSchedule({
    type: 'news-ingestion',
    input: {},
    cron: '* * * * *',
    timezone: 'UTC',
    overlap: 'skip',
    misfire: 'once',
    misfireLimit: 1,
    runAtStart: true,
  }),
  housekeeping: defineSchedule({
    type: 'housekeeping',
    input: {},
    cron: '0 4 * * *',
    timezone: 'UTC',
    overlap: 'skip',
    misfire: 'once',
    misfireLimit: 1,
    runAtStart: false,
  }),
  evaluation: defineSchedule({
    type: 'language-evaluation',
    input: {},
    cron: '0 2 1,15 * *',
    timezone: 'UTC',
    overlap: 'skip',
    misfire: 'once',
    misfireLimit: 1,
    runAtStart: false,
  }),
  preload: defineSchedule({
    type: 'preload-languages',
    input: {},
    cron: '0 3 * * *',
    timezone: 'UTC',
    overlap: 'skip',
    misfire: 'once',
    misfireLimit: 1,
    runAtStart: true,
  }),
} as const satisfies Readonly<Record<string, ScheduleDeclaration>>;

export const scheduleNames: readonly string[] = Object.keys(declaredSchedules);
