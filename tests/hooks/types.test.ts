import { expect, expectTypeOf, it } from 'vitest';
import type { AppJobs, JobOutput } from '#contracts/jobs/index';
import type {
  ClientJob,
  CompletedJob,
  JobHandle,
  UseBackgroundJobsOptions,
  UseBackgroundJobsResult,
} from '#hooks/jobs-api';

/*
 * What must and must not compile. `tsc` is the judge (npm run check): an expected error that does not
 * come is an error. The functions below are never called.
 */

const creating = (createJob: UseBackgroundJobsResult['createJob']) => {
  const handle = createJob({ type: 'career-insights', domain: 'nursing' });
  expectTypeOf(handle).toEqualTypeOf<Promise<JobHandle<'career-insights'>>>();
  void createJob({ type: 'career-insights', domain: 'x' }, { priority: 'high', delayMs: 5 });

  // @ts-expect-error a field is missing
  void createJob({ type: 'skill-gap-analysis', targetRole: 'SRE', industry: 'Software' });
  // @ts-expect-error a field of another type of job
  void createJob({ type: 'career-insights', resumeText: 'x', targetRole: 'y' });
  // @ts-expect-error a field of the wrong type
  void createJob({ type: 'career-insights', domain: 7 });
  // @ts-expect-error one field too many
  void createJob({ type: 'career-insights', domain: 'nursing', colour: 'red' });
  // @ts-expect-error no such type of job
  void createJob({ type: 'career-insight', domain: 'nursing' });
  // @ts-expect-error no such option
  void createJob({ type: 'career-insights', domain: 'nursing' }, { urgency: 1 });
  // @ts-expect-error the old form with two arguments
  void createJob('career-insights', { domain: 'nursing' });
};

const narrowedTypes = (createJob: UseBackgroundJobsResult<'career-insights'>['createJob']) => {
  void createJob({ type: 'career-insights', domain: 'nursing' });
  // @ts-expect-error the hook was narrowed to another type
  void createJob({ type: 'resume-optimization', resumeText: 'x', targetRole: 'y' });
};

const narrowing = (job: ClientJob) => {
  expectTypeOf(job.result).extract<null>().toEqualTypeOf<null>();
  if (job.type === 'skill-gap-analysis' && job.status === 'completed' && !job.resultOmitted) {
    expectTypeOf(job.result).toEqualTypeOf<JobOutput<'skill-gap-analysis'>>();
    // @ts-expect-error not a field of this result
    void job.result.pay;
  }
  if (job.status === 'failed') expectTypeOf(job.error.code).toEqualTypeOf<string>();
  if (job.status === 'running') expectTypeOf(job.result).toEqualTypeOf<null>();
  if (job.status === 'completed' && job.resultOmitted)
    expectTypeOf(job.result).toEqualTypeOf<null>();
  // @ts-expect-error rows are read, not written
  job.status = 'completed';
  // @ts-expect-error no such status
  void (job.status === 'queued');
};

const callbacks: UseBackgroundJobsOptions<'career-insights'> = {
  onComplete(jobId, result, job, meta) {
    expectTypeOf(jobId).toEqualTypeOf<string>();
    expectTypeOf(result).toEqualTypeOf<AppJobs['career-insights']['output']>();
    expectTypeOf(job).toEqualTypeOf<CompletedJob<'career-insights'>>();
    expectTypeOf(meta.replayed).toEqualTypeOf<boolean>();
  },
  onError(_jobId, error) {
    expectTypeOf(error.retryable).toEqualTypeOf<boolean>();
  },
};

const handles = (handle: JobHandle<'resume-optimization'>) => {
  expectTypeOf(handle.result()).resolves.toEqualTypeOf<JobOutput<'resume-optimization'>>();
};

it('a wrong input does not compile, and what comes back is typed by its contract', () => {
  // Running proves only that the file loads; the compiler has the rest.
  for (const checked of [creating, narrowedTypes, narrowing, callbacks.onComplete, handles]) {
    expect(typeof checked).toBe('function');
  }
});
