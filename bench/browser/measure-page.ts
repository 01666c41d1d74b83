import type { CDPSession, Page } from 'playwright-core';
import type { Job } from '#contracts/job';
import type { Feeder } from './feeder';

/** One rate on one page. Times in milliseconds. */
export interface PageResult {
  readonly jobs: number;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p95Ms: number;
  /** Main thread, scripts, style, layout and paint together, by event published, beyond what the page takes at rest. */
  readonly msPerEvent: number;
  /** The same, without what is neither script nor style nor layout: painting, and handing frames over. */
  readonly ownMsPerEvent: number;
  /** Events that were painted; those within one frame are painted as one. */
  readonly painted: number;
  readonly published: number;
}

export const WARM_UP_SECONDS = 2;

export const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length * share)] ?? Number.NaN;

export const metric = async (cdp: CDPSession, name: string): Promise<number> => {
  const { metrics } = (await cdp.send('Performance.getMetrics')) as {
    metrics: { name: string; value: number }[];
  };
  return metrics.find((one) => one.name === name)?.value ?? Number.NaN;
};

const REST_MS = 2_000;
const busyParts = ['TaskDuration', 'ScriptDuration', 'RecalcStyleDuration', 'LayoutDuration'];

/** Milliseconds of the main thread so far: all of it, and what of it is script, style and layout. */
const busy = async (cdp: CDPSession): Promise<{ all: number; own: number; at: number }> => {
  const [all = 0, ...own] = await Promise.all(busyParts.map((name) => metric(cdp, name)));
  return {
    all: all * 1_000,
    own: own.reduce((sum, one) => sum + one, 0) * 1_000,
    at: performance.now(),
  };
};

/** Milliseconds of the main thread that pass each millisecond while nothing happens; to be measured before anything has. */
export interface PageRest {
  readonly all: number;
  readonly own: number;
}

export const measureRest = async (page: Page, cdp: CDPSession): Promise<PageRest> => {
  const from = await busy(cdp);
  await page.waitForTimeout(REST_MS);
  const to = await busy(cdp);
  const ms = to.at - from.at;
  return { all: (to.all - from.all) / ms, own: (to.own - from.own) / ms };
};

const takeLatencies = (page: Page): Promise<number[]> =>
  page.evaluate(() => (window as unknown as { takeLatencies: () => number[] }).takeLatencies());

/** Until the last word of every job is on the screen: what a page has not yet got to do is part of its price. */
const drained = (page: Page, last: readonly string[]) =>
  page.waitForFunction(
    (stamps) =>
      (window as unknown as { hasPainted: (all: readonly string[]) => boolean }).hasPainted(stamps),
    last,
    { timeout: 180_000, polling: 100 },
  );

/** Feeds a page that shows the jobs, warm first, then measured. */
export const measurePage = async (
  page: Page,
  cdp: CDPSession,
  feeder: Feeder,
  jobs: readonly Job[],
  perSecond: number,
  seconds: number,
  rest: PageRest,
): Promise<PageResult> => {
  await drained(page, (await feeder.run(jobs, perSecond, WARM_UP_SECONDS)).last);
  await takeLatencies(page);
  const before = await busy(cdp);
  const { published, last } = await feeder.run(jobs, perSecond, seconds);
  await drained(page, last);
  const after = await busy(cdp);
  const perEvent = (part: 'all' | 'own') => {
    const atRest = rest[part] * (after.at - before.at);
    return (after[part] - before[part] - atRest) / published;
  };
  const latencies = await takeLatencies(page);
  return {
    jobs: jobs.length,
    perSecond,
    p50Ms: quantile(latencies, 0.5),
    p95Ms: quantile(latencies, 0.95),
    msPerEvent: perEvent('all'),
    ownMsPerEvent: perEvent('own'),
    painted: latencies.length,
    published,
  };
};
