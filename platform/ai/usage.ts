/**
 * What one request to a provider, or one piece of built-in work, used. Failed requests are reported as
 * well: some are paid for.
 */
export interface Usage {
  /** What was asked for, such as `resume` or `embed`. */
  readonly task: string;
  readonly engine: 'built-in' | 'provider';
  /** The provider's name; `built-in` for built-in work. */
  readonly provider: string;
  /** The model, or the name and version of the built-in engine. */
  readonly model: string;
  /** Null where the provider does not say; 0 for built-in work. */
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cachedInputTokens: number | null;
  /** How much was worked on, where tokens do not say it. */
  readonly units: { readonly count: number; readonly name: string } | null;
  readonly ms: number;
  readonly outcome: 'ok' | 'unusable' | 'failed';
}

/** What a provider says it used; absent where it does not say. */
export interface TokenUsage {
  readonly inputTokens?: number | undefined;
  readonly outputTokens?: number | undefined;
  readonly cachedInputTokens?: number | undefined;
}

/** On whose behalf an engine works: passed to every method of every engine. */
export interface AiCall {
  /** Ends the work at once, wherever it is. */
  readonly signal: AbortSignal;
  /** Asked before each request to a provider. @throws BudgetExceeded */
  readonly admit?: () => Promise<void>;
  /** Told after each request and each piece of built-in work. */
  readonly onUsage?: (usage: Usage) => void;
}

/** The report of a piece of built-in work: it has no tokens and costs nothing. */
export const builtInUsage = (
  task: string,
  model: string,
  startedAt: number,
  units: Usage['units'],
): Usage => ({
  task,
  engine: 'built-in',
  provider: 'built-in',
  model,
  inputTokens: 0,
  outputTokens: 0,
  cachedInputTokens: 0,
  units,
  ms: Math.round(performance.now() - startedAt),
  outcome: 'ok',
});

/** Words, as the units of built-in work count them. */
export const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;
