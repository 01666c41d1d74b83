import { generateText, type LanguageModelUsage, NoObjectGeneratedError, Output } from 'ai';
import type { z } from 'zod';
import type { Engine } from '#contracts/job';
import { describeEngine, type ProviderChoice } from './choose-provider';
import { classifyFailure } from './classify-failure';
import { createLanguageModel } from './create-language-model';
import { ProviderError } from './provider-error';
import { createRateGate, type RateGateOptions } from './rate-gate';

/** What one request to a provider used. Failed ones are paid for too, so they are reported as well. */
export interface ModelUsage {
  readonly task: string;
  readonly provider: string;
  readonly model: string;
  /** Null where the provider does not say. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cachedInputTokens: number | null;
  readonly ms: number;
  readonly outcome: 'ok' | 'unusable' | 'failed';
}

interface ModelCall<Schema extends z.ZodType> {
  /** Names the call in usage reports. */
  readonly task: string;
  readonly system: string;
  readonly prompt: string;
  /** Every field required (null instead of absent): some providers insist on it. */
  readonly schema: Schema;
  readonly signal: AbortSignal;
  /** What is wrong with an answer that fits the schema; null = nothing. */
  readonly check?: (answer: z.output<Schema>) => string | null;
  readonly onUsage?: (usage: ModelUsage) => void;
}

export interface ModelCaller {
  readonly engine: Engine;
  /**
   * Asks for an answer that fits a schema.
   *
   * @throws ProviderError; the signal's reason once it aborts
   */
  ask<Schema extends z.ZodType>(call: ModelCall<Schema>): Promise<z.output<Schema>>;
}

export interface ModelCallerOptions extends RateGateOptions {
  /** Longest one request may take, in milliseconds. */
  readonly timeoutMs: number;
  /** Longest wait a provider may ask for that is waited out here, in milliseconds; default 15,000. */
  readonly inlineWaitMs?: number;
}

const INLINE_WAIT_MS = 15_000;
/** Waits in one call before the job is put off instead: a provider may say “one second” for ever. */
const MOST_WAITS = 3;
const LONGEST_QUOTE = 2_000;

class UnusableAnswer extends Error {
  readonly text: string | undefined;
  constructor(complaint: string, text: string | undefined, cause?: unknown) {
    super(complaint, { cause });
    this.text = text;
  }
}

const numberOr = (value: number | undefined): number | null => value ?? null;

const repairPrompt = (prompt: string, answer: UnusableAnswer): string =>
  [
    prompt,
    `Your last answer could not be used: ${answer.message}`,
    answer.text ? `It began: ${JSON.stringify(answer.text.slice(0, LONGEST_QUOTE))}` : '',
    'Answer again, with one JSON object that fits the schema and nothing else.',
  ]
    .filter(Boolean)
    .join('\n\n');

export const createModelCaller = (
  choice: ProviderChoice,
  options: ModelCallerOptions,
): ModelCaller => {
  const { timeoutMs, inlineWaitMs = INLINE_WAIT_MS } = options;
  const model = createLanguageModel(choice);
  const gate = createRateGate(options);

  const report = <Schema extends z.ZodType>(
    call: ModelCall<Schema>,
    startedAt: number,
    outcome: ModelUsage['outcome'],
    usage: LanguageModelUsage | undefined,
  ): void =>
    call.onUsage?.({
      task: call.task,
      provider: choice.name,
      model: choice.model,
      inputTokens: numberOr(usage?.inputTokens),
      outputTokens: numberOr(usage?.outputTokens),
      cachedInputTokens: numberOr(usage?.inputTokenDetails?.cacheReadTokens),
      ms: Math.round(performance.now() - startedAt),
      outcome,
    });

  /** One request. @throws what the SDK throws, UnusableAnswer, or the job's own reason */
  const request = async <Schema extends z.ZodType>(call: ModelCall<Schema>, prompt: string) => {
    const startedAt = performance.now();
    const limit = AbortSignal.timeout(timeoutMs);
    let usage: LanguageModelUsage | undefined;
    try {
      const result = await generateText({
        model,
        system: call.system,
        prompt,
        output: Output.object({ schema: call.schema }),
        // Waits and attempts are ours: the SDK ignores a Retry-After above a minute.
        maxRetries: 0,
        abortSignal: AbortSignal.any([call.signal, limit]),
      });
      usage = result.usage;
      const answer = result.output as z.output<Schema>;
      const complaint = call.check?.(answer) ?? null;
      if (complaint) throw new UnusableAnswer(complaint, result.text);
      report(call, startedAt, 'ok', usage);
      return answer;
    } catch (error) {
      call.signal.throwIfAborted();
      const spent = usage ?? (NoObjectGeneratedError.isInstance(error) ? error.usage : undefined);
      report(call, startedAt, spent ? 'unusable' : 'failed', spent);
      if (!limit.aborted) throw error;
      const seconds = Math.round(timeoutMs / 1_000);
      throw new ProviderError(
        'provider_unavailable',
        `${choice.name} did not answer within ${seconds} s.`,
        { cause: error },
      );
    }
  };

  const askToWait = (waitMs: number, cause?: unknown): ProviderError =>
    new ProviderError(
      'provider_rate_limited',
      `${choice.name} asks to wait ${Math.ceil(waitMs / 1_000)} s.`,
      { cause, retryAfterMs: waitMs },
    );

  /** One answer, short waits included. @throws ProviderError, UnusableAnswer, the job's own reason */
  const attempt = async <Schema extends z.ZodType>(call: ModelCall<Schema>, prompt: string) => {
    for (let waits = 0; ; waits += 1) {
      const pausedMs = gate.pausedForMs();
      if (pausedMs > inlineWaitMs) throw askToWait(pausedMs);
      try {
        return await gate.run(() => request(call, prompt), call.signal);
      } catch (error) {
        call.signal.throwIfAborted();
        if (error instanceof ProviderError || error instanceof UnusableAnswer) throw error;
        const failure = classifyFailure(choice.name, error);
        if (failure.kind === 'failed') throw failure.error;
        if (failure.kind === 'unusable') {
          throw new UnusableAnswer('it does not fit the schema', failure.text, failure.cause);
        }
        gate.pauseUntil(Date.now() + failure.waitMs);
        if (failure.waitMs > inlineWaitMs || waits >= MOST_WAITS) {
          throw askToWait(failure.waitMs, failure.cause);
        }
      }
    }
  };

  return {
    engine: describeEngine(choice),
    ask: async (call) => {
      try {
        return await attempt(call, call.prompt);
      } catch (first) {
        if (!(first instanceof UnusableAnswer)) throw first;
        try {
          return await attempt(call, repairPrompt(call.prompt, first));
        } catch (second) {
          if (!(second instanceof UnusableAnswer)) throw second;
          throw new ProviderError(
            'provider_invalid',
            `${choice.name} answered twice with something unusable: ${second.message}.`,
            { cause: second },
          );
        }
      }
    },
  };
};
