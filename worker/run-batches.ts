import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { coerceError } from '#platform/app-error';
import { backoffMs } from '#platform/queue/retry-policy';
import { asJobError } from './engine-outcome';
import { type JobContext, PermanentError, RetryableError } from './job-context';

/** A few of the items, done together and kept together. */
export interface Batch<I> {
  /** From 0. */
  readonly index: number;
  /** How many batches there are. */
  readonly total: number;
  readonly items: readonly I[];
}

export interface BatchOptions<I, O> {
  /** Tells these batches from others of the same job, such as `he`; begins the names of their steps. */
  readonly name: string;
  /** In the same order at each attempt, or batches that are kept will not be found again. */
  readonly items: readonly I[];
  /** Items in a batch. */
  readonly size: number;
  /**
   * What an item is, content included: a batch is kept under the keys of its items, so one with a changed
   * item is done anew and the others are not.
   */
  readonly key: (item: I) => string;
  /** What a batch's step is called for people, instead of `name`; the keys tell steps apart. */
  readonly label?: (batch: Batch<I>) => string;
  /** Does one batch. What it returns must survive JSON; `step.key` is an idempotency key for the outside. */
  readonly work: (
    batch: Batch<I>,
    step: { readonly key: string; readonly signal: AbortSignal },
  ) => Promise<O> | O;
  /** The stretch of the job's percent that these batches fill, and what to say before each. */
  readonly progress?: {
    readonly from: number;
    readonly to: number;
    readonly message: (batch: Batch<I>) => string;
    readonly step?: Parameters<JobContext['progress']>[2];
  };
  /** Tries of a batch within one run, default 3. */
  readonly tries?: number;
  /** First pause between them, doubling, in milliseconds; default 1,000. */
  readonly pauseMs?: number;
}

interface Missing {
  readonly place: number;
  readonly error: Error;
}

/** Whatever is wrong is not about the one batch then. */
const MOST_IN_A_ROW = 3;
/** Names in an error, so that it stays readable. */
const MOST_NAMED = 8;
/** A wait longer than this is left to the next attempt, in milliseconds. */
const LONGEST_PAUSE_MS = 15_000;

const stepNameOf = (name: string, keys: readonly string[]): string => {
  const hash = createHash('sha256').update(JSON.stringify(keys)).digest('hex');
  return `${name} ${hash.slice(0, 16)}`;
};

const cut = <I>(items: readonly I[], size: number): Batch<I>[] => {
  const total = Math.ceil(items.length / size);
  return Array.from({ length: total }, (_, index) => ({
    index,
    total,
    items: items.slice(index * size, (index + 1) * size),
  }));
};

/** A pause that the provider asks of everybody, or a budget: no other batch fares better now. */
const isForAll = (error: Error): boolean =>
  error instanceof PermanentError
    ? error.code === 'budget_exceeded'
    : error instanceof RetryableError && error.free;

/** How the run ends that could not do all of them. */
const endWith = (
  name: string,
  total: number,
  undone: number,
  missing: readonly Missing[],
): Error => {
  const last = missing.at(-1)?.error;
  const named = missing.slice(0, MOST_NAMED).map(({ place }) => String(place));
  const more = missing.length > MOST_NAMED ? ` and ${missing.length - MOST_NAMED} more` : '';
  const rest = undone > 0 ? `, ${undone} not begun` : '';
  const message = `${name}: ${missing.length + undone} of ${total} batches are missing (${named.join(', ')}${more}${rest}). Last: ${last?.message ?? ''}`;
  if (last instanceof RetryableError && isForAll(last)) {
    const { code, retryAfterMs, free } = last;
    return new RetryableError(code, message, { cause: last, retryAfterMs, free });
  }
  if (last instanceof PermanentError && isForAll(last)) {
    return new PermanentError(last.code, message, { cause: last });
  }
  if (missing.every(({ error }) => error instanceof PermanentError)) {
    return new PermanentError('batches_failed', message, { cause: last });
  }
  return new RetryableError('batches_missing', message, { cause: last });
};

/**
 * Does items in batches, each a durable step of its own. A batch that fails is tried again alone, a few
 * times; then the others go on, and the run ends naming what is missing. The next attempt does only that.
 * Three failed batches in a row, a pause the provider asks for and a used-up budget end the run at once:
 * what is done is kept all the same.
 *
 * @returns what `work` returned, in the order of the batches
 * @throws RetryableError `batches_missing`; PermanentError `batches_failed` where no missing batch would fare
 * better another time; the provider's or budget's own wait; the signal's reason once it aborts
 */
export const runBatches = async <I, O>(
  context: JobContext,
  { name, items, size, key, label, work, progress, tries = 3, pauseMs = 1_000 }: BatchOptions<I, O>,
): Promise<O[]> => {
  const { signal } = context;

  const tryOnce = (batch: Batch<I>): Promise<O> =>
    context.step(stepNameOf(label?.(batch) ?? name, batch.items.map(key)), (step) => {
      if (progress) {
        const { from, to, message } = progress;
        const percent = from + ((to - from) * batch.index) / batch.total;
        context.progress(percent, message(batch), progress.step);
      }
      return work(batch, step);
    });

  /** @throws Error that outlasts the tries, in the worker's words */
  const runBatch = async (batch: Batch<I>): Promise<O> => {
    for (let tried = 1; ; tried += 1) {
      try {
        return await tryOnce(batch);
      } catch (thrown) {
        signal.throwIfAborted();
        const error = coerceError(asJobError(thrown));
        const asked = error instanceof RetryableError ? (error.retryAfterMs ?? 0) : 0;
        const waitMs = Math.max(asked, backoffMs(pauseMs, tried));
        const hopeless =
          error instanceof PermanentError || isForAll(error) || asked > LONGEST_PAUSE_MS;
        if (hopeless || tried >= tries) throw error;
        context.log(
          `${name}: batch ${batch.index + 1} of ${batch.total} failed (${error.message}); again in ${(waitMs / 1_000).toFixed(1)} s`,
          'warn',
        );
        await sleep(waitMs, undefined, { signal }).catch(() => signal.throwIfAborted());
      }
    }
  };

  const batches = cut(items, size);
  const results: O[] = [];
  const missing: Missing[] = [];
  let inARow = 0;
  for (const batch of batches) {
    signal.throwIfAborted();
    try {
      results.push(await runBatch(batch));
      inARow = 0;
    } catch (error) {
      signal.throwIfAborted();
      const failure = { place: batch.index + 1, error: error as Error };
      missing.push(failure);
      inARow += 1;
      context.log(
        `${name}: batch ${failure.place} of ${batch.total} is left out: ${failure.error.message}`,
        'error',
      );
      if (isForAll(failure.error) || inARow >= MOST_IN_A_ROW) break;
    }
  }
  if (missing.length > 0) {
    throw endWith(name, batches.length, batches.length - results.length - missing.length, missing);
  }
  return results;
};
