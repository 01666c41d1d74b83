import { heJobTexts } from './he/job-types';
import type { JobTexts } from './job-texts';

const byLocale: ReadonlyMap<string, JobTexts> = new Map([['he', heJobTexts]]);

/** The texts of a language; undefined for English, and where there are none. For the server alone. */
export const jobTextsFor = (locale: string): JobTexts | undefined => byLocale.get(locale);
