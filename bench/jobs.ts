import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';

export interface Sample {
  readonly variant: string;
  readonly jobs: number;
  readonly jobsPerSecond: number;
  readonly cpuUsPerJob: number;
}

export interface JobsResult {
  readonly variant: string;
  readonly medianJobsPerSecond: number;
  readonly min: number;
  readonly max: number;
  readonly cpuUsPerJob: number;
  /** Median of the ratios within each round. */
  readonly ofBare: number;
}

const run = promisify(execFile);
const file = fileURLToPath(new URL('./drain.ts', import.meta.url));

/** pg-boss polls every two seconds as shipped: a few hundred jobs tell its rate. */
const jobsOf = (variant: string, jobs: number): number =>
  variant === 'pg-boss' ? Math.min(300, jobs) : jobs;

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1
    ? (sorted[middle] ?? 0)
    : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};

/** Drains the same load by each variant in turn, the order reversed every other round. */
export const benchJobs = async (
  environment: Record<string, string>,
  options: { rounds: number; jobs: number; say: (line: string) => void },
): Promise<JobsResult[]> => {
  const variants = ['bare', 'jobwire', 'jobwire-1-step', 'jobwire-3-steps', 'pg-boss'];
  const rounds: Map<string, Sample>[] = [];
  const redis = new Redis(environment.REDIS_URL ?? '');
  for (let round = 0; round < options.rounds; round += 1) {
    const samples = new Map<string, Sample>();
    for (const variant of round % 2 === 0 ? variants : [...variants].reverse()) {
      await redis.flushall();
      const args = ['--import', 'tsx', file, variant, String(jobsOf(variant, options.jobs))];
      const { stdout } = await run(process.execPath, args, {
        env: { ...process.env, ...environment },
        timeout: 180_000,
      });
      const sample = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Sample;
      samples.set(variant, sample);
      options.say(
        `  round ${round + 1}  ${variant.padEnd(16)} ${Math.round(sample.jobsPerSecond)} jobs/s`,
      );
    }
    rounds.push(samples);
  }
  redis.disconnect();
  return variants.map((variant) => {
    const rates = rounds.map((samples) => samples.get(variant)?.jobsPerSecond ?? 0);
    const ratios = rounds.map(
      (samples) =>
        (samples.get(variant)?.jobsPerSecond ?? 0) / (samples.get('bare')?.jobsPerSecond ?? 1),
    );
    return {
      variant,
      medianJobsPerSecond: median(rates),
      min: Math.min(...rates),
      max: Math.max(...rates),
      cpuUsPerJob: median(rounds.map((samples) => samples.get(variant)?.cpuUsPerJob ?? 0)),
      ofBare: median(ratios),
    };
  });
};
