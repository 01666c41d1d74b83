import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';

/** A worker in a process of its own, which a test may kill or freeze. */
export interface WorkerProcess {
  readonly pid: number;
  /** What its handlers reported, in order. */
  readonly reports: { readonly what: string; readonly jobId: string; readonly attempt: number }[];
  signal(name: NodeJS.Signals): void;
  /** Sends the signal and waits for the end. @returns exit code, or null when a signal ended it */
  end(name: NodeJS.Signals): Promise<number | null>;
}

export const startWorkerProcess = async (
  environment: Record<string, string>,
): Promise<WorkerProcess> => {
  const bundle = process.env.JOBWIRE_TEST_WORKER;
  if (!bundle) throw new Error('tests/setup/bundled-worker.ts has not run');
  const child: ChildProcess = fork(bundle, [], {
    execArgv: ['--enable-source-maps'],
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
  const end = async (name: NodeJS.Signals): Promise<number | null> => {
    if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
    const gone = once(child, 'exit');
    if (name === 'SIGKILL') child.kill('SIGCONT');
    child.kill(name);
    const [code] = (await gone) as [number | null];
    return code;
  };
  return { pid: child.pid as number, reports, signal: (name) => void child.kill(name), end };
};
