import { io } from 'socket.io-client';
import { type Job, type JobProgress, jobSchema } from '#contracts/job';
import { isTerminal } from '#contracts/job-status';
import { StartError } from '../bootstrap/start-error.mjs';
import type { ApiClient } from './api-client';

const DEADLINE_MS = 180_000;

/** What is heard of a job on its way. */
export interface JobNews {
  readonly job: Job;
  readonly progress: JobProgress;
}

/**
 * Follows jobs over the socket until all have ended: snapshot first, then events; of two accounts of a job the one
 * with the higher `rev` counts.
 *
 * @returns the ended jobs, in the order of `jobIds`
 */
export const followJobs = async (
  api: ApiClient,
  jobIds: readonly string[],
  onNews: (news: JobNews) => void,
): Promise<Job[]> => {
  const { url } = await api.socketToken();
  const latest = new Map<string, Job>();
  // A token lives minutes, a connection may be made again: each handshake brings a fresh one.
  const socket = io(url, {
    transports: ['websocket'],
    auth: (done) =>
      void api.socketToken().then(
        ({ token }) => done({ token }),
        () => done({ token: '' }),
      ),
  });

  const ended = new Promise<void>((resolve, reject) => {
    const late = setTimeout(
      () => reject(new StartError('The jobs did not end in time; is the worker running?')),
      DEADLINE_MS,
    );
    const take = (job: Job) => {
      if (!jobIds.includes(job.id) || job.rev < (latest.get(job.id)?.rev ?? 0)) return;
      latest.set(job.id, job);
      onNews({ job, progress: job.progress });
      if (jobIds.every((id) => isTerminal(latest.get(id)?.status ?? 'pending'))) {
        clearTimeout(late);
        resolve();
      }
    };
    const watch = () =>
      socket.emit('job:watch', { jobIds }, (answer: { ok: boolean; jobs?: unknown[] }) => {
        for (const job of answer.jobs ?? []) take(jobSchema.parse(job));
      });
    socket.on('hello', watch);
    socket.on('resync', ({ jobs }: { jobs: unknown[] }) => {
      for (const job of jobs) take(jobSchema.parse(job));
      watch();
    });
    socket.on('job:event', ({ job }: { job: unknown }) => take(jobSchema.parse(job)));
    socket.on('job:progress', ({ jobId, ...progress }: JobProgress & { jobId: string }) => {
      const job = latest.get(jobId);
      if (job && !isTerminal(job.status)) onNews({ job, progress });
    });
    socket.on('connect_error', (error) => {
      if (!socket.active)
        reject(new StartError(`The socket at ${url} refused us: ${error.message}`));
    });
  });

  try {
    await ended;
  } finally {
    socket.disconnect();
  }
  // An event leaves a large result out; the API always has it.
  return Promise.all(jobIds.map((id) => api.getJob(id)));
};
