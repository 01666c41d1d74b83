import type { JobsClientCore } from './jobs-client';

/** Endings of one moment travel together; in milliseconds. */
const GATHER_MS = 100;
/** The server takes so many at once. */
const MAX_IDS = 500;
/** What was missed is shown to the person after this long, whatever the server says, in milliseconds. */
const PATIENCE_MS = 1_500;

/** Tells the server which endings were shown here, so that the person's other devices pass them over. */
type SeenReports = (jobId: string) => Promise<boolean>;

const createSeenReports = ({ http }: JobsClientCore): SeenReports => {
  let waiting = new Map<string, ((before: boolean) => void)[]>();

  const send = async () => {
    const due = waiting;
    waiting = new Map();
    const ids = [...due.keys()];
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await http
      .send('POST', '/api/jobs/seen', { body: { ids }, signal })
      .catch(() => null);
    const before = (answer as { before?: unknown } | null)?.before;
    for (const [jobId, settle] of due) {
      for (const one of settle) one(Array.isArray(before) && before.includes(jobId));
    }
  };

  return (jobId) =>
    new Promise((resolve) => {
      if (waiting.size >= MAX_IDS) void send();
      if (waiting.size === 0) setTimeout(() => waiting.size && void send(), GATHER_MS);
      waiting.set(jobId, [...(waiting.get(jobId) ?? []), resolve]);
    });
};

const reports = new WeakMap<JobsClientCore, SeenReports>();

/**
 * Notes that the ending of a job is shown to the person.
 *
 * @returns whether it had been before, on another device; false where the server does not say
 */
export const reportSeen = (client: JobsClientCore, jobId: string): Promise<boolean> => {
  const known = reports.get(client) ?? createSeenReports(client);
  reports.set(client, known);
  return known(jobId);
};
