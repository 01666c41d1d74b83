import { isTerminal } from '#contracts/job-status';
import type { ClientJob, EventMeta, JobNotice } from '../jobs-api';
import type { Attention } from './environment';
import type { JobsClientCore } from './jobs-client';
import { createListeners } from './listeners';
import { pause } from './pause';
import { toRequestError } from './request-error';
import { reportSeen } from './seen-reports';
import { claimsOf } from './terminal-claims';

/** How long a tab leaves an ending to one that has more of the person's attention, in milliseconds. */
const DEFER_MS: Readonly<Record<Attention, number>> = { focused: 0, visible: 60, hidden: 400 };

/** Decides which endings this tab shows to the person: over all tabs each one once, and none never. */
export interface JobNotices {
  /** Without a listener this tab claims nothing. */
  listen(listener: (notice: JobNotice) => void): () => void;
  getAway(): readonly JobNotice[];
  subscribeAway(listener: () => void): () => void;
  clearAway(): void;
}

const NONE: readonly JobNotice[] = Object.freeze([]);

const createJobNotices = (client: JobsClientCore): JobNotices => {
  const { env, unseen } = client;
  const claims = claimsOf(client);
  const listeners = createListeners<[JobNotice]>();
  const awayListeners = createListeners();
  /** An ending may be heard twice: this tab wins it both times, and shows it once. */
  const noticed = new Set<string>();
  let away = NONE;
  let leave: (() => void)[] = [];

  const setAway = (next: readonly JobNotice[]) => {
    if (away.length === next.length) return;
    away = next;
    awayListeners.emit();
  };

  const decide = async (job: ClientJob, kind: JobNotice['kind'], meta: EventMeta) => {
    if (job.toast === false) return;
    const key = `${job.id}:${job.attempt}:${kind}`;
    unseen.add(job.id);
    const wait = DEFER_MS[env.attention()];
    if (wait) await pause(wait);
    const visible = env.attention() !== 'hidden';
    const won = await claims.claim(key, !visible);
    if (visible || !won) unseen.delete(job.id);
    if (!won || noticed.has(key)) return;
    noticed.add(key);
    const lacking = job.resultOmitted || job.stale;
    const whole = lacking && kind !== 'lost' ? await client.loadJob(job.id).catch(() => job) : job;
    const notice: JobNotice = { key, kind, job: whole, visible, meta };
    if (!visible || !meta.replayed) {
      if (visible && kind !== 'lost') void reportSeen(client, job.id);
      listeners.emit(notice);
    } else if (!(await reportSeen(client, job.id))) setAway([...away, notice]);
    // Until then a tab that dies leaves it to the next one.
    if (visible) claims.told(key);
  };

  const takeAway = async () => {
    if (env.attention() === 'hidden') return;
    const keys = await claims.takeAway();
    const look = async (key: string): Promise<JobNotice[]> => {
      const [id = '', , kind = ''] = key.split(':');
      unseen.delete(id);
      let retryable = false;
      const loaded = client.loadJob(id).catch((error: unknown) => {
        retryable = toRequestError(error).retryable;
        return client.getJob(id);
      });
      const job = await loaded;
      if (!job || (await reportSeen(client, id))) {
        // A network that fails now works later; a job that is gone stays gone.
        if (!job && retryable) claims.leave(key);
        else claims.told(key);
        return [];
      }
      const meta = { seq: 0, replayed: true, at: Date.parse(job.finishedAt ?? '') || 0 };
      return [{ key, kind: isTerminal(kind) ? kind : 'lost', job, visible: true, meta }];
    };
    const found = (await Promise.all(keys.map(look))).flat();
    setAway([...away, ...found]);
    for (const { key } of found) claims.told(key);
  };

  /** What a page before this one remembered because nobody had been shown it. */
  const onRestored = () => {
    if (client.isRestoring()) return;
    restored();
    for (const job of client.getJobs()) {
      const meta = { seq: 0, replayed: true, at: 0 };
      if (job.stale && isTerminal(job.status)) void decide(job, job.status, meta);
    }
    void takeAway();
  };
  let restored = () => {};

  const begin = () => {
    const offer = (job: ClientJob, meta: EventMeta) => {
      if (isTerminal(job.status)) void decide(job, job.status, meta);
      // Leaves it to callbacks as well, should they come later.
      return false;
    };
    const forget = () => {
      unseen.clear();
      setAway(NONE);
    };
    restored = client.subscribeJobs(onRestored);
    leave = [
      restored,
      client.onEvent({
        onTerminal: offer,
        onLost: (job) => void decide(job, 'lost', { seq: 0, replayed: false, at: Date.now() }),
        onForget: forget,
      }),
      env.listen(['focus', 'pageshow', 'visibilitychange'], () => void takeAway()),
    ];
    onRestored();
  };

  return {
    listen(listener) {
      const off = listeners.add(listener);
      if (listeners.size === 1) begin();
      return () => {
        off();
        if (listeners.size === 0) for (const one of leave.splice(0)) one();
      };
    },
    getAway: () => away,
    subscribeAway: awayListeners.add,
    clearAway: () => setAway(NONE),
  };
};

const notices = new WeakMap<JobsClientCore, JobNotices>();

/** The notices of this client's tab; made when something first shows them. */
export const noticesOf = (client: JobsClientCore): JobNotices => {
  const known = notices.get(client) ?? createJobNotices(client);
  notices.set(client, known);
  return known;
};
