import type { LanguageCode } from '#contracts/guideline-languages';
import type { Approval, Coverage, EditableSegment } from '#contracts/guideline-translations';
import { readJson } from '../../_lib/read-json';

const path = '/api/guidelines/translations';

export const readCoverageNow = (): Promise<Coverage> => readJson<Coverage>(path, 'languages');

/** @throws ReadFailure `invalid_input` where the checks complain, `conflict` where the English has changed */
export const approveSegment = (
  language: LanguageCode,
  key: string,
  approval: Approval,
): Promise<{ segment: EditableSegment }> =>
  readJson(`${path}/${language}/${key}`, 'segment', undefined, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(approval),
  });
