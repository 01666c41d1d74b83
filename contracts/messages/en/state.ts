import type { JobStatus } from '../../job';

/** Words for states; always shown beside the state's glyph. */
export const state = {
  words: {
    scheduled: 'Scheduled',
    pending: 'Queued',
    running: 'Running',
    retrying: 'Retrying',
    cancelling: 'Cancelling',
    completed: 'Completed',
    failed: 'Failed',
    cancelled: 'Cancelled',
  } satisfies Record<JobStatus, string>,
  paused: 'Paused',
};
