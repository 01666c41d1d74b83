import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { LanguageModel } from 'ai';
import type { ProviderChoice } from './choose-provider';

/** The AI SDK's model for a choice. Makes no call. */
export const createLanguageModel = (choice: ProviderChoice): LanguageModel => {
  const { name, model, apiKey, baseUrl } = choice;
  if (name === 'gemini') {
    return createGoogleGenerativeAI({ apiKey, baseURL: baseUrl })(model);
  }
  // OpenAI itself goes by its chat endpoint too: one protocol for three providers.
  return createOpenAICompatible({
    name,
    apiKey,
    baseURL: baseUrl,
    includeUsage: true,
    supportsStructuredOutputs: true,
  })(model);
};
