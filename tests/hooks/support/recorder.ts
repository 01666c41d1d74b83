import type { ClientJob, EventMeta } from '#hooks/jobs-api';
import type { Tab } from './tab';

/** What a tab's callbacks were told, in order. */
export interface Recorder {
  readonly progress: { id: string; percent: number | null }[];
  readonly endings: {
    id: string;
    status: string;
    replayed: boolean;
    job: ClientJob;
    meta: EventMeta;
  }[];
  readonly lost: string[];
  /** Everything as `progress` or the status, per job. */
  orderOf(jobId: string): string[];
}

export const record = (tab: Tab): Recorder => {
  const order = new Map<string, string[]>();
  const note = (id: string, what: string) => order.set(id, [...(order.get(id) ?? []), what]);
  const recorder: Recorder = {
    progress: [],
    endings: [],
    lost: [],
    orderOf: (jobId) => order.get(jobId) ?? [],
  };
  tab.client.onEvent({
    onProgress(job) {
      recorder.progress.push({ id: job.id, percent: job.progress.percent });
      note(job.id, 'progress');
    },
    onTerminal(job, meta) {
      recorder.endings.push({ id: job.id, status: job.status, replayed: meta.replayed, job, meta });
      note(job.id, job.status);
      return true;
    },
    onLost: (job) => recorder.lost.push(job.id),
  });
  return recorder;
};

export const isLive = (tab: Tab) => tab.client.getConnection().status === 'live';
