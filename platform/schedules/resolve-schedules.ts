import { declaredSchedules, type ScheduleDeclaration } from '#contracts/declared-schedules';
import type { JobContract } from '#contracts/define-job';
import { jobContracts } from '#contracts/jobs/index';
import type { MisfirePolicy, OverlapPolicy } from '#contracts/schedules';
import type { ScheduleTime } from './schedule-settings';

/** A schedule as code and configuration want it, ready to be written. */
export interface WantedSchedule extends ScheduleTime {
  readonly name: string;
  readonly contract: JobContract;
  readonly input: unknown;
  readonly overlap: OverlapPolicy;
  readonly misfire: MisfirePolicy;
  readonly misfireLimit: number;
  readonly runAtStart: boolean;
}

/**
 * Every declared schedule at its configured time.
 *
 * @throws Error naming the schedule whose input its job type would refuse
 */
export const resolveSchedules = (
  times: Readonly<Record<string, ScheduleTime>>,
): readonly WantedSchedule[] =>
  Object.entries(declaredSchedules).map(([name, declared]: [string, ScheduleDeclaration]) => {
    const contract: JobContract = jobContracts[declared.type];
    const input = contract.input.safeParse(declared.input);
    if (!input.success) {
      throw new Error(`The input of the schedule “${name}” is not what ${declared.type} takes.`);
    }
    const { overlap, misfire, misfireLimit, runAtStart, cron, timezone } = declared;
    return {
      name,
      contract,
      input: input.data,
      overlap,
      misfire,
      misfireLimit,
      runAtStart,
      ...(times[name] ?? { cron, timezone }),
    };
  });
