import type { TerminalStatus } from '#contracts/job-status';
import { isTerminal } from '#contracts/job-status';
import type { ClientJob, EventMeta, JobNotice } from '../jobs-api';
import type { Attention, Environment } from './environment';
import { createListeners } from './listeners';
import type { TerminalClaims } from './terminal-claims';

/** How long a tab leaves an ending to one that has more of the person's attention, in milliseconds. */
const DEFER_MS: Readonly<Record<Attention, number>> = { focused: 0, visible: 60, hidden: 400 };
/** Endings kept for a page that does not show notices yet. */
const MAX_BACKLOG = 50;

const keyOf = (job: ClientJob, kind: JobNotice['kind']) => `${job.id}:${job.attempt}:${kind}`;

/** Decides which endings this tab shows to the person: over all tabs each one once, and none never. */
export interface JobNotices {
  /** An ending that this tab has heard of. */
  offer(job: ClientJob, kind: JobNotice['kind'], meta: EventMeta): void;
  /** Shows what no visible tab has shown; to be called when this tab comes into view. */
  onVisible(): void;
  /** Without a listener this tab claims nothing. */
  listen(listener: (notice: JobNotice) => void): () => void;
  getAway(): readonly JobNotice[];
  subscribeAway(listener: () => void): () => void;
  clearAway(): void;
  /** Whether an ending was shown to nobody yet, as far as this tab knows. */
  isUnseen(job: ClientJob): boolean;
  forget(): void;
}

const NONE: readonly JobNotice[] = Object.freeze([]);

/**
 * @param findJob the job with its whole result, fetched where this tab does not have it
 */
export const createJobNotices = (
  env: Environment,
  claims: TerminalClaims,
  findJob: (jobId: string) => Promise<ClientJob>,
): JobNotices => {
  const listeners = createListeners<[JobNotice]>();
  const awayListeners = createListeners();
  const unseen = new Set<string>();
  let away = NONE;
  let backlog: Parameters<JobNotices['offer']>[] | undefined = [];

  const addAway = (notices: readonly JobNotice[]) => {
    if (notices.length === 0) return;
    away = [...away, ...notices];
    awayListeners.emit();
  };

  const decide = async (job: ClientJob, kind: JobNotice['kind'], meta: EventMeta) => {
    const key = keyOf(job, kind);
    unseen.add(key);
    const wait = DEFER_MS[env.attention()];
    if (wait) await new Promise((resolve) => setTimeout(resolve, wait));
    const visible = env.attention() !== 'hidden';
    const won = await claims.claim(key, !visible);
    if (visible || !won) unseen.delete(key);
    if (!won) return;
    const whole = job.resultOmitted || job.stale ? await findJob(job.id).catch(() => job) : job;
    const notice: JobNotice = { key, kind, job: whole, visible, meta };
    if (visible && meta.replayed) addAway([notice]);
    else listeners.emit(notice);
  };

  const takeAway = async () => {
    const keys = await claims.takeAway();
    const found = keys.map(async (key): Promise<JobNotice[]> => {
      const [id = '', , kind = ''] = key.split(':');
      unseen.delete(key);
      try {
        const job = await findJob(id);
        const meta: EventMeta = {
          seq: 0,
          replayed: true,
          at: Date.parse(job.finishedAt ?? '') || 0,
        };
        const shown = isTerminal(kind) ? (kind as TerminalStatus) : 'lost';
        return [{ key, kind: shown, job, visible: true, meta }];
      } catch {
        return [];
      }
    });
    addAway((await Promise.all(found)).flat());
  };

  const onVisible = () => {
    if (listeners.size && env.attention() !== 'hidden') void takeAway();
  };

  return {
    offer(...ending) {
      if (ending[0].toast === false) return;
      if (listeners.size) void decide(...ending);
      else backlog = backlog && [...backlog, ending].slice(-MAX_BACKLOG);
    },
    onVisible,
    listen(listener) {
      const leave = listeners.add(listener);
      const waiting = backlog ?? [];
      // Only what came before the first listener: one that went away on purpose missed nothing.
      backlog = undefined;
      for (const ending of waiting) void decide(...ending);
      onVisible();
      return leave;
    },
    getAway: () => away,
    subscribeAway: (listener) => awayListeners.add(listener),
    clearAway() {
      if (away.length === 0) return;
      away = NONE;
      awayListeners.emit();
    },
    isUnseen: (job) => isTerminal(job.status) && unseen.has(keyOf(job, job.status)),
    forget() {
      unseen.clear();
      backlog = [];
      away = NONE;
      awayListeners.emit();
    },
  };
};
