import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Locale } from '#contracts/messages/locales';
import { findBarriers } from '../helpers/barriers';
import { BARE_PATH, openAsGuest } from '../helpers/browser';
import { type JobsStage, startJobsStage } from '../helpers/jobs-stage';
import { jobStatus, startJob } from '../helpers/page-jobs';
import { findSmallTargets } from '../helpers/targets';

let stage: JobsStage;

beforeAll(async () => {
  stage = await startJobsStage();
});
afterAll(async () => {
  await stage?.dispose();
});

/** One job that works, one that ended well, one that failed, one that waits for its time. */
const makeJobs = async (page: Page) => {
  const role = { targetRole: 'Data engineer' };
  const well = await startJob(page, {
    type: 'skill-gap-analysis',
    ...role,
    industry: 'Software',
    currentSkills: ['SQL'],
  });
  await expect.poll(() => jobStatus(page, well), { timeout: 30_000 }).toBe('completed');
  stage.provider.faults.push({ kind: 'status', status: 401 });
  const failed = await startJob(page, { type: 'career-insights', domain: 'Data' });
  await expect.poll(() => jobStatus(page, failed), { timeout: 30_000 }).toBe('failed');
  stage.provider.faults.push({ kind: 'hang' });
  const running = await startJob(page, { type: 'career-insights', domain: 'Data' });
  await startJob(page, {
    type: 'career-insights',
    domain: 'Data',
    options: { delayMs: 3_600_000 },
  });
  return { well, failed, running };
};

const pathOf = (jobId: string) => `${stage.platform.webUrl}/jobs/${encodeURIComponent(jobId)}`;

const listBarriers = async (page: Page): Promise<[string, string[]][]> => {
  await page.goto(`${stage.platform.webUrl}/jobs`);
  await page.locator('[data-job-row][data-status="running"] [role="progressbar"]').waitFor();
  await page.locator('[data-job-toast][data-status="running"]').waitFor();
  const found: [string, string[]][] = [['the list', await findBarriers(page)]];
  await page
    .locator('[data-job-row][data-status="scheduled"] input[type="checkbox"]')
    .first()
    .check();
  found.push(['a selection', await findBarriers(page)]);
  await page.locator('[data-bulk-action="cancel"]').click();
  found.push(['a question', await findBarriers(page)]);
  await page.keyboard.press('Escape');
  await page.locator('[data-row-link]').first().focus();
  await page.keyboard.press('Space');
  await page.locator('[data-peek]').waitFor();
  found.push(['a job beside the list', await findBarriers(page)]);
  await page.keyboard.press('Escape');
  await page.locator('main search').getByRole('combobox').fill('status:');
  await page.getByRole('listbox').waitFor();
  found.push(['suggestions', await findBarriers(page)]);
  await page.keyboard.press('Escape');
  await page.locator('header .bell').click();
  await page.locator('[data-tray-row]').first().waitFor();
  found.push(['the tray', await findBarriers(page)]);
  await page.goto(`${stage.platform.webUrl}/jobs?status=cancelled`);
  found.push(['a list without rows', await findBarriers(page)]);
  return found;
};

const jobBarriers = async (
  page: Page,
  jobs: Awaited<ReturnType<typeof makeJobs>>,
): Promise<[string, string[]][]> => {
  const found: [string, string[]][] = [];
  for (const [name, jobId] of Object.entries(jobs)) {
    await page.goto(pathOf(jobId));
    await page.locator('[data-job-head]').waitFor();
    found.push([`the job that is ${name}`, await findBarriers(page)]);
  }
  for (const tab of ['overview', 'input', 'events']) {
    await page.goto(`${pathOf(jobs.well)}?tab=${tab}`);
    found.push([`the tab ${tab}`, await findBarriers(page)]);
  }
  await page.goto(pathOf('nonsense'));
  await page.locator('main h1').waitFor();
  found.push(['no such job', await findBarriers(page)]);
  return found;
};

type View = readonly [name: string, theme: 'light' | 'dark', width: number, locale: Locale];

