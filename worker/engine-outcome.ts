import type { Engine } from '#contracts/job';
import { describeEngine } from '#platform/ai/choose-provider';
import { ProviderError } from '#platform/ai/provider-error';
import type { Usage } from '#platform/ai/usage';
import { CareersUnavailable } from '#platform/careers/careers-unavailable';
import { type JobContext, PermanentError, RetryableError } from './job-context';
import type { WorkerDeps } from './job-handler';

/** What the platform's engines throw, in the words of the worker. Anything else passes through. */
const translate = (error: unknown): unknown => {
  if (error instanceof CareersUnavailable) {
    return new RetryableError('careers_unavailable', error.message, { cause: error });
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
    throw translate(error);
  }
};

/** Reports what a call to a provider used, to the job's log and to the process's. */
export const usageReporter =
  (context: JobContext, { log }: Pick<WorkerDeps, 'log'>) =>
  (usage: Usage): void => {
    const tokens = (count: number | null) => count?.toLocaleString('en') ?? '?';
    context.log(
      `${usage.provider} ${usage.model}: ${tokens(usage.inputTokens)} tokens in, ${tokens(usage.outputTokens)} out, ${(usage.ms / 1_000).toFixed(1)} s${usage.outcome === 'ok' ? '' : `, ${usage.outcome}`}`,
      usage.outcome === 'ok' ? 'info' : 'warn',
    );
    log.info({ jobId: context.jobId, usage }, 'provider call');
  };

/**
 * The engine of a result whose kept steps may come from several attempts: a provider's, if any of them
 * used one; the rules, where nothing was left to write.
 */
export const engineOf = (engines: readonly Engine[]): Engine =>
  engines.findLast((engine) => engine.kind === 'provider') ??
  engines.at(-1) ??
  describeEngine(null);
