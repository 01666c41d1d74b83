import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { ensureBuild } from '../../scripts/bootstrap/ensure-build.mjs';
import { ROOT } from '../../scripts/bootstrap/environment.mjs';
import { eventually } from '../helpers/eventually';
import { type RunningPlatform, startPlatform } from '../helpers/running-platform';

/** npm test has built already; run by itself on a slow machine, this takes its time. */
const BUILD_MS = 600_000;

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
  let platform: RunningPlatform;

  beforeAll(async () => {
    await ensureBuild(ROOT);
    // From nothing, as for somebody new.
    const dataDir = await mkdtemp(join(tmpdir(), 'jobwire-new-'));
    platform = await startPlatform({ DATA_DIR: dataDir, ENABLE_BACKGROUND_JOBS: 'true' });
  }, BUILD_MS);

  afterAll(() => platform?.dispose());

  it('serves pages, sockets and jobs', async () => {
    expect(await isUp(`${platform.webUrl}/api/health/ready`)).toBe(true);
    expect(await isUp(`${platform.socketUrl}/health/ready`)).toBe(true);
    expect(await isUp(`${platform.workerUrl}/health/ready`)).toBe(true);
    const page = await fetch(`${platform.webUrl}/sign-in`);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('Continue as guest');
  });

  it('is found by npm run demo, which shows a result of every type', () => {
    const script = [join(ROOT, 'scripts/run.mjs'), 'scripts/demo.ts'];
    const output = execFileSync(process.execPath, script, {
      env: { ...process.env, DATA_DIR: platform.dataDir, JWT_SECRET: '' },
      encoding: 'utf8',
    });
    expect(output).toContain('Resume optimisation: ');
    expect(output).toContain('Skill gap analysis: ');
    expect(output).toContain('Career insights: ');
    expect(output).toContain('Train on guidelines: Learnt 70 of 70 topics');
  });

  it('starts a worker again that was killed', async () => {
    const { workerUrl } = platform;
    const worker = processesOf(platform).find(({ command }) =>
      command.includes('worker/index.mjs'),
    );
    process.kill(worker?.pid as number, 'SIGKILL');
    await eventually(async () => !(await isUp(`${workerUrl}/health/live`).catch(() => false)));
    await eventually(() => isUp(`${workerUrl}/health/ready`), 30_000, 'the worker');
  });

  it('answers what is under way when it is told to end, and leaves nothing running', async () => {
    const headers = { authorization: `Bearer ${platform.token('ada')}` };
    // Waits on the server for news that do not come; 2 s is well within the grace.
    const first = await fetch(`${platform.webUrl}/api/feed?wait=0`, { headers });
    const { epoch, seq } = (await first.json()) as { epoch: string; seq: number };
    const news = `${platform.webUrl}/api/feed?epoch=${epoch}&since=${seq}&wait=2`;
    const waiting = fetch(news, { headers });
    // One that came later has been answered, so that one has been read.
    expect(await isUp(`${platform.webUrl}/api/health/live`)).toBe(true);
    const stopping = platform.stop();
    expect((await waiting).status).toBe(200);
    expect(await stopping).toBe(0);
    await nothingLeft(platform);
    expect(existsSync(join(platform.dataDir, 'running.json'))).toBe(false);
    expect(existsSync(join(platform.dataDir, 'start.lock'))).toBe(false);
  });
});

describe('npm start, when it is killed itself', () => {
  it('leaves nothing running, and starts again on what it kept', async () => {
    const platform = await startPlatform();
    onTestFinished(() => platform.dispose());
    const { dataDir, token } = platform;
    const headers = { authorization: `Bearer ${token('ada')}`, 'content-type': 'application/json' };
    const created = await fetch(`${platform.webUrl}/api/jobs`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ type: 'career-insights', domain: 'Data' }),
    });
    expect(created.status).toBe(202);
    const { jobId } = (await created.json()) as { jobId: string };
    await platform.kill();
    const again = await startPlatform({ DATA_DIR: dataDir });
    onTestFinished(() => again.dispose());
    const path = `/api/jobs/${encodeURIComponent(jobId)}`;
    expect((await fetch(`${again.webUrl}${path}`, { headers })).status).toBe(200);
    await again.stop();
    await nothingLeft(platform);
  });
});
