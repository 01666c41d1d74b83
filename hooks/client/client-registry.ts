import type { ClientOptions } from '../jobs-api';
import { clientKey, createJobsClient, type JobsClientCore } from './jobs-client';

const clients = new Map<string, JobsClientCore>();

/**
 * The client of this API and user: the same one for everybody in this tab, kept outside React so that
 * no mounting or unmounting touches the connection. On a server each call makes one of its own, which
 * never starts: requests of different people must not meet.
 */
export const clientFor = (options: ClientOptions): JobsClientCore => {
  if (typeof window === 'undefined') return createJobsClient(options);
  const key = clientKey(options);
  const known = clients.get(key);
  if (known) return known;
  const client = createJobsClient(options, undefined, {
    onStart(started) {
      clients.set(key, started);
      for (const other of [...clients.values()]) {
        // Another person has signed in: what is known of the last one goes, in every tab.
        if (other.apiUrl === started.apiUrl && other.userId !== started.userId) other.logout();
      }
    },
    onLogout: () => clients.delete(key),
  });
  clients.set(key, client);
  return client;
};
