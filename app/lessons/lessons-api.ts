import type { LessonPlansData, LessonPlansStart } from '#contracts/lessons';
import { readJson } from '../_lib/read-json';

const path = (workflowId: string): string => `/api/workflows/${workflowId}/lesson-plans`;

/** @throws ReadFailure */
export const startWorkflow = (workflowId: string): Promise<LessonPlansStart> =>
  readJson<LessonPlansStart>(path(workflowId), 'data', undefined, { method: 'POST' });

/** One planned module; undefined where it is not there. @throws ReadFailure, or an AbortError */
export const readModule = async (
  workflowId: string,
  index: number,
  signal: AbortSignal,
): Promise<LessonPlansData['modules'][number] | undefined> => {
  const answer = await readJson<{ data: LessonPlansData }>(
    `${path(workflowId)}?module=${index}`,
    'data',
    signal,
  );
  return answer.data.modules[0];
};

export const workflowHref = (workflowId: string): string => `/lessons/${workflowId}`;
export const exportHref = (workflowId: string, format: 'markdown' | 'docx'): string =>
  `${path(workflowId)}/export?format=${format}`;
