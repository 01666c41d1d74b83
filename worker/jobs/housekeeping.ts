import type { JobContract } from '#contracts/define-job';
import { jobContracts } from '#contracts/jobs/index';
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
/** Longer than any window over which the use of languages is counted. */
const LANGUAGE_USE_DAYS = 400;

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
  name: string,
  rule: RetentionRule,
  store: ReturnType<typeof createRetentionStore>,
): Promise<Pages> => {
  let removed = 0;
  let after: RetentionCursor | null = null;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    context.signal.throwIfAborted();
    const from: RetentionCursor | null = after;
    const done: RetentionPage = await context.step(`${name} ${page}`, () =>
      store.removeJobs(rule, from, ROWS),
    );
    removed += done.removed;
    context.progress(Math.min(80, page), `${name}: ${removed}`);
    if (done.next === null) return { removed, complete: true };
    after = done.next;
  }
  return { removed, complete: false };
};

/** What is to go of the types that say themselves how long their jobs are kept, if that is not as long as others. */
const removeFrequent = async (
  context: JobContext,
  line: { readonly before: string; readonly days: number },
  store: ReturnType<typeof createRetentionStore>,
): Promise<{ readonly jobs: Pages; readonly usage: Pages; readonly slots: Pages }> => {
  const jobs = { removed: 0, complete: true };
  const usage = { removed: 0, complete: true };
  const slots = { removed: 0, complete: true };
  const add = (sum: { removed: number; complete: boolean }, pages: Pages) => {
    sum.removed += pages.removed;
    sum.complete &&= pages.complete;
  };
  for (const { type, keepDays } of Object.values<JobContract>(jobContracts)) {
    if (keepDays === undefined || keepDays >= line.days) continue;
    const before = new Date(
      Date.parse(line.before) + (line.days - keepDays) * DAY_MS,
    ).toISOString();
    const rule = { before, keepCompleted: 0, keepFailed: 0, type };
    add(jobs, await removeJobs(context, `Old jobs of ${type}`, rule, store));
    add(
      usage,
      await eachPage(context, `AI use of ${type}`, 81, () =>
        store.summariseBuiltInUsage(before, ROWS, type),
      ),
    );
    add(
      slots,
      await eachPage(context, `Slots of ${type}`, 82, () => store.removeSlots(before, ROWS, type)),
    );
  }
  return { jobs, usage, slots };
};

/** Removes what is over the installation's retention, in bounded pages, and keeps the sums. */
export const housekeeping: JobHandler<'housekeeping'> = async (input, context, deps) => {
  const { days, keepCompleted, keepFailed } = deps.config.retention;
  const store = createRetentionStore(deps.pool);
  // Settled once: a later attempt draws the line where the first one did.
  const before = await context.step('line', () =>
    new Date(Date.now() - (input.days ?? days) * DAY_MS).toISOString(),
  );
  const rule = { before, keepCompleted, keepFailed };
  const jobs = await removeJobs(context, 'Old jobs', rule, store);
  const frequent = await removeFrequent(context, { before, days: input.days ?? days }, store);
  const usage = await eachPage(context, 'AI use', 85, () => store.summariseUsage(before, ROWS));
  const slots = await eachPage(context, 'Slots', 95, () => store.removeSlots(before, ROWS));
  const exports = await context.step('Exports', () => deps.userData.exporter.removeExpired());
  const uses = await context.step('Use of languages', () =>
    deps.languageUse.prune(new Date(Date.now() - LANGUAGE_USE_DAYS * DAY_MS)),
  );
  return {
    before,
    jobsRemoved: jobs.removed + frequent.jobs.removed,
    usageSummarised: usage.removed + frequent.usage.removed,
    slotsRemoved: slots.removed + frequent.slots.removed,
    exportsRemoved: exports,
    languageUsesRemoved: uses,
    complete: [jobs, usage, slots, ...Object.values(frequent)].every((pages) => pages.complete),
  };
};
