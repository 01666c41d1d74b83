import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';

/** A worker in a process of its own, which a test may kill or freeze. */
export interface WorkerProcess {
  readonly pid: number;
  /** What its handlers reported, in order. */
  readonly reports: { readonly what: string; readonly jobId: string; readonly attempt: number }[];
  signal(name: NodeJS.Signals): void;
  /** Sends the signal and waits for the end. @returns exit code, or null when a signal ended it */
  end(name: NodeJS.Signals): Promise<number | null>;
  /** Settles when it has ended, by whosever hand. */
  readonly gone: Promise<void>;
}

/** @param main which of the bundled entries, default the one whose jobs report what they do */
export const startWorkerProcess = async (
  environment: Record<string, string>,
  main:
    | 'worker-main'
    | 'alerts-worker-main'
    | 'train-worker-main'
    | 'lessons-worker-main'
    | 'news-worker-main'
    | 'preload-worker-main' = 'worker-main',
): Promise<WorkerProcess> => {
  const first = process.env.JOBWIRE_TEST_WORKER;
  if (!first) throw new Error('tests/setup/bundled-worker.ts has not run');
  const bundle = join(dirname(first), `${main}.mjs`);
  const child: ChildProcess = fork(bundle, [], {
    // Nothing that the runner of the tests was given.
    execArgv: [],
    env: {
      NODE_ENV: 'test',
      PATH: process.env.PATH ?? '',
      HOME: process.env.HOME ?? '',
      ...environment,
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const reports: { what: string; jobId: string; attempt: number }[] = [];
  const ready = new Promise<void>((resolve, reject) => {
    child.on('message', (message: { what: string; jobId: string; attempt: number }) => {
      if (message.what === 'ready') resolve();
      else reports.push(message);
    });
    child.once('exit', (code) => reject(new Error(`the worker process ended early with ${code}`)));
  });
  ready.catch(() => {});
  await ready;
  const gone = once(child, 'exit').then(() => {});
  const end = async (name: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const ended = once(child, 'exit');
    if (name === 'SIGKILL') child.kill('SIGCONT');
    child.kill(name);
    const [code] = (await ended) as [number | null];
    return code;
  };
  return { pid: child.pid as number, reports, signal: (name) => void child.kill(name), end, gone };
};
