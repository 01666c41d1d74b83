import { isTerminal } from '#contracts/job-status';
import type { AppJobs, JobType } from '#contracts/jobs/index';
import type { ClientJob, CreateJobOptions, JobHandle } from '../jobs-api';
import type { ClientParts } from './client-parts';
import { creatingRow, isObject, type LocalFacts } from './job-row';
import { pause } from './pause';
import { badAnswer, RequestError, toRequestError } from './request-error';
import { uuidV7 } from './uuid-v7';

/** The same key again within this many milliseconds is a second click. */
const DOUBLE_CLICK_MS = 1_000;
/** A request without an answer is sent again: its Idempotency-Key makes that safe. Pauses in milliseconds. */
const RESEND_AFTER_MS = [300, 1_500];

export interface JobCommands {
  createJob<K extends JobType>(
    request: { readonly type: K } & AppJobs[K]['input'],
    options?: CreateJobOptions,
  ): Promise<JobHandle<K>>;
  cancelJob(jobId: string): Promise<void>;
  startNow(jobId: string): Promise<void>;
  retryJob(jobId: string): Promise<string>;
}

export interface JobCommandsOptions {
  /** Tells the other tabs what this browser knows of a job before the server does. */
  readonly announce: (clientKey: string, facts: LocalFacts) => void;
  /** Fetches a job as it is now. */
  readonly refresh: (jobId: string) => Promise<unknown>;
  /** Keeps a job's row whole, and the connection up, until the function given back is called. */
  readonly watchJob: (jobId: string) => () => void;
}

/**
 * Where a trace begins: with the click, whose key is as good an id as any. Nothing is recorded here, as the last
 * two digits say. Sent again, a request stays in its trace.
 */
const traceparentOf = (uuid: string): string => {
  const id = uuid.replaceAll('-', '');
  return `00-${id}-${id.slice(16)}-00`;
};

