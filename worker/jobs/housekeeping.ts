import {
  createRetentionStore,
  type RetentionCursor,
  type RetentionPage,
  type RetentionRule,
} from '#platform/retention/retention-store';
import type { JobContext } from '../job-context';
import type { JobHandler } from '../job-handler';

const ROWS = 1_000;
/** Pages of one kind in one run; a job may keep a thousand steps. */
const MAX_PAGES = 300;
const DAY_MS = 24 * 3_600_000;

interface Pages {
  readonly removed: number;
  readonly complete: boolean;
}

/** Pages until one is not full. Each is a step: a later attempt begins after the last one that was done. */
const eachPage = async (
  context: JobContext,
  name: string,
  percent: number,
  remove: () => Promise<number>,
): Promise<Pages> => {
  let removed = 0;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    context.signal.throwIfAborted();
    const count = await context.step(`${name} ${page}`, remove);
    removed += count;
    context.progress(percent, `${name}: ${removed}`);
    if (count < ROWS) return { removed, complete: true };
  }
  return { removed, complete: false };
};

const removeJobs = async (
  context: JobContext,
  rule: RetentionRule,
  store: ReturnType<typeof createRetentionStore>,
): Promise<Pages> => {
  let removed = 0;
  let after: RetentionCursor | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    context.signal.throwIfAborted();
    const from: RetentionCursor | null = after;
    const done: RetentionPage = await context.step(`Old jobs ${page}`, () =>
      store.removeJobs(rule, from, ROWS),
    );
    removed += done.removed;
    context.progress(Math.min(80, page), `Old jobs: ${removed}`);
    if (done.next === null) return { removed, complete: true };
    after = done.next;
  }
  return { removed, complete: false };
};

/** Removes what is over the installation's retention, in bounded pages, and keeps the sums. */
export const housekeeping: JobHandler<'housekeeping'> = async (input, context, deps) => {
  const { days, keepCompleted, keepFailed } = deps.config.retention;
  const store = createRetentionStore(deps.pool);
  // Settled once: a later attempt draws the line where the first one did.
  const before = await context.step('line', () =>
    new Date(Date.now() - (input.days ?? days) * DAY_MS).toISOString(),
  );
  const jobs = await removeJobs(context, { before, keepCompleted, keepFailed }, store);
  const usage = await eachPage(context, 'AI use', 85, () => store.summariseUsage(before, ROWS));
  const slots = await eachPage(context, 'Slots', 95, () => store.removeSlots(before, ROWS));
  return {
    before,
    jobsRemoved: jobs.removed,
    usageSummarised: usage.removed,
    slotsRemoved: slots.removed,
    complete: jobs.complete && usage.complete && slots.complete,
  };
};
