import type { JobNotice } from '#hooks/jobs-api';

/** How an ending reached the person: a toast, a notification of the browser, or the summary of what was missed. */
type Shown = 'toast' | 'notification' | 'away';

/**
 * Leaves a User Timing mark `jobwire:ending` for an ending that this tab shows, so that a site's own monitoring (and
 * a test) can tell over all tabs that each was shown, and once.
 */
export const markEnding = ({ key }: JobNotice, shown: Shown): void => {
  performance.mark('jobwire:ending', { detail: { key, shown } });
};
