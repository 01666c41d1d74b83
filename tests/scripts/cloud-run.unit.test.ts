import { execFileSync } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const script = join(process.cwd(), 'deploy/cloud-run/deploy.sh');
let bin: string;

beforeAll(async () => {
  bin = await mkdtemp(join(tmpdir(), 'jobwire-gcloud-'));
  await writeFile(join(bin, 'gcloud'), `#!/bin/sh\nprintf '%s\\n' "$*" >> "${bin}/calls"\n`);
  await chmod(join(bin, 'gcloud'), 0o755);
});
afterAll(() => rm(bin, { recursive: true, force: true }));

const env = {
  PROJECT_ID: 'p-1',
  REGION: 'europe-west1',
  WEB_PUBLIC_URL: 'https://jobs.example.org',
  SOCKET_PUBLIC_URL: 'https://socket.example.org',
  CORS_ORIGIN: 'https://a.example.org,https://b.example.org',
  TAG: 't1',
};
const run = (more: Record<string, string>) =>
  execFileSync('bash', [script], {
    env: { NODE_ENV: 'test', PATH: `${bin}:${process.env.PATH}`, ...more },
    encoding: 'utf8',
    stdio: 'pipe',
  });

describe('the script for Cloud Run', () => {
  it('builds three images, migrates, and only then deploys worker, socket and web', async () => {
    run({ ...env, VPC_ARGS: '--network default --subnet default' });
    const calls = (await readFile(join(bin, 'calls'), 'utf8')).trim().split('\n');
    expect(calls.map((call) => call.split(' ').slice(0, 4).join(' '))).toEqual([
      'builds submit . --project',
      'builds submit . --project',
      'builds submit . --project',
      'run jobs deploy jobwire-prepare',
      'run jobs execute jobwire-prepare',
      'run deploy jobwire-worker --project',
      'run deploy jobwire-socket --project',
      'run deploy jobwire-web --project',
    ]);
    const [, , , , migrate, worker, socket, web] = calls;
    expect(migrate).toContain('--wait');
    expect(worker).toMatch(/--no-allow-unauthenticated --no-cpu-throttling --min-instances 1/);
    expect(socket).toMatch(/--timeout 3600/);
    expect(web).toContain('CORS_ORIGIN=https://a.example.org,https://b.example.org|');
    for (const call of calls.slice(5)) {
      expect(call).toContain('JWT_SECRET=jobwire-jwt-secret:latest');
      expect(call).toContain('--network default --subnet default');
    }
  });

  it('says which setting it lacks, and asks for nothing', () => {
    expect(() => run({ ...env, REGION: '' })).toThrow(/set REGION/);
  });
});
