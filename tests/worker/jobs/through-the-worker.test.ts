import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { type JobType, jobContracts } from '#contracts/jobs/index';
import { bindHandlers } from '#worker/jobs/index';
import { startCore, type TestCore } from '../../helpers/core';
import { eventually } from '../../helpers/eventually';
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
});
