import type { KeyFact, QaPair } from '#contracts/guidelines';
import type { Engine } from '#contracts/job';
import type { AiCall } from '../ai/usage';
import type { Topic } from './curriculum';

/** What is learnt of a topic beside its summary and its vector. */
export interface Learnt {
  readonly facts: readonly KeyFact[];
  readonly qa: readonly QaPair[];
}

/** Makes facts, questions and answers from a topic's own sentences. */
export interface Learner {
  /** Engine and version, or provider and model: `rules@1`, `gemini/gemini-2.5-flash`. */
  readonly id: string;
  readonly engine: Engine;
  /**
   * Every answer names the sentences it rests on. What to do, what not to do and when to get help are always the
   * topic's own words, whole and in their order, whoever learns.
   *
   * @throws ProviderError; BudgetExceeded; the signal's reason once it aborts
   */
  learn(topic: Topic, call: AiCall): Promise<Learnt>;
}
