import { declaredSchedules, scheduleNames } from '#contracts/declared-schedules';
import { MIN_SCHEDULE_INTERVAL_MS } from '#contracts/limits';
import { findCronProblem } from './cron';

/** When a schedule runs, as configuration says. */
export interface ScheduleTime {
  readonly cron: string;
  readonly timezone: string;
}

const variable = (name: string, end: 'CRON' | 'TIMEZONE'): string =>
  `SCHEDULE_${name.toUpperCase().replaceAll('-', '_')}_${end}`;

/** `SCHEDULE_<NAME>_CRON` and `SCHEDULE_<NAME>_TIMEZONE` of every schedule. */
export const scheduleVariables: readonly string[] = scheduleNames.flatMap((name) => [
  variable(name, 'CRON'),
  variable(name, 'TIMEZONE'),
]);

/**
 * The time of every declared schedule, with what the environment changes.
 *
 * @returns the times by name, and a line for each that cannot be used, with its name and its variable
 */
export const readScheduleTimes = (environment: Readonly<Record<string, string | undefined>>) => {
  const problems: string[] = [];
  const times = Object.entries(declaredSchedules).map(([name, declared]) => {
    const time: ScheduleTime = {
      cron: environment[variable(name, 'CRON')]?.trim() || declared.cron,
      timezone: environment[variable(name, 'TIMEZONE')]?.trim() || declared.timezone,
    };
    const problem = findCronProblem(time.cron, time.timezone, MIN_SCHEDULE_INTERVAL_MS);
    if (problem) {
      const named = variable(name, problem.path === 'cron' ? 'CRON' : 'TIMEZONE');
      problems.push(`${named} of the schedule “${name}”: ${problem.code}. ${problem.message}`);
    }
    return [name, time] as const;
  });
  return { times: Object.freeze(Object.fromEntries(times)), problems };
};
