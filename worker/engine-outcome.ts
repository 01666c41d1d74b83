import type { Engine } from '#contracts/job';
import { BudgetExceeded } from '#platform/ai/budget';
import { describeEngine } from '#platform/ai/choose-provider';
import { ProviderError } from '#platform/ai/provider-error';
import type { AiCall, Usage } from '#platform/ai/usage';
import { CareersUnavailable } from '#platform/careers/careers-unavailable';
import { type JobContext, PermanentError, RetryableError } from './job-context';
import type { WorkerDeps } from './job-handler';

/** What the platform's engines throw, in the words of the worker. Anything else passes through. */
export const asJobError = (error: unknown): unknown => {
  if (error instanceof CareersUnavailable) {
    return new RetryableError('careers_unavailable', error.message, { cause: error });
  }
  if (error instanceof BudgetExceeded) {
    const { scope, message, retryAfterMs } = error;
    if (scope === 'job') return new PermanentError('budget_exceeded', message, { cause: error });
    // Nobody's fault, and over at midnight.
    const more = {
      cause: error,
      free: true,
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    };
    return new RetryableError('daily_budget_exceeded', message, more);
  }
  if (!(error instanceof ProviderError)) return error;
  const { code, message, retryAfterMs } = error;
  if (code === 'provider_refused') return new PermanentError(code, message, { cause: error });
  // A provider that asks for patience costs the job no attempt.
  const free = code === 'provider_rate_limited';
  return new RetryableError(code, message, { cause: error, retryAfterMs, free });
};

/** Runs a handler's work, so that an engine's failure ends the attempt the way it should. */
export const withEngineOutcomes = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw asJobError(error);
  }
};

/** One line of a job's log about a request to a provider. */
const describeUsage = (usage: Usage, usd: number | null): string => {
  const tokens = (count: number | null) => count?.toLocaleString('en') ?? '?';
  const parts = [
    `${usage.provider} ${usage.model}: ${tokens(usage.inputTokens)} tokens in`,
    `${tokens(usage.outputTokens)} out`,
    `${(usage.ms / 1_000).toFixed(1)} s`,
    ...(usd === null ? [] : [`USD ${usd.toFixed(4)}`]),
    ...(usage.outcome === 'ok' ? [] : [usage.outcome]),
  ];
  return parts.join(', ');
};

/**
 * What a handler passes to every engine: the job's signal, its budget, and the booking of what is used. Requests
 * to a provider are also named in the job's log.
 */
export const aiCallOf = (context: JobContext, { ai, log }: Pick<WorkerDeps, 'ai' | 'log'>) => {
  const { jobId, userId: owner, attempt, signal } = context;
  return {
    signal,
    admit: () => ai.usage.admit(jobId),
    onUsage: (usage) => {
      const usd = ai.usage.book({ jobId, owner, attempt }, usage);
      if (usage.engine === 'built-in') return;
      context.log(describeUsage(usage, usd), usage.outcome === 'ok' ? 'info' : 'warn');
      log.info({ jobId, usage, usd }, 'provider call');
    },
  } satisfies AiCall;
};

/**
 * The engine of a result whose kept steps may come from several attempts: a provider's, if any of them
 * used one; the rules, where nothing was left to write.
 */
export const engineOf = (engines: readonly Engine[]): Engine =>
  engines.findLast((engine) => engine.kind === 'provider') ??
  engines.at(-1) ??
  describeEngine(null);
