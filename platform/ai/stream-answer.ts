import { type LanguageModel, streamText } from 'ai';
import { ProviderError } from './provider-error';
import { tokensOf } from './tokens-of';
import { UnusableAnswer } from './unusable-answer';
import type { TokenUsage } from './usage';

interface StreamedRequest {
  /** The provider, as messages name it. */
  readonly provider: string;
  readonly model: LanguageModel;
  readonly system: string;
  readonly prompt: string;
  /** Gets each piece as it comes; what it throws ends the request. */
  readonly onText: (text: string) => void;
}

const brokeOff = (provider: string, cause: unknown): ProviderError =>
  new ProviderError('provider_unavailable', `${provider} broke off in the middle of an answer.`, {
    cause,
  });

/** Why a text that has ended is of no use; null = it is. */
const objection = (reason: string | undefined, begun: boolean): string | null => {
  if (reason === 'length') return 'it is longer than the model may write';
  if (reason === 'content-filter') return 'it was held back by a filter';
  return reason === 'stop' && !begun ? 'it is empty' : null;
};

/**
 * Asks for a text and hands it on as it is written. The SDK's streams end quietly whatever happened: an error, an
 * abort and a missing end are told apart here and thrown.
 *
 * @throws ProviderError where it broke off in the middle; UnusableAnswer; what the SDK reports where nothing has
 * come yet; the signal's reason
 */
export const streamAnswer = async (
  { provider, model, system, prompt, onText }: StreamedRequest,
  signal: AbortSignal,
): Promise<{ value: undefined; usage: TokenUsage | undefined }> => {
  const stop = new AbortController();
  const abortSignal = AbortSignal.any([signal, stop.signal]);
  let begun = false;
  let usage: TokenUsage | undefined;
  let reason: string | undefined;
  try {
    // Reported as a part of the stream; by default it would also be printed.
    const onError = () => {};
    const { fullStream } = streamText({
      model,
      system,
      prompt,
      maxRetries: 0,
      abortSignal,
      onError,
    });
    for await (const part of fullStream) {
      if (part.type === 'text-delta' && part.text) {
        begun = true;
        onText(part.text);
      } else if (part.type === 'error') {
        signal.throwIfAborted();
        throw begun ? brokeOff(provider, part.error) : part.error;
      } else if (part.type === 'finish') {
        reason = part.finishReason;
        usage = tokensOf(part.totalUsage);
      }
    }
    signal.throwIfAborted();
    const complaint = objection(reason, begun);
    if (!complaint && reason !== 'stop') throw brokeOff(provider, reason);
    if (complaint) throw new UnusableAnswer(complaint, { usage });
    return { value: undefined, usage };
  } finally {
    // Whatever ended this: nobody reads on.
    stop.abort();
  }
};
