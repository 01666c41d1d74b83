import { findContract } from '#contracts/jobs/index';
import { jobTextsFor } from '#contracts/messages/job-texts-for';

/** What people call a job type in a language, or else as its contract has it; one that is not known, by its name. */
export const typeTitle = (type: string, lang: string): string => {
  const own = Object.entries(jobTextsFor(lang)?.types ?? {}).find(([name]) => name === type)?.[1];
  return own?.title ?? findContract(type)?.title ?? type;
};
