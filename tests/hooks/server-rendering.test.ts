import { createElement as h } from 'react';
import { renderToString } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { Job } from '#contracts/job';
import { creatingRow } from '#hooks/client/job-row';
import { JobsProvider } from '#hooks/jobs-provider';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { useJob } from '#hooks/use-job';
import { useJobLogs } from '#hooks/use-job-logs';
import { useJobNotices } from '#hooks/use-job-notices';
import { useJobsConnection } from '#hooks/use-jobs-connection';

const jobOf = (userId: string) =>
  ({
    ...creatingRow(`${userId}-job`, 'career-insights', userId, { origin: 'restored' }),
    status: 'running',
    rev: 1,
  }) as unknown as Job;

const Page = ({ jobId }: { jobId: string }) => {
  const { jobs, active, counts, isRestoring } = useBackgroundJobs();
  const connection = useJobsConnection();
  const { lines } = useJobLogs(jobId);
  const { away } = useJobNotices();
  const facts = [jobs.length, active.length, counts.running, lines.length, away.length];
  const status = useJob(jobId, (job) => job?.status);
  return h('p', null, `${facts.join(' ')} ${status} ${connection.status} ${isRestoring}`);
};

const renderFor = (userId: string, initialJobs?: Job[]) => {
  const page = h(Page, { jobId: `${userId}-job` });
  return renderToString(h(JobsProvider, { userId, initialJobs }, page));
};

it('renders on a server, where there is no browser, from the rows it was given', () => {
  expect(typeof window).toBe('undefined');
  expect(renderFor('ada', [jobOf('ada')])).toBe('<p>1 1 1 0 0 running offline true</p>');
  expect(renderFor('ada')).toBe('<p>0 0 0 0 0 undefined offline true</p>');
});

it('keeps nothing of one request for the next', () => {
  renderFor('ada', [jobOf('ada')]);
  expect(renderFor('ada')).toContain('0 0 0 0 0');
  expect(renderFor('bob')).toContain('0 0 0 0 0');
});
