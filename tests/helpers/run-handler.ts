import type { Child, ChildOutcome, JobContext, Next } from '#worker/job-context';

export interface HandlerRun<O> {
  readonly output: O;
  readonly progress: { readonly percent: number | null; readonly message: string }[];
  readonly log: string[];
  readonly chunks: string[];
  /** Names of the steps that were really run, in order. */
  readonly steps: string[];
  /** Jobs it wants queued after itself. */
  readonly next: Next[];
}

/**
 * Runs a handler by itself, with a context that keeps steps in memory.
 *
 * @param options.kept step results of an earlier attempt
 * @param options.runChild how a child ends; without it a handler that starts children fails
 */
export const runHandler = async <I, D, O>(
  handler: (input: I, context: JobContext, deps: D) => Promise<O>,
  input: I,
  options: {
    deps?: D;
    kept?: Map<string, unknown>;
    signal?: AbortSignal;
    attempt?: number;
    runChild?: (child: Child) => ChildOutcome;
  } = {},
): Promise<HandlerRun<O>> => {
  const progress: { percent: number | null; message: string }[] = [];
  const log: string[] = [];
  const chunks: string[] = [];
  const steps: string[] = [];
  const next: Next[] = [];
  const kept = options.kept ?? new Map<string, unknown>();
  const signal = options.signal ?? new AbortController().signal;
  const context: JobContext = {
    jobId: 'ann~test~00000000000000000000000000',
    userId: 'ann',
    attempt: options.attempt ?? 1,
    maxAttempts: 3,
    signal,
    progress: (percent, message) => progress.push({ percent, message }),
    log: (text) => log.push(text),
    chunk: (text) => chunks.push(text),
    step: async (name, work) => {
      if (!kept.has(name)) {
        signal.throwIfAborted();
        steps.push(name);
        kept.set(
          name,
          JSON.parse(JSON.stringify((await work({ key: `test/${name}`, signal })) ?? null)),
        );
      }
      return kept.get(name) as Awaited<ReturnType<typeof work>>;
    },
    children: async (_name, children) => {
      const { runChild } = options;
      if (!runChild) throw new Error('This test says nothing of children.');
      return children.map((child) => runChild(child));
    },
    follow: (job) => void next.push(job),
  };
  const output = await handler(input, context, options.deps as D);
  return { output, progress, log, chunks, steps, next };
};
