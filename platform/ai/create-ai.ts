import type { Config } from '../config';
import type { Metrics } from '../metrics';
import type { RedisClient } from '../redis';
import { chooseProvider } from './choose-provider';
import type { ModelCaller } from './create-model-caller';
import { createPacing } from './create-pacing';

/** What handlers do AI work with; built once per process. */
export interface Ai {
  /** Asks the provider's model; null where the built-in engines do the work. */
  readonly model: ModelCaller | null;
}

export interface AiParts {
  readonly config: Config['ai'];
  readonly redis: RedisClient;
  readonly metrics: Metrics;
}

/**
 * Chooses the engines by configuration, once, at start. Makes no connection.
 *
 * @throws ConfigError where a provider is half configured
 */
export const createAi = async ({ config, redis, metrics }: AiParts): Promise<Ai> => {
  const choice = chooseProvider(config);
  if (!choice) return { model: null };
  // A worker without a provider never loads the SDK.
  const { createModelCaller } = await import('./create-model-caller');
  const gate = createPacing({ config, redis, metrics }).gateFor(choice);
  return { model: createModelCaller(choice, { timeoutMs: config.timeoutMs, gate }) };
};
