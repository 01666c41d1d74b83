import type { ModelCaller } from '../ai/create-model-caller';
import { createTemplateWriter } from './template-writer';
import type { LessonWriter } from './writer';

/** @param model whoever writes; null = the built-in templates */
export const chooseLessonWriter = async (model: ModelCaller | null): Promise<LessonWriter> => {
  if (!model) return createTemplateWriter();
  // A worker without a provider never loads its code.
  const { createProviderLessonWriter } = await import('./provider-writer');
  return createProviderLessonWriter(model);
};
