import { createElement as h, type ReactNode } from 'react';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { UseBackgroundJobsOptions } from '#hooks/jobs-api';
import { JobsProvider, type JobsProviderProps, useJobsClient } from '#hooks/jobs-provider';
import { useBackgroundJobs } from '#hooks/use-background-jobs';
import { useJobsConnection } from '#hooks/use-jobs-connection';
import { eventually } from '../../helpers/eventually';
import { type FeedServer, startFeedServer } from './feed-server';
import { errors, mount, unmountAll } from './mount';

/** A fresh server, storage and page for each test; a warning of React's fails the test it came in. */
export const preparePage = (): { readonly server: FeedServer } => {
  const page = {} as { server: FeedServer };
  let complaints: ReturnType<typeof vi.spyOn>;
  beforeEach(async () => {
    localStorage.clear();
    page.server = await startFeedServer();
    address = page.server.url;
    complaints = vi.spyOn(console, 'error');
  });
  afterEach(async () => {
    unmountAll();
    await page.server.stop();
    expect(complaints.mock.calls).toEqual([]);
    expect(errors.splice(0)).toEqual([]);
    complaints.mockRestore();
  });
  return page;
};

let address = '';

export const App = (props: Partial<JobsProviderProps> & { children?: ReactNode }) =>
  h(JobsProvider, { userId: 'ada', apiUrl: address, ...props } as JobsProviderProps);
export const Status = () => h('output', { id: 'status' }, useJobsConnection().status);
export const List = ({ options }: { options?: UseBackgroundJobsOptions }) => {
  const { jobs } = useBackgroundJobs(options);
  return h(
    'ul',
    null,
    jobs.map((job) => h('li', { key: job.key, id: job.id }, job.status)),
  );
};

export const text = (selector: string) => document.querySelector(selector)?.textContent;
export const live = () => eventually(() => text('#status') === 'live');
export const statusOf = (jobId: string) => document.getElementById(jobId)?.textContent;

/** The client of the page under test. */
export const clientOf = () => {
  let client: ReturnType<typeof useJobsClient> | undefined;
  const Probe = () => {
    client = useJobsClient();
    return null;
  };
  mount(h(App, null, h(Probe))).unmount();
  if (!client) throw new Error('no client');
  return client;
};
