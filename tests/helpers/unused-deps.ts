import type { WorkerDeps } from '#worker/job-handler';

type Always = 'config' | 'pool' | 'log' | 'ai';

/** For handlers that work with none of the other systems: whoever touches one of these fails. */
export const unusedDeps = {} as Omit<WorkerDeps, Always>;
