import { type SystemName, systems } from '#contracts/define-job';
import { type FormField, formFieldsOf } from '#contracts/form-fields';
import { type JobType, jobContracts } from '#contracts/jobs/index';
import { isAtLeast, type Role } from '#contracts/roles';
import { systemText, translateFields, typeText } from './job-texts';

/** One job type as the Studio shows it; plain data for the browser. */
export interface Sheet {
  readonly type: JobType;
  readonly title: string;
  readonly summary: string;
  /** `en` where the contract's text is not in the reader's language. */
  readonly lang: 'en' | null;
  readonly role: Role;
  readonly attempts: number;
  readonly timeoutMs: number;
  readonly fields: readonly FormField[];
}

export interface StudioSection {
  readonly name: SystemName;
  readonly title: string;
  readonly summary: string;
  readonly lang: 'en' | null;
  readonly sheets: readonly Sheet[];
}

/** The Studio of somebody with this role: every system that has a job type they may start. */
export const studioSections = (role: Role, locale: string): StudioSection[] =>
  (Object.keys(systems) as SystemName[]).flatMap((name) => {
    const sheets = Object.values(jobContracts)
      .filter((contract) => contract.system === name && contract.startedBy !== 'platform')
      .filter((contract) => isAtLeast(role, contract.role))
      .map((contract) => ({
        type: contract.type,
        ...typeText(contract.type, locale),
        role: contract.role,
        attempts: contract.limits.attempts,
        timeoutMs: contract.limits.timeoutMs,
        fields: translateFields(contract.type, formFieldsOf(contract), locale),
      }));
    return sheets.length === 0 ? [] : [{ name, ...systemText(name, locale), sheets }];
  });
