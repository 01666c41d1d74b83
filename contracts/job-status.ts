/** States of a job, in the order of a life without trouble, then the endings. Free of zod: the browser's client reads them too. */
export const jobStatuses = [
  'scheduled', // accepted, waits for its time
  'pending', // in line for a worker
  'running', // a worker holds it
  'retrying', // an attempt failed; the next one comes after a back-off
  'cancelling', // asked to stop, not yet stopped
  'completed',
  'failed',
  'cancelled',
] as const;
export type JobStatus = (typeof jobStatuses)[number];

export const terminalStatuses = ['completed', 'failed', 'cancelled'] as const;
export type TerminalStatus = (typeof terminalStatuses)[number];

/** Whether a status is final: nothing comes after it. */
export const isTerminal = (status: string): status is TerminalStatus =>
  (terminalStatuses as readonly string[]).includes(status);
