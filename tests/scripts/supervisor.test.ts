import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { eventually } from '../helpers/eventually';

const FIXTURE = fileURLToPath(new URL('./fixtures/run-supervisor.mjs', import.meta.url));

/** Says its process id, then lives until it is told to end. */
const willing = 'echo pid $$; trap "echo ending; exit 0" TERM; while :; do sleep 0.05; done';
/** Does not listen to SIGTERM, and has a child that does not either. */
const stubborn = 'trap "" TERM; sleep 300 & echo pid $!; echo pid $$; while :; do sleep 0.05; done';

interface Service {
  readonly name: string;
  readonly kind: 'app' | 'store';
  readonly stage: number;
  readonly script: string;
  /** false: it is never seen to be ready. */
  readonly serves?: boolean;
}

let supervisor: ChildProcess;
let lines: string[];

const supervise = (...services: Service[]) => {
  lines = [];
  supervisor = spawn(process.execPath, [FIXTURE, JSON.stringify(services)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (supervisor.stdout) createInterface(supervisor.stdout).on('line', (line) => lines.push(line));
};

const pids = (name: string) =>
  lines
    .filter((line) => line.startsWith(`${name} | pid `))
    .map((line) => Number(line.split(' ').at(-1)));

const isRunning = (pid: number) => {
  try {
    process.kill(pid, 0);
  } catch {
    return false;
  }
  const stat = `/proc/${pid}/stat`;
  // One that has ended but that nobody has asked about yet still has its number.
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'));
};

const allGone = (ids: number[]) =>
  eventually(() => !ids.some(isRunning), 10_000, 'the end of every child');

afterEach(async () => {
  if (supervisor.exitCode === null && supervisor.signalCode === null) {
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
  }
  await allGone(['a', 'b', 'c'].flatMap(pids));
});

describe('the supervisor', () => {
  it('starts a child that died again, each time after a longer pause', async () => {
    supervise({ name: 'a', kind: 'app', stage: 1, script: 'echo pid $$; exec sleep 300' });
    for (let deaths = 0; deaths < 2; deaths += 1) {
      const [pid] = (await eventually(
        () => pids('a').length > deaths && pids('a').slice(-1),
      )) as number[];
      process.kill(pid as number, 'SIGKILL');
    }
    await eventually(() => pids('a').length === 3);
    expect(lines.filter((line) => line.includes('starting it again'))).toEqual([
      'a | was ended by SIGKILL; starting it again in 20 ms',
      'a | was ended by SIGKILL; starting it again in 40 ms',
    ]);
  });

  it('gives up on a child that has died three times before it ever served', async () => {
    const script = 'echo pid $$; exit 3';
    supervise({ name: 'a', kind: 'app', stage: 1, script, serves: false });
    await eventually(() => lines.some((line) => line.startsWith('gave up')));
    expect(pids('a')).toHaveLength(3);
    expect(lines.at(-1)).toContain('a ended with code 3 before it was ready');
  });

  it('ends its children stage by stage, also one that ignores SIGTERM, with all it had started', async () => {
    supervise(
      { name: 'a', kind: 'app', stage: 1, script: willing },
      { name: 'b', kind: 'app', stage: 2, script: stubborn },
      { name: 'c', kind: 'store', stage: 3, script: willing },
    );
    await eventually(
      () => pids('a').length === 1 && pids('b').length === 2 && pids('c').length === 1,
    );
    supervisor.kill('SIGTERM');
    const [code] = await once(supervisor, 'exit');
    expect(code).toBe(0);
    await allGone(['a', 'b', 'c'].flatMap(pids));
    const order = lines.filter((line) => /ending|killing|stopped/.test(line));
    expect(order).toEqual([
      'a | ending',
      'b | did not end within 400 ms; killing it',
      'c | ending',
      'stopped',
    ]);
  });

  it('leaves nothing running when it is killed itself', async () => {
    supervise(
      { name: 'a', kind: 'app', stage: 1, script: willing },
      { name: 'b', kind: 'app', stage: 2, script: stubborn },
      { name: 'c', kind: 'store', stage: 3, script: willing },
    );
    await eventually(
      () => pids('a').length === 1 && pids('b').length === 2 && pids('c').length === 1,
    );
    supervisor.kill('SIGKILL');
    await once(supervisor, 'exit');
    await allGone(['a', 'b', 'c'].flatMap(pids));
  });
});
