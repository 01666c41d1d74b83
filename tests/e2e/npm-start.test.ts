import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { ensureBuild } from '../../scripts/bootstrap/ensure-build.mjs';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';
import { eventually } from '../helpers/eventually';
import { type RunningPlatform, startPlatform } from '../helpers/running-platform';

let platform: RunningPlatform | undefined;

/** npm test has built already; run by itself on a slow machine, this takes its time. */
const BUILD_MS = 600_000;

beforeAll(async () => {
  await ensureBuild(ROOT);
}, BUILD_MS);

afterEach(async () => {
  await platform?.dispose();
  platform = undefined;
});

/** Processes whose environment names the platform's folder: all that it has started, and their children. */
const processesOf = ({ dataDir, pid }: RunningPlatform): { pid: number; command: string }[] =>
  execFileSync('ps', ['-e', '-o', 'pid=', '-o', 'stat='], { encoding: 'utf8' })
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter(([id, state = '']) => Number(id) !== pid && !state.startsWith('Z'))
    .flatMap(([id]) => {
      try {
        const environment = readFileSync(`/proc/${id}/environ`, 'utf8');
        if (!environment.includes(dataDir)) return [];
        return [{ pid: Number(id), command: readFileSync(`/proc/${id}/cmdline`, 'utf8') }];
      } catch {
        return [];
      }
    });

const nothingLeft = (of: RunningPlatform) =>
  eventually(() => processesOf(of).length === 0, 30_000, 'the end of every process');

const isUp = async (url: string) => (await fetch(url)).ok;

describe('npm start', () => {
  it('serves pages, sockets and jobs, and ends with nothing left running', async () => {
    platform = await startPlatform();
    expect(await isUp(`${platform.webUrl}/api/health/ready`)).toBe(true);
    expect(await isUp(`${platform.socketUrl}/health/ready`)).toBe(true);
    expect(await isUp(`${platform.workerUrl}/health/ready`)).toBe(true);
    const page = await fetch(`${platform.webUrl}/sign-in`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Continue as guest');
    expect(await platform.stop()).toBe(0);
    await nothingLeft(platform);
    expect(existsSync(join(platform.dataDir, 'running.json'))).toBe(false);
    expect(existsSync(join(platform.dataDir, 'start.lock'))).toBe(false);
  });

  it('starts a worker again that was killed', async () => {
    platform = await startPlatform();
    const { workerUrl } = platform;
    const worker = processesOf(platform).find(({ command }) =>
      command.includes('worker/index.mjs'),
    );
    process.kill(worker?.pid as number, 'SIGKILL');
    await eventually(async () => !(await isUp(`${workerUrl}/health/live`).catch(() => false)));
    await eventually(() => isUp(`${workerUrl}/health/ready`), 30_000, 'the worker');
  });

  it('leaves nothing running when it is killed itself, and starts again on what it kept', async () => {
    platform = await startPlatform();
    const { webUrl, dataDir, token } = platform;
    const headers = { authorization: `Bearer ${token('ada')}`, 'content-type': 'application/json' };
    const created = await fetch(`${webUrl}/api/jobs`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ type: 'career-insights', domain: 'Data' }),
    });
    expect(created.status).toBe(202);
    const { jobId } = (await created.json()) as { jobId: string };
    await platform.kill();
    const again = await startPlatform({ DATA_DIR: dataDir });
    try {
      const answer = await fetch(`${again.webUrl}/api/jobs/${encodeURIComponent(jobId)}`, {
        headers,
      });
      expect(answer.status).toBe(200);
    } finally {
      await again.dispose();
    }
    await nothingLeft(platform);
  });

  it('answers a request that is under way when it is told to end', async () => {
    platform = await startPlatform();
    const headers = { authorization: `Bearer ${platform.token('ada')}` };
    // Waits on the server for news that do not come; 2 s is well within the grace.
    const first = await fetch(`${platform.webUrl}/api/feed?wait=0`, { headers });
    const { epoch, seq } = (await first.json()) as { epoch: string; seq: number };
    const waiting = fetch(`${platform.webUrl}/api/feed?epoch=${epoch}&since=${seq}&wait=2`, {
      headers,
    });
    // One that came later has been answered, so that one has been read.
    expect(await isUp(`${platform.webUrl}/api/health/live`)).toBe(true);
    const stopping = platform.stop();
    expect((await waiting).status).toBe(200);
    expect(await stopping).toBe(0);
  });

  it('runs npm run demo against itself', async () => {
    platform = await startPlatform();
    const output = execFileSync(
      process.execPath,
      [join(ROOT, 'scripts/run.mjs'), 'scripts/demo.ts'],
      {
        env: { ...process.env, DATA_DIR: platform.dataDir, JWT_SECRET: '' },
        encoding: 'utf8',
      },
    );
    expect(output).toContain('Resume optimisation: ');
    expect(output).toContain('Skill gap analysis: ');
    expect(output).toContain('Career insights: ');
  });
});
