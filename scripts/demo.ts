/** `npm run demo`: one job of each type on sample input against the running platform, followed live to its result. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { API_AUDIENCE } from '#contracts/auth';
import { findContract } from '#contracts/jobs/index';
import { roles } from '#contracts/roles';
import { createTokens } from '#platform/auth/create-tokens';
import { runningFile } from './bootstrap/data-dir.mjs';
import { ROOT } from './bootstrap/environment.mjs';
import { readJson } from './bootstrap/pid-lock.mjs';
import { exitWith, StartError } from './bootstrap/start-error.mjs';
import { createApiClient } from './demo/api-client';
import { describeResult } from './demo/describe-result';
import { followJobs } from './demo/follow-jobs';
import { createProgressBoard } from './demo/progress-board';

const TOKEN_TTL_SECONDS = 600;

const samplesSchema = z.object({ jobs: z.array(z.looseObject({ type: z.string() })) });

const readSamples = () => {
  const folder = join(ROOT, 'content/samples');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap(
      (file) => samplesSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8'))).jobs,
    );
};

/** Where the platform is: what is said on the command line, what a start has written down, or its defaults. */
const findPlatform = (said: string | undefined): string => {
  const running = readJson(runningFile(process.env.DATA_DIR ?? join(ROOT, '.data')));
  const port = process.env.PORT || '3000';
  const url = said ?? running?.webUrl ?? process.env.WEB_PUBLIC_URL ?? `http://localhost:${port}`;
  return String(url).replace(/\/$/, '');
};

const demo = async () => {
  const { values } = parseArgs({
    options: { url: { type: 'string' }, user: { type: 'string', default: 'demo' } },
  });
  const secret = process.env.JWT_SECRET;
  if (!secret)
    throw new StartError(
      'There is no secret yet; run npm start in another terminal, or set JWT_SECRET.',
    );
  const url = findPlatform(values.url);
  const samples = readSamples();
  const { token } = createTokens(secret).sign({
    userId: values.user,
    role:
      roles.findLast((role) => samples.some(({ type }) => findContract(type)?.role === role)) ??
      'user',
    audience: API_AUDIENCE,
    ttlSeconds: TOKEN_TTL_SECONDS,
  });
  const api = createApiClient(url, token);
  console.log(`${samples.length} sample jobs for ${values.user} at ${url}\n`);
  const accepted = await Promise.all(samples.map((sample) => api.createJob(sample)));
  const board = createProgressBoard(process.stdout);
  const jobs = await followJobs(
    api,
    accepted.map(({ jobId }) => jobId),
    board,
  );
  for (const job of jobs) console.log(`\n${describeResult(job)}`);
  if (jobs.some(({ status }) => status !== 'completed')) process.exit(1);
};

demo().catch(exitWith);
