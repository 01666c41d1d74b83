import { isTerminal } from '#contracts/job-status';
import type { ClientJob, ClientStatus, ConnectionInfo } from '../jobs-api';
import { initialConnection } from './connection-state';
import type { JobsClientCore } from './jobs-client';

export interface JobFilter {
  readonly types?: readonly string[];
  readonly status?: readonly string[];
  readonly limit?: number;
}

/** What a component may read; each field keeps its identity until it changes. */
export interface JobFields {
  readonly jobs: readonly ClientJob[];
  readonly active: readonly ClientJob[];
  readonly counts: Readonly<Record<ClientStatus, number>>;
  readonly connection: ConnectionInfo;
  readonly isRestoring: boolean;
}
type Field = keyof JobFields;

/** A snapshot for `useSyncExternalStore`: changes only when a field that was read has changed. */
export interface JobView {
  subscribe(listener: () => void): () => void;
  getSnapshot(): JobFields;
  /** What the server rendered, unchanging. */
  getServerSnapshot(): JobFields;
  /** The snapshot behind getters that note what is read. */
  track(snapshot: JobFields): JobFields;
}

const EMPTY: readonly ClientJob[] = Object.freeze([]);
const noCounts: Readonly<Record<ClientStatus, number>> = {
  creating: 0,
  scheduled: 0,
  pending: 0,
  running: 0,
  retrying: 0,
  cancelling: 0,
  completed: 0,
  failed: 0,
  cancelled: 0,
};

const sameItems = (a: readonly unknown[], b: readonly unknown[]) =>
  a.length === b.length && a.every((item, index) => item === b[index]);
const isActive = (job: ClientJob) => !isTerminal(job.status);

/** Derives the fields from a list, each only when asked for and only once per list. */
const createFields = (filter: JobFilter) => {
  const { types, status, limit = Number.POSITIVE_INFINITY } = filter;
  const kept: { source?: readonly ClientJob[]; own: readonly ClientJob[] } = { own: EMPTY };
  const last = { jobs: EMPTY, active: EMPTY, counts: noCounts };
  const keep = <F extends 'jobs' | 'active'>(field: F, next: readonly ClientJob[]) => {
    if (!sameItems(last[field], next)) last[field] = next;
    return last[field];
  };
  const ofTypes = (source: readonly ClientJob[]) => {
    if (kept.source !== source) {
      kept.source = source;
      kept.own = types ? source.filter((job) => types.includes(job.type)) : source;
    }
    return kept.own;
  };
  const jobs = (source: readonly ClientJob[]) => {
    const own = ofTypes(source);
    const chosen = status ? own.filter((job) => status.includes(job.status)) : own;
    return keep('jobs', chosen.length > limit ? chosen.slice(0, limit) : chosen);
  };
  return {
    jobs,
    active: (source: readonly ClientJob[]) => keep('active', jobs(source).filter(isActive)),
    counts(source: readonly ClientJob[]) {
      const next = { ...noCounts };
      for (const job of ofTypes(source)) next[job.status]++;
      if (!sameItems(Object.values(last.counts), Object.values(next))) last.counts = next;
      return last.counts;
    },
  };
};

/** @param filterJson a JobFilter as JSON, so that an equal filter is the same one */
export const createJobView = (client: JobsClientCore, filterJson: string): JobView => {
  const filter = JSON.parse(filterJson) as JobFilter;
  const live = createFields(filter);
  const read: { readonly [F in Field]: () => JobFields[F] } = {
    jobs: () => live.jobs(client.getJobs()),
    active: () => live.active(client.getJobs()),
    counts: () => live.counts(client.getJobs()),
    connection: client.getConnection,
    isRestoring: client.isRestoring,
  };
  const all = (): JobFields => ({
    jobs: read.jobs(),
    active: read.active(),
    counts: read.counts(),
    connection: read.connection(),
    isRestoring: read.isRestoring(),
  });
  const tracked = new Set<Field>();
  let shown: JobFields | undefined;
  let server: JobFields | undefined;

  const getSnapshot = (): JobFields => {
    if (!shown || [...tracked].some((field) => read[field]() !== shown?.[field])) shown = all();
    return shown;
  };
  return {
    getSnapshot,
    getServerSnapshot() {
      if (!server) {
        const rendered = createFields(filter);
        server = {
          jobs: rendered.jobs(client.initialJobs),
          active: rendered.active(client.initialJobs),
          counts: rendered.counts(client.initialJobs),
          connection: initialConnection,
          isRestoring: true,
        };
      }
      return server;
    },
    subscribe(listener) {
      const offJobs = client.subscribeJobs(listener);
      const offConnection = client.subscribeConnection(listener);
      return () => {
        offJobs();
        offConnection();
      };
    },
    track(snapshot) {
      const field = <F extends Field>(name: F): JobFields[F] => {
        tracked.add(name);
        // A field read for the first time may have moved on since the snapshot was taken for others.
        return snapshot === shown ? getSnapshot()[name] : snapshot[name];
      };
      return {
        get jobs() {
          return field('jobs');
        },
        get active() {
          return field('active');
        },
        get counts() {
          return field('counts');
        },
        get connection() {
          return field('connection');
        },
        get isRestoring() {
          return field('isRestoring');
        },
      };
    },
  };
};
