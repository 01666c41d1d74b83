import type { LanguageModelUsage } from 'ai';
import type { TokenUsage } from './usage';

/** What the SDK says was used. */
export const tokensOf = (usage: LanguageModelUsage | undefined): TokenUsage | undefined =>
  usage && {
    inputTokens: usage.inputTokens,
    outputTokens: usage.outputTokens,
    cachedInputTokens: usage.inputTokenDetails?.cacheReadTokens,
  };