/** Everything one can ask for, by HTTP: it works the same while the socket is away. */
export const createJobCommands = (
  { env, http, rows, store, userId }: ClientParts,
  { announce, refresh, watchJob }: JobCommandsOptions,
): JobCommands => {
  const underway = new Map<string, Promise<unknown>>();

  /** Joins a call of the same name that is under way, or ended well within `keepMs`. */
  const once = <T>(name: string, work: () => Promise<T>, keepMs = 0): Promise<T> => {
    const known = underway.get(name) as Promise<T> | undefined;
    if (known) return known;
    const call = work();
    underway.set(name, call);
    const forget = () => underway.delete(name);
    call.then(() => (keepMs ? setTimeout(forget, keepMs) : forget()), forget);
    return call;
  };

  const jobPath = (jobId: string, verb = '') => `/api/jobs/${encodeURIComponent(jobId)}${verb}`;
  const take = (answer: unknown): ClientJob => {
    const row = isObject(answer) ? rows.accept(answer.job) : undefined;
    if (!row) throw badAnswer();
    store.flush();
    return row;
  };

  const resultOf = (jobId: string, signal?: AbortSignal) =>
    new Promise<unknown>((resolve, reject) => {
      const check = () => {
        const row = store.get(jobId);
        if (signal?.aborted || row?.status === 'cancelled') {
          reject(new DOMException('The job was cancelled.', 'AbortError'));
        } else if (row?.status === 'failed') {
          const { code, message, retryable } = row.error;
          reject(new RequestError(code, message, { retryable }));
        } else if (!row) reject(new RequestError('not_found', 'The job is gone.'));
        // A large result is on its way: `watchJob` fetches it.
        else if (row.status === 'completed' && !row.resultOmitted) resolve(row.result);
        else return;
        leave();
        release();
        signal?.removeEventListener('abort', check);
      };
      const leave = store.subscribe(jobId, check);
      const release = watchJob(jobId);
      signal?.addEventListener('abort', check);
      check();
    });

  const handleOf = <K extends JobType>(jobId: string): JobHandle<K> => ({
    id: jobId,
    result: ({ signal } = {}) => resultOf(jobId, signal) as Promise<AppJobs[K]['output']>,
    cancel: () => cancelJob(jobId),
  });

  /** Its event may have told that the job exists although no answer to the request came. */
  const byKey = (key: string) =>
    store.all().find((row) => row.clientKey === key && row.status !== 'creating');

  const post = async (key: string, body: unknown, signal?: AbortSignal): Promise<ClientJob> => {
    for (let round = 0; ; round++) {
      try {
        const headers = { 'idempotency-key': key, traceparent: traceparentOf(key) };
        return take(await http.send('POST', '/api/jobs', { body, headers, signal }));
      } catch (thrown) {
        const error = toRequestError(thrown);
        const known = byKey(key);
        if (known && error.code !== 'aborted') return known;
        const unclear = ['network', 'timeout', 'bad_answer', 'idempotency_in_flight'];
        const wait = RESEND_AFTER_MS[round];
        if (wait === undefined || !unclear.includes(error.code) || !env.isOnline()) throw error;
        await pause(Math.max(wait, error.retryAfterMs ?? 0));
      }
    }
  };

  const createJob: JobCommands['createJob'] = (request, settings = {}) => {
    const { idempotencyKey, title, toast, signal, ...jobOptions } = settings;
    const { type, ...input } = request;
    const key = idempotencyKey ?? uuidV7();
    const create = async () => {
      if (!env.isOnline()) {
        throw new RequestError('offline', 'You are offline. Nothing was started.', {
          retryable: true,
        });
      }
      const facts: LocalFacts = { origin: 'this-tab', title, toast, input };
      rows.remember(key, facts);
      announce(key, { origin: 'other-tab', title, toast });
      if (!byKey(key)) {
        store.put(creatingRow(key, type, userId, facts));
        store.flush();
      }
      const body = {
        type,
        ...input,
        ...(Object.keys(jobOptions).length ? { options: jobOptions } : {}),
      };
      try {
        return handleOf<typeof type>((await post(key, body, signal)).id);
      } finally {
        // Gone already where the job took its place.
        if (store.latest(key)?.status === 'creating') {
          store.remove(key);
          store.flush();
        }
      }
    };
    return once(`create ${key}`, create, DOUBLE_CLICK_MS);
  };

  const cancelJob = async (jobId: string): Promise<void> => {
    const creating = underway.get(`create ${jobId}`) as Promise<JobHandle> | undefined;
    const id = creating ? (await creating).id : jobId;
    await once(`cancel ${id}`, async () => {
      const before = store.latest(id);
      if (before && before.status !== 'cancelling' && !isTerminal(before.status)) {
        store.put({ ...before, status: 'cancelling' } as ClientJob);
        store.flush();
      }
      try {
        take(await http.send('POST', jobPath(id, '/cancel')));
      } catch (error) {
        const now = store.latest(id);
        if (before && now?.status === 'cancelling' && now.rev === before.rev) {
          store.put({ ...now, status: before.status } as ClientJob);
          store.flush();
        }
        // It may have ended a moment before: then the row should say so, whatever the feed does.
        if (toRequestError(error).status === 409) await refresh(id).catch(() => {});
        throw error;
      }
    });
  };

  const startNow = (jobId: string) =>
    once(`start ${jobId}`, async () => {
      take(await http.send('POST', jobPath(jobId, '/run-now')));
    });

  const retryJob = (jobId: string) =>
    once(`retry ${jobId}`, async () => {
      const old = store.latest(jobId);
      const { id } = take(await http.send('POST', jobPath(jobId, '/retry')));
      const row = store.latest(id);
      if (old?.title && row && !row.title) store.put({ ...row, title: old.title } as ClientJob);
      return id;
    });

  return { createJob, cancelJob, startNow, retryJob };
};
