import type { Logger } from 'pino';

export interface Stopping {
  readonly log: Logger;
  /** Past this the process ends whatever is left, in milliseconds. */
  readonly deadlineMs: number;
  /** Closes everything, in order. Called once. */
  stop(why: string): Promise<void>;
}

/**
 * Ends this process in order on SIGTERM and SIGINT (exit code 0), and on an error that nobody caught
 * (exit code 1). Asked twice, it goes at once: the ledger and the locks see to the rest.
 */
export const stopOnSignals = ({ log, deadlineMs, stop }: Stopping): void => {
  let stopping = false;
  const end = async (why: string, exitCode: number) => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), deadlineMs).unref();
    await stop(why);
    process.exit(exitCode);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => {
      process.once(signal, () => process.exit(1));
      void end(signal, 0);
    });
  }
  for (const trouble of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(trouble, (error: unknown) => {
      log.fatal({ err: error }, trouble);
      void end(trouble, 1);
    });
  }
};
