import { ProviderError } from './provider-error';
import { UnusableAnswer } from './unusable-answer';

/**
 * Asks once more where the first answer is unusable.
 *
 * @param ask gets what was wrong with the first answer, null the first time
 * @throws ProviderError `provider_invalid` where the second is unusable too; whatever else `ask` throws
 */
export const askTwice = async <T>(
  provider: string,
  ask: (complaint: UnusableAnswer | null) => Promise<T>,
): Promise<T> => {
  try {
    return await ask(null);
  } catch (first) {
    if (!(first instanceof UnusableAnswer)) throw first;
    try {
      return await ask(first);
    } catch (second) {
      if (!(second instanceof UnusableAnswer)) throw second;
      const message = `${provider} answered twice with something unusable: ${second.message}.`;
      throw new ProviderError('provider_invalid', message, { cause: second });
    }
  }
};
