import { SpanKind, withSpan } from '../tracing/spans';
import type { ProviderChoice } from './choose-provider';
import { classifyFailure } from './classify-failure';
import type { PaceGate } from './pace-gate';
import { ProviderError } from './provider-error';
import { UnusableAnswer } from './unusable-answer';
import type { AiCall, TokenUsage, Usage } from './usage';

export interface Request<T> {
  /** Names the request in usage reports. */
  readonly task: string;
  readonly units?: Usage['units'];
  /**
   * Sends it, once, without retries of its own.
   *
   * @throws what the SDK throws, or UnusableAnswer
   */
  readonly send: (signal: AbortSignal) => Promise<{ value: T; usage: TokenUsage | undefined }>;
}

/**
 * Makes one request: when the budget and the gate allow it, within the time limit, short waits that the
 * provider asks for included, each try reported.
 *
 * @throws ProviderError; UnusableAnswer where the answer is not what was asked for; BudgetExceeded; the
 * signal's reason once it aborts
 */
export type Requester = <T>(request: Request<T>, call: AiCall) => Promise<T>;

export interface RequesterOptions {
  /** Longest one request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Paces the provider; shared with whoever else asks it. */
  readonly gate: PaceGate;
}

/** Waits in one call before the job is put off instead: a provider may say “one second” for ever. */
const MOST_WAITS = 3;

export const createRequester = (
  choice: Pick<ProviderChoice, 'name' | 'model'>,
  { timeoutMs, gate }: RequesterOptions,
): Requester => {
  const spanOf = (task: string) => ({
    kind: SpanKind.CLIENT,
    attributes: {
      'gen_ai.provider.name': choice.name,
      'gen_ai.request.model': choice.model,
      'jobwire.task': task,
    },
  });

  const report = <T>(
    { task, units = null }: Request<T>,
    call: AiCall,
    startedAt: number,
    outcome: Usage['outcome'],
    spent: TokenUsage | undefined,
  ): void =>
    call.onUsage?.({
      task,
      engine: 'provider',
      provider: choice.name,
      model: choice.model,
      inputTokens: spent?.inputTokens ?? null,
      outputTokens: spent?.outputTokens ?? null,
      cachedInputTokens: spent?.cachedInputTokens ?? null,
      units,
      ms: Math.round(performance.now() - startedAt),
      outcome,
    });

  const sendOnce = async <T>(request: Request<T>, call: AiCall): Promise<T> => {
    const startedAt = performance.now();
    const limit = AbortSignal.timeout(timeoutMs);
    try {
      const { value, usage } = await request.send(AbortSignal.any([call.signal, limit]));
      report(request, call, startedAt, 'ok', usage);
      return value;
    } catch (error) {
      // A call that was cut off may have been paid for all the same.
      const unusable = error instanceof UnusableAnswer;
      report(
        request,
        call,
        startedAt,
        unusable ? 'unusable' : 'failed',
        unusable ? error.usage : undefined,
      );
      call.signal.throwIfAborted();
      if (!limit.aborted || unusable) throw error;
      const seconds = Math.round(timeoutMs / 1_000);
      const message = `${choice.name} did not answer within ${seconds} s.`;
      throw new ProviderError('provider_unavailable', message, { cause: error });
    }
  };

  return async (request, call) => {
    for (let waits = 0; ; waits += 1) {
      await call.admit?.();
      try {
        return await gate.run(
          () => withSpan('ask provider', spanOf(request.task), () => sendOnce(request, call)),
          call.signal,
        );
      } catch (error) {
        call.signal.throwIfAborted();
        if (error instanceof ProviderError || error instanceof UnusableAnswer) throw error;
        const failure = classifyFailure(choice.name, error);
        if (failure.kind === 'failed') throw failure.error;
        if (failure.kind === 'unusable')
          throw new UnusableAnswer('it could not be read', { cause: failure.cause });
        const placeMs = await gate.pause(failure.waitMs);
        if (failure.waitMs <= gate.inlineWaitMs && waits < MOST_WAITS) continue;
        throw new ProviderError(
          'provider_rate_limited',
          `${choice.name} asks to wait ${Math.ceil(placeMs / 1_000)} s.`,
          { cause: failure.cause, retryAfterMs: placeMs },
        );
      }
    }
  };
};
