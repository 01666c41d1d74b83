import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type JobType, jobContracts } from '#contracts/jobs/index';
import { checkJobBudget } from '#platform/ai/budget';
import { readJobUsage } from '#platform/ai/read-job-usage';
import { PermanentError } from '#worker/job-context';
import { bindHandlers } from '#worker/jobs/index';
import { startCore, type TestCore } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';
import { runHandler } from '../../helpers/run-handler';
import { sampleResume } from '../../platform/careers/sample-resume';
import { type CareersWorld, startCareersWorld } from './careers-world';

let core: TestCore;
let world: CareersWorld;
beforeAll(async () => {
  [core, world] = await Promise.all([startCore(), startCareersWorld()]);
  core.worker({ ...bindHandlers(world.deps('compatible')) }, []);
});
afterEach(() => {
  world.stub.requests.length = 0;
  world.stub.faults.length = 0;
});
afterAll(async () => {
  await core.stop();
  await world.stop();
});

const inputs: Partial<Record<JobType, unknown>> = {
  'resume-optimization': { resumeText: sampleResume, targetRole: 'Data engineer' },
  'skill-gap-analysis': { targetRole: 'SRE', industry: 'Software', currentSkills: ['Linux'] },
  'career-insights': { domain: 'Data' },
};

test.each(Object.keys(inputs) as JobType[])(
  'a %s job runs from the queue to its result',
  async (type) => {
    const { id } = await core.submit(type, inputs[type]);
    const row = await core.ended(id);
    expect(row.state).toBe('completed');
    expect(jobContracts[type].output.parse(JSON.parse(row.result ?? 'null'))).toMatchObject({
      engine: { kind: 'provider', name: 'compatible' },
    });
    expect(JSON.parse(row.engine ?? 'null')).toMatchObject({ kind: 'provider' });
  },
);

test('a job that is cancelled inside a call to the provider ends, and so does the call', async () => {
  world.stub.faults.push({ kind: 'hang' });
  const { id } = await core.submit('skill-gap-analysis', inputs['skill-gap-analysis']);
  await eventually(() => world.stub.requests.length === 1, 10_000, 'the call');
  await core.platform.jobs.cancel({ userId: 'ann', role: 'user', via: 'token' }, id);
  expect((await core.ended(id)).state).toBe('cancelled');
  await world.stub.requests[0]?.closed;
});

test('what a job used is booked under it, tokens and all', async () => {
  const { id } = await core.submit('career-insights', inputs['career-insights']);
  await core.ended(id);
  const used = await eventually(async () => {
    const usage = await readJobUsage(world.pool, id);
    return usage.calls > 0 ? usage : null;
  });
  expect(used).toMatchObject({ inputTokens: 420, outputTokens: 70, usd: null, unpricedCalls: 1 });
});

test('a job whose budget is used up fails for good, and makes no call', async () => {
  const deps = world.deps('compatible');
  const admit = async () => checkJobBudget({ usdPerJob: 1 }, { usd: 1.2, tokens: 9 });
  const usage = { ...deps.ai.usage, admit };
  const handler = bindHandlers({ ...deps, ai: { ...deps.ai, usage } })['career-insights'];
  const running = runHandler(handler as never, inputs['career-insights'] as never);
  const error = (await running.catch((thrown: unknown) => thrown)) as PermanentError;
  expect(error).toBeInstanceOf(PermanentError);
  expect(error).toMatchObject({
    code: 'budget_exceeded',
    message: 'The AI budget of this job is used up: USD 1.2 of USD 1.',
  });
  expect(world.stub.requests).toEqual([]);
});

// The last one: the pause it provokes holds for every later call of this worker.
test('a long pause that the provider asks for puts the job off and costs no attempt', async () => {
  world.stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '600' } });
  const { id } = await core.submit('career-insights', inputs['career-insights']);
  const row = await eventually(async () => {
    const now = await core.platform.reads.find(id);
    return now?.state === 'retrying' ? now : null;
  });
  expect(JSON.parse(row.error ?? 'null')).toMatchObject({ code: 'provider_rate_limited' });
  expect(row.run_at.getTime()).toBeGreaterThan(Date.now() + 500_000);
  expect(row.attempt).toBe(0);
  const seen = await core.platform.jobs.get({ userId: 'ann', role: 'user', via: 'token' }, id);
  expect(seen).toMatchObject({
    status: 'retrying',
    waitingFor: { reason: 'backoff', until: row.run_at.toISOString() },
  });
});