const openAs = async ([, colorScheme, width, locale]: View): Promise<Page> => {
  const viewport = { width, height: 800 };
  const context = await stage.browser.newContext({ colorScheme, viewport });
  await context.addCookies([{ name: 'jobwire-lang', value: locale, url: stage.platform.webUrl }]);
  return openAsGuest(context, stage.platform.webUrl, BARE_PATH);
};

const wide: View = ['on a wide screen', 'light', 1280, 'en'];
const narrow: View = ['on a dark telephone, right to left', 'dark', 360, 'he'];

describe('jobs, toasts and tray raise no barrier', () => {
  it.each([wide, narrow])('%s', async (...view) => {
    const page = await openAs(view);
    const jobs = await makeJobs(page);
    const found = [...(await listBarriers(page)), ...(await jobBarriers(page, jobs))];
    expect(found.filter(([, barriers]) => barriers.length > 0)).toEqual([]);
    await page.context().close();
  });
});

describe('the list, its toasts and their summary raise no barrier as they grow', () => {
  const later = { type: 'career-insights', domain: 'Data', options: { delayMs: 3_600_000 } };
  it.each<View>([
    wide,
    ['on a wide dark screen, right to left', 'dark', 1440, 'he'],
    ['on a dark telephone', 'dark', 360, 'en'],
    ['on the narrowest screen, right to left', 'light', 320, 'he'],
  ])('%s', async (...view) => {
    const page = await openAs(view);
    const found: [number, string[]][] = [];
    let made = 0;
    for (const count of [0, 1, 3, 50]) {
      for (; made < count; made += 1) await startJob(page, later);
      await page.goto(`${stage.platform.webUrl}/jobs`);
      await page.locator('main h1').waitFor();
      await expect
        .poll(() => page.locator('[data-job-row]').count())
        .toBeGreaterThanOrEqual(Math.min(count, 20));
      found.push([count, await findBarriers(page)]);
    }
    expect(found.filter(([, barriers]) => barriers.length > 0)).toEqual([]);
    await page.context().close();
  });
});

describe('what can be pressed is large enough', () => {
  it.each([
    ['for a mouse', { viewport: { width: 1280, height: 800 } }, 24],
    ['for a finger', { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }, 44],
  ] as const)('%s', async (_name, device, leastPx) => {
    const context = await stage.browser.newContext(device);
    const page = await openAsGuest(context, stage.platform.webUrl, BARE_PATH);
    const { well } = await makeJobs(page);
    const found: [string, string[]][] = [];
    for (const path of ['/', '/jobs', `/jobs/${encodeURIComponent(well)}?tab=input`]) {
      await page.goto(`${stage.platform.webUrl}${path}`);
      await page.locator('[data-job-toast][data-status="running"]').waitFor();
      found.push([path, await findSmallTargets(page, leastPx)]);
    }
    expect(found.filter(([, small]) => small.length > 0)).toEqual([]);
    await context.close();
  });
});

describe('with the keyboard alone', () => {
  it('every stop of the list shows where the focus is, and none lies under a toast', async () => {
    const context = await stage.browser.newContext({ viewport: { width: 1000, height: 500 } });
    try {
      const page = await openAsGuest(context, stage.platform.webUrl, BARE_PATH);
      await makeJobs(page);
      await page.goto(`${stage.platform.webUrl}/jobs`);
      await page.locator('[data-job-toast][data-status="running"]').waitFor();
      const stops: string[] = [];
      await page.keyboard.press('Tab');
      for (let i = 0; i < 60; i++) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body || element.matches('.skip')) return null;
          const drawn = element.closest('.tokens') ?? element;
          const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
          const box = element.getBoundingClientRect();
          const onTop = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
          const covered = onTop?.closest('.toast') && !element.closest('[data-sonner-toast]');
          return `${outlineStyle} ${outlineWidth}${covered ? ' covered' : ''} ${element.outerHTML.slice(0, 80)}`;
        });
        if (stop === null) break;
        stops.push(stop);
      }
      expect(stops.length).toBeGreaterThan(30);
      expect(stops.length).toBeLessThan(60);
      expect(stops.filter((stop) => !/^solid 2px </.test(stop))).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
