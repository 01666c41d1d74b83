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
type Readers = { readonly [F in Field]: () => JobFields[F] };

/** A snapshot for `useSyncExternalStore`: changes only when a field that was read has changed. */
export interface JobView {
  subscribe(listener: () => void): () => void;
  getSnapshot(): JobFields;
  /** What the server rendered, unchanging. */
  getServerSnapshot(): JobFields;
  /** The snapshot behind getters that note what is read. */
  track(snapshot: JobFields): JobFields;
}

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

/** Keeps the last value while the next one holds the same. */
const createKeeper = <T extends object>() => {
  let last: T | undefined;
  return (next: T): T => {
    const [before, after] = [Object.values(last ?? {}), Object.values(next)];
    const same = before.length === after.length && before.every((item, at) => item === after[at]);
    if (!last || !same) last = next;
    return last;
  };
};

const createReaders = (
  { types, status, limit }: JobFilter,
  source: () => readonly ClientJob[],
  connection: () => ConnectionInfo,
  isRestoring: () => boolean,
): Readers => {
  const keepJobs = createKeeper<readonly ClientJob[]>();
  const keepActive = createKeeper<readonly ClientJob[]>();
  const keepCounts = createKeeper<JobFields['counts']>();
  const ofTypes = () => source().filter((job) => !types || types.includes(job.type));
  const jobs = () =>
    keepJobs(
      ofTypes()
        .filter((job) => !status || status.includes(job.status))
        .slice(0, limit),
    );
  return {
    jobs,
    active: () => keepActive(jobs().filter((job) => !isTerminal(job.status))),
    counts() {
      const counts = { ...noCounts };
      for (const job of ofTypes()) counts[job.status]++;
      return keepCounts(counts);
    },
    connection,
    isRestoring,
  };
};

const fields: readonly Field[] = ['jobs', 'active', 'counts', 'connection', 'isRestoring'];
const readAll = (read: Readers): JobFields =>
  Object.fromEntries(fields.map((field) => [field, read[field]()])) as unknown as JobFields;

/** @param filterJson a JobFilter as JSON, so that an equal filter is the same one */
export const createJobView = (client: JobsClientCore, filterJson: string): JobView => {
  const filter = JSON.parse(filterJson) as JobFilter;
  const { initialJobs, getJobs, getConnection, isRestoring, subscribeJobs, subscribeConnection } =
    client;
  const read = createReaders(filter, getJobs, getConnection, isRestoring);
  const tracked = new Set<Field>();
  let shown: JobFields | undefined;
  let server: JobFields | undefined;

  const getSnapshot = (): JobFields => {
    if (!shown || [...tracked].some((field) => read[field]() !== shown?.[field])) {
      shown = readAll(read);
    }
    return shown;
  };
  return {
    getSnapshot,
    getServerSnapshot() {
      server ??= readAll(
        createReaders(
          filter,
          () => initialJobs,
          () => initialConnection,
          () => true,
        ),
      );
      return server;
    },
    subscribe(listener) {
      const offs = [subscribeJobs(listener), subscribeConnection(listener)];
      return () => {
        for (const off of offs) off();
      };
    },
    track(snapshot) {
      const result = {};
      for (const field of fields) {
        Object.defineProperty(result, field, {
          get() {
            tracked.add(field);
            // Read for the first time, it may have moved on since the snapshot was taken for others.
            return (snapshot === shown ? getSnapshot() : snapshot)[field];
          },
        });
      }
      return result as JobFields;
    },
  };
};
