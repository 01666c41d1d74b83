import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { type Config, ConfigError } from '../config';
import type { Metrics } from '../metrics';
import type { RedisClient } from '../redis';
import { createBuiltInEmbedder } from './built-in-embedder';
import { createBuiltInSummarizer } from './built-in-summarizer';
import { chooseEmbedding } from './choose-embedding';
import { chooseProvider, type ProviderChoice } from './choose-provider';
import type { ModelCaller } from './create-model-caller';
import { createPacing } from './create-pacing';
import type { Embedder } from './embedder';
import type { Summarizer } from './summarizer';
import { createUsageLedger, type UsageLedger } from './usage-ledger';

/** What handlers do AI work with; built once per process. */
export interface Ai {
  /** Asks the provider's model; null where the built-in engines do the work. */
  readonly model: ModelCaller | null;
  /** Summarises: the provider's model, or by picking sentences. */
  readonly summarizer: Summarizer;
  /** Turns texts into vectors: the provider's model, or the built-in one. */
  readonly embedder: Embedder;
  /** Books what is used and guards the budget; handlers reach it by `aiCallOf`. */
  readonly usage: UsageLedger;
}

export interface AiParts {
  readonly config: Config['ai'];
  readonly pool: Pool;
  readonly log: Logger;
  /** Without it this process paces by itself. */
  readonly redis?: RedisClient;
  readonly metrics?: Metrics;
}

/** A budget in dollars guards nothing where a model has no price. @throws ConfigError */
const insistOnPrices = (
  { budget, prices }: Config['ai'],
  choices: readonly (ProviderChoice | null)[],
): void => {
  const guarded = [
    ['AI_BUDGET_USD_PER_JOB', budget.usdPerJob, 'AI_BUDGET_TOKENS_PER_JOB', budget.tokensPerJob],
    ['AI_BUDGET_USD_PER_DAY', budget.usdPerDay, 'AI_BUDGET_TOKENS_PER_DAY', budget.tokensPerDay],
  ] as const;
  const unpriced = choices.find((choice) => choice && !Object.hasOwn(prices, choice.model))?.model;
  if (unpriced === undefined) return;
  for (const [name, usd, tokensName, tokens] of guarded) {
    if (usd === undefined || tokens !== undefined) continue;
    throw new ConfigError(
      `The configuration has errors:\n  ${name} is set, but AI_PRICES has no price of ${unpriced}: add it, or set ${tokensName}`,
    );
  }
};

/**
 * Chooses the engines by configuration, once, at start. Makes no connection.
 *
 * @throws ConfigError where a provider is half configured, or a budget in dollars cannot be kept
 */
export const createAi = async ({ config, pool, log, redis, metrics }: AiParts): Promise<Ai> => {
  const { prices, budget, timeoutMs } = config;
  const usage = createUsageLedger({ pool, log, prices, budget, metrics });
  const pacing = createPacing({ config, redis, metrics });
  const writing = chooseProvider(config);
  const embedding = chooseEmbedding(config);
  insistOnPrices(config, [writing, embedding]);
  const pace = (choice: ProviderChoice) => ({ timeoutMs, gate: pacing.gateFor(choice) });
  // A worker without a provider never loads the SDK.
  const makeModel = async (choice: ProviderChoice): Promise<ModelCaller> =>
    (await import('./create-model-caller')).createModelCaller(choice, pace(choice));
  const makeEmbedder = async (choice: ProviderChoice): Promise<Embedder> =>
    (await import('./provider-embedder')).createProviderEmbedder(choice, pace(choice));
  const makeSummarizer = async (caller: ModelCaller): Promise<Summarizer> =>
    (await import('./provider-summarizer')).createProviderSummarizer(caller);
  const model = writing && (await makeModel(writing));
  return {
    usage,
    model,
    summarizer: model ? await makeSummarizer(model) : createBuiltInSummarizer(),
    embedder: embedding ? await makeEmbedder(embedding) : createBuiltInEmbedder(),
  };
};
