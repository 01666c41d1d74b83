import { createGoogleGenerativeAI } from '@ai-sdk/google';
import { createOpenAICompatible } from '@ai-sdk/openai-compatible';
import type { EmbeddingModel } from 'ai';
import type { ProviderChoice } from './choose-provider';

/** The AI SDK's embedding model for a choice. Makes no call. */
export const createEmbeddingModel = ({
  name,
  model,
  apiKey,
  baseUrl,
}: ProviderChoice): EmbeddingModel =>
  name === 'gemini'
    ? createGoogleGenerativeAI({ apiKey, baseURL: baseUrl }).embeddingModel(model)
    : createOpenAICompatible({ name, apiKey, baseURL: baseUrl }).embeddingModel(model);
