import { generateText, NoObjectGeneratedError, Output } from 'ai';
import type { z } from 'zod';
import type { Engine } from '#contracts/job';
import { askTwice } from './ask-twice';
import { describeEngine, type ProviderChoice } from './choose-provider';
import { createLanguageModel } from './create-language-model';
import { createRequester, type RequesterOptions } from './create-requester';
import { ProviderError } from './provider-error';
import { streamAnswer } from './stream-answer';
import { tokensOf } from './tokens-of';
import { UnusableAnswer } from './unusable-answer';
import type { AiCall } from './usage';

interface ModelCall<Schema extends z.ZodType> extends AiCall {
  /** Names the call in usage reports. */
  readonly task: string;
  readonly system: string;
  readonly prompt: string;
  /** Every field required (null instead of absent): some providers insist on it. */
  readonly schema: Schema;
  /** What is wrong with an answer that fits the schema; null = nothing. */
  readonly check?: (answer: z.output<Schema>) => string | null;
}

interface TextCall extends AiCall {
  /** Names the call in usage reports. */
  readonly task: string;
  readonly system: string;
  readonly prompt: string;
  /** Gets each piece as it is written. Throws UnusableAnswer to end the call. */
  readonly onText: (text: string) => void;
}

export interface ModelCaller {
  readonly engine: Engine;
  /**
   * Asks for an answer that fits a schema. An unusable one is asked for once more, saying why.
   *
   * @throws ProviderError; BudgetExceeded; the signal's reason once it aborts
   */
  ask<Schema extends z.ZodType>(call: ModelCall<Schema>): Promise<z.output<Schema>>;
  /**
   * Asks for a text and hands it on as it is written. It is asked for once: what has been handed on cannot be
   * taken back.
   *
   * @throws ProviderError; BudgetExceeded; the signal's reason once it aborts
   */
  write(call: TextCall): Promise<void>;
}

const LONGEST_QUOTE = 2_000;

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
  options: RequesterOptions,
): ModelCaller => {
  const model = createLanguageModel(choice);
  const request = createRequester(choice, options);

  const send = async <Schema extends z.ZodType>(
    { system, schema, check }: ModelCall<Schema>,
    prompt: string,
    abortSignal: AbortSignal,
  ) => {
    try {
      // Waits and attempts are ours: the SDK ignores a Retry-After above a minute.
      const output = Output.object({ schema });
      const result = await generateText({
        model,
        system,
        prompt,
        output,
        maxRetries: 0,
        abortSignal,
      });
      const usage = tokensOf(result.usage);
      const value = result.output as z.output<Schema>;
      const complaint = check?.(value) ?? null;
      if (complaint) throw new UnusableAnswer(complaint, { text: result.text, usage });
      return { value, usage };
    } catch (error) {
      if (!NoObjectGeneratedError.isInstance(error)) throw error;
      const about = { text: error.text, usage: tokensOf(error.usage), cause: error };
      throw new UnusableAnswer('it does not fit the schema', about);
    }
  };

  const write: ModelCaller['write'] = async ({ task, system, prompt, onText, ...call }) => {
    const provider = choice.name;
    try {
      await request(
        {
          task,
          send: (signal) => streamAnswer({ provider, model, system, prompt, onText }, signal),
        },
        call,
      );
    } catch (error) {
      if (!(error instanceof UnusableAnswer)) throw error;
      const message = `${provider} answered with something unusable: ${error.message}.`;
      throw new ProviderError('provider_invalid', message, { cause: error });
    }
  };

  return {
    engine: describeEngine(choice),
    write,
    ask: (call) =>
      askTwice(choice.name, (complaint) => {
        const prompt = complaint ? repairPrompt(call.prompt, complaint) : call.prompt;
        return request({ task: call.task, send: (signal) => send(call, prompt, signal) }, call);
      }),
  };
};
