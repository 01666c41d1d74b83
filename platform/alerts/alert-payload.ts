import type { AlertScope } from '#contracts/alert-events';
import { type AlertPayload, MAX_ALERT_BYTES, MAX_DIGEST_JOBS } from '#contracts/alerts';
import type { Job } from '#contracts/job';
import { CRITICAL_FAILURES } from '#contracts/limits';
import { viewJob } from '../jobs/view-job';
import type { JobRow } from '../store/job-row';

/** The schedule of a notice. */
export interface NoticeRow {
  readonly event: 'schedule.critical' | 'schedule.recovered';
  readonly schedule: string;
  readonly type: string;
  readonly at: Date;
}

const withoutResult = (job: Job): Job =>
  job.result === null ? job : { ...job, result: null, resultOmitted: true };

const bytesOf = (payload: AlertPayload): number => Buffer.byteLength(JSON.stringify(payload));

/** What a person's job made is theirs: operators hear how it ended, not what is in it. */
const shownJob = (row: JobRow, made: boolean, scope: AlertScope): Job => {
  const job = viewJob(row);
  if (scope === 'mine' && (job.result !== null || !made)) return job;
  return made ? { ...job, result: null, resultOmitted: true } : job;
};

export const jobPageUrl = (webUrl: string, jobId: string): string =>
  `${webUrl}/jobs/${encodeURIComponent(jobId)}`;

/** @param made whether it has a result, which `row` holds only where it is small */
export const jobPayload = (
  event: string,
  row: JobRow,
  made: boolean,
  scope: AlertScope,
  webUrl: string,
): AlertPayload => {
  const job = shownJob(row, made, scope);
  const payload = {
    type: event,
    timestamp: job.finishedAt ?? job.createdAt,
    data: { job, url: jobPageUrl(webUrl, row.id) },
  };
  if (bytesOf(payload) <= MAX_ALERT_BYTES) return payload;
  return { ...payload, data: { ...payload.data, job: withoutResult(job) } };
};

/** @param rows by the time of their end, not empty */
export const digestPayload = (
  event: string,
  rows: readonly JobRow[],
  webUrl: string,
): AlertPayload => {
  const jobs = rows.map((row) => withoutResult(viewJob(row)));
  const first = jobs[0] as Job;
  const last = jobs.at(-1) as Job;
  const endOf = (job: Job) => job.finishedAt ?? job.createdAt;
  return {
    type: `${event}.digest`,
    timestamp: endOf(last),
    data: {
      job: last,
      digest: {
        count: jobs.length,
        jobType: last.type,
        errorCode: last.error?.code ?? null,
        firstAt: endOf(first),
        lastAt: endOf(last),
        jobIds: jobs.slice(0, MAX_DIGEST_JOBS).map(({ id }) => id),
      },
      url: jobPageUrl(webUrl, last.id),
    },
  };
};

/** @param rows of one schedule, by time, not empty; several are a digest */
export const noticePayload = (rows: readonly NoticeRow[], webUrl: string): AlertPayload => {
  const first = rows[0] as NoticeRow;
  const last = rows.at(-1) as NoticeRow;
  const failures = last.event === 'schedule.critical' ? CRITICAL_FAILURES : 0;
  const at = last.at.toISOString();
  return {
    type: rows.length === 1 ? last.event : `${last.event}.digest`,
    timestamp: at,
    data: {
      schedule: { name: last.schedule, type: last.type, failures },
      ...(rows.length === 1
        ? {}
        : {
            digest: {
              count: rows.length,
              jobType: last.type,
              errorCode: null,
              firstAt: first.at.toISOString(),
              lastAt: at,
              jobIds: [],
            },
          }),
      url: `${webUrl}/schedules`,
    },
  };
};

export const testPayload = (webUrl: string): AlertPayload => ({
  type: 'test',
  timestamp: new Date().toISOString(),
  data: { url: `${webUrl}/alerts` },
});
