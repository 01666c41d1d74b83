import { type Config, ConfigError } from '../config';
import { chooseProvider, type ProviderChoice } from './choose-provider';

/** Embedding models of the providers that surely have one. */
const defaults: Readonly<Partial<Record<ProviderChoice['name'], string>>> = {
  gemini: 'gemini-embedding-001',
  openai: 'text-embedding-3-small',
};

/**
 * The provider and model that embed: AI_EMBEDDING_MODEL of the provider that writes, or that provider's
 * default here. A server that may have no embeddings at all is not asked unless AI_EMBEDDING_MODEL says so.
 *
 * @returns null where the built-in embedder does the work
 * @throws ConfigError where there is a model and no provider
 */
export const chooseEmbedding = (ai: Config['ai']): ProviderChoice | null => {
  if (ai.embeddingModel === 'built-in') return null;
  const choice = chooseProvider(ai);
  if (!choice) {
    if (ai.embeddingModel === undefined) return null;
    throw new ConfigError(
      'The configuration has errors:\n  AI_EMBEDDING_MODEL is set, so a provider is needed: set its key, or leave AI_EMBEDDING_MODEL empty',
    );
  }
  const model = ai.embeddingModel ?? defaults[choice.name];
  return model ? { ...choice, model } : null;
};
