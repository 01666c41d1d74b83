import type { Role } from '#contracts/auth';
import { type SystemName, systems } from '#contracts/define-job';
import { type FormField, formFieldsOf } from '#contracts/form-fields';
import { type JobType, jobContracts } from '#contracts/jobs/index';

/** One job type as the Studio shows it; plain data for the browser. */
export interface Sheet {
  readonly type: JobType;
  readonly title: string;
  readonly summary: string;
  readonly role: Role;
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly fields: readonly FormField[];
}

export interface StudioSection {
  readonly name: SystemName;
  readonly title: string;
  readonly summary: string;
  readonly sheets: readonly Sheet[];
}

/** The Studio of somebody with this role: every system that has a job type they may start. */
export const studioSections = (role: Role): StudioSection[] =>
  (Object.keys(systems) as SystemName[]).flatMap((name) => {
    const sheets = Object.values(jobContracts)
      .filter((contract) => contract.system === name)
      .filter((contract) => contract.role === 'user' || role === 'admin')
      .map((contract) => ({
        type: contract.type,
        title: contract.title,
        summary: contract.summary,
        role: contract.role,
        attempts: contract.limits.attempts,
        timeoutMs: contract.limits.timeoutMs,
        fields: formFieldsOf(contract),
      }));
    return sheets.length === 0 ? [] : [{ name, ...systems[name], sheets }];
  });
