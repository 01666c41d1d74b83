import type { LanguagesReport } from '#contracts/languages';
import { readJson } from '../_lib/read-json';

export const readLanguagesNow = (signal?: AbortSignal): Promise<LanguagesReport> =>
  readJson<LanguagesReport>('/api/languages', 'languages', signal);
