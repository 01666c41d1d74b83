import { isTerminal } from '#contracts/job-status';
import type { LessonPlansStart, LessonPlansStatus } from '#contracts/lessons';
import type { RequestFailure } from '../jobs-api';
import { isObject } from './job-row';
import type { JobsClientCore } from './jobs-client';
import { createListeners } from './listeners';
import { badAnswer, toRequestError } from './request-error';
import { createTimeLeft } from './time-left';

/** While no socket brings the news, the server is asked this often, in milliseconds. */
const POLL_MS = 5_000;
const TYPE = 'lesson-plans';

export interface LessonPlansView {
  /** As the server told it last; null before the first answer. */
  readonly status: LessonPlansStatus | null;
  /** True until the first answer, or the first failure. */
  readonly loading: boolean;
  /** Why the last request failed; null once one has worked. */
  readonly error: RequestFailure | null;
  /** 0 to 100, over all modules, the one at hand included. */
  readonly progressPercentage: number;
  /** Milliseconds; null until it can be trusted, 0 when all is complete. */
  readonly estimatedTimeRemaining: number | null;
}

export interface LessonPlansStore {
  get(): LessonPlansView;
  subscribe(listener: () => void): () => void;
  /** Loads, and follows until the function given back is called. */
  open(): () => void;
  /** @throws RequestFailure */
  start(): Promise<LessonPlansStart['data']>;
}

const dataOf = <T>(answer: unknown): T => {
  if (isObject(answer) && isObject(answer.data)) return answer.data as T;
  throw badAnswer(200);
};

/**
 * A workflow as the server tells it, kept up to date by the news of its jobs: what has changed is asked
 * for when one of them changes, and how far the one at hand is comes with its progress.
 */
export const createLessonPlansStore = (
  client: JobsClientCore,
  workflowId: string,
  initial: LessonPlansStatus | null,
): LessonPlansStore => {
  const path = `/api/workflows/${encodeURIComponent(workflowId)}/lesson-plans`;
  const listeners = createListeners();
  const timeLeft = createTimeLeft();
  const watched = new Map<string, () => void>();
  let status = initial;
  let running = false;
  let asking: Promise<void> | undefined;
  let again = false;
  let seen = '';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const percentOf = ({ modulesGenerated, totalModules, jobs, allComplete }: LessonPlansStatus) => {
    if (allComplete) return 100;
    const parts = jobs.details
      .filter(({ state }) => !isTerminal(state))
      .map(({ jobId, progress }) => client.getJob(jobId)?.progress.percent ?? progress);
    const atHand = parts.reduce((sum, percent) => sum + percent / 100, 0);
    return Math.min(100, (100 * (modulesGenerated + atHand)) / Math.max(1, totalModules));
  };
  const estimate = (percent: number): number | null => {
    if (status?.allComplete) return 0;
    if (status?.status !== 'in_progress') return null;
    return timeLeft({ attempt: 1, percent, at: Date.now(), startedAt: null });
  };
  const viewOf = (more: Pick<LessonPlansView, 'loading' | 'error'>): LessonPlansView => {
    const percent = status ? percentOf(status) : 0;
    return {
      status,
      progressPercentage: Math.round(percent * 10) / 10,
      estimatedTimeRemaining: estimate(percent),
      ...more,
    };
  };
  let view = viewOf({ loading: initial === null, error: null });

  const show = (more: Partial<Pick<LessonPlansView, 'loading' | 'error'>> = {}) => {
    const { loading, error } = { ...view, ...more };
    view = viewOf({ loading, error });
    listeners.emit();
  };

  /** Holds the live jobs of the workflow, so that their progress comes. */
  const watch = () => {
    const live = (status?.jobs.details ?? []).filter(({ state }) => !isTerminal(state));
    const wanted = new Set(running ? live.map(({ jobId }) => jobId) : []);
    for (const [jobId, leave] of watched) {
      if (wanted.has(jobId)) continue;
      leave();
      watched.delete(jobId);
    }
    for (const jobId of wanted) {
      if (!watched.has(jobId)) watched.set(jobId, client.watchJob(jobId));
    }
  };

  const ask = async (): Promise<void> => {
    try {
      do {
        again = false;
        status = dataOf<LessonPlansStatus>(await client.http.send('GET', `${path}/status`));
      } while (again && running);
      show({ loading: false, error: null });
    } catch (error) {
      show({ loading: false, error: toRequestError(error) });
    }
    asking = undefined;
    watch();
  };
  /** One request at a time; what comes up during one is asked for after it. */
  const load = (): Promise<void> => {
    again = asking !== undefined;
    asking ??= ask();
    return asking;
  };

  const plan = () => {
    clearTimeout(timer);
    if (!running) return;
    timer = setTimeout(() => {
      const isWanted = client.getConnection().status !== 'live' && !status?.allComplete;
      if (isWanted && client.env.attention() !== 'hidden') void load();
      plan();
    }, POLL_MS);
  };

  /** What would make the server's answer another one: which jobs of the type there are, and their states. */
  const lookAtJobs = () => {
    const now = client
      .getJobs()
      .filter(({ type }) => (type as string) === TYPE)
      .map(({ id, rev, status: state }) => `${id} ${rev} ${state}`)
      .join();
    if (now === seen) {
      const percent = status ? Math.round(percentOf(status) * 10) / 10 : 0;
      if (percent !== view.progressPercentage) show();
      return;
    }
    seen = now;
    void load();
  };

  const open = () => {
    running = true;
    lookAtJobs();
    void load();
    plan();
    const leave = [
      client.retain(),
      client.subscribeJobs(lookAtJobs),
      client.subscribeConnection((next, previous) => {
        if (next.status === 'live' && previous.status !== 'live') void load();
      }),
    ];
    return () => {
      running = false;
      clearTimeout(timer);
      for (const each of leave) each();
      watch();
    };
  };

  return {
    get: () => view,
    subscribe: listeners.add,
    open,
    async start() {
      try {
        const answer = dataOf<LessonPlansStart['data']>(await client.http.send('POST', path));
        await load();
        return answer;
      } catch (error) {
        const failure = toRequestError(error);
        show({ error: failure });
        throw failure;
      }
    },
  };
};
