import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBarriers } from '../helpers/barriers';
import { launchBrowser, openStudioAsGuest } from '../helpers/browser';
import { type RunningPlatform, startPlatform } from '../helpers/running-platform';
import { type StubProvider, startStubProvider } from '../stub-provider/start-stub-provider';

let platform: RunningPlatform;
let browser: Browser;
let provider: StubProvider;

beforeAll(async () => {
  provider = await startStubProvider();
  const ai = { AI_BASE_URL: `${provider.url}/v1`, AI_API_KEY: 'k', AI_MODEL: 'm-1' };
  [platform, browser] = await Promise.all([
    startPlatform({ ...ai, WORKER_MAX_JOBS: '0' }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
  await provider?.stop();
});

const start = (page: Page, body: Record<string, unknown>): Promise<string> =>
  page.evaluate(async (request) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(request) };
    const answer = await (await fetch('/api/jobs', init)).json();
    if (!answer.jobId) throw new Error(`No job was started: ${JSON.stringify(answer)}`);
    return answer.jobId;
  }, body);
const statusOf = (page: Page, jobId: string): Promise<string> =>
  page.evaluate(async (id) => {
    const answer = await (await fetch(`/api/jobs/${encodeURIComponent(id)}`)).json();
    return answer.job?.status ?? answer.code;
  }, jobId);

/** One job that works, one that ended well, one that failed, one that waits for its time. */
const makeJobs = async (page: Page) => {
  const role = { targetRole: 'Data engineer' };
  const well = await start(page, {
    type: 'skill-gap-analysis',
    ...role,
    industry: 'Software',
    currentSkills: ['SQL'],
  });
  await expect.poll(() => statusOf(page, well), { timeout: 30_000 }).toBe('completed');
  provider.faults.push({ kind: 'status', status: 401 });
  const failed = await start(page, { type: 'career-insights', domain: 'Data' });
  await expect.poll(() => statusOf(page, failed), { timeout: 30_000 }).toBe('failed');
  provider.faults.push({ kind: 'hang' });
  const running = await start(page, { type: 'career-insights', domain: 'Data' });
  await start(page, { type: 'career-insights', domain: 'Data', options: { delayMs: 3_600_000 } });
  return { well, failed, running };
};

const pathOf = (jobId: string) => `${platform.webUrl}/jobs/${encodeURIComponent(jobId)}`;

const listBarriers = async (page: Page): Promise<[string, string[]][]> => {
  await page.goto(`${platform.webUrl}/jobs`);
  await page.locator('[data-job-row][data-status="running"] [role="progressbar"]').waitFor();
  await page.locator('[data-job-toast][data-status="running"]').waitFor();
  const found: [string, string[]][] = [['the list', await findBarriers(page)]];
  await page
    .getByRole('checkbox', { name: /^Select Career insights, Scheduled/ })
    .first()
    .check();
  found.push(['a selection', await findBarriers(page)]);
  await page.locator('[data-bulk-action="cancel"]').click();
  found.push(['a question', await findBarriers(page)]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Jobs', exact: true }).click();
  await page.locator('[data-tray-row]').first().waitFor();
  found.push(['the tray', await findBarriers(page)]);
  await page.goto(`${platform.webUrl}/jobs?status=cancelled`);
  found.push(['a list without rows', await findBarriers(page)]);
  return found;
};

/** The list, its toasts and their summary as they grow. */
const growingBarriers = async (page: Page): Promise<[string, string[]][]> => {
  const found: [string, string[]][] = [];
  let made = 0;
  for (const count of [0, 1, 3, 50]) {
    const missing = Array.from({ length: count - made });
    const later = { type: 'career-insights', domain: 'Data', options: { delayMs: 3_600_000 } };
    await Promise.all(missing.map(() => start(page, later)));
    made = count;
    await page.goto(`${platform.webUrl}/jobs`);
    await page.locator('main h1').waitFor();
    await expect
      .poll(() => page.locator('[data-job-row]').count())
      .toBeGreaterThanOrEqual(Math.min(count, 20));
    found.push([`${count} jobs`, await findBarriers(page)]);
  }
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
  found.push(['no such job', await findBarriers(page)]);
  return found;
};

describe('jobs, toasts and tray raise no barrier', () => {
  it.each([
    ['on a wide screen', 'light', 1280, 'ltr'],
    ['on a wide dark screen, right to left', 'dark', 1440, 'rtl'],
    ['on a dark telephone', 'dark', 360, 'ltr'],
    ['on the narrowest screen, right to left', 'light', 320, 'rtl'],
  ] as const)('%s', async (_name, colorScheme, width, dir) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    try {
      await context.addCookies([{ name: 'jobwire-dir', value: dir, url: platform.webUrl }]);
      const page = await openStudioAsGuest(context, platform.webUrl);
      const growing = await growingBarriers(page);
      const jobs = await makeJobs(page);
      const found = [...growing, ...(await listBarriers(page)), ...(await jobBarriers(page, jobs))];
      expect(found.filter(([, barriers]) => barriers.length > 0)).toEqual([]);
    } finally {
      await context.close();
    }
  });
});

describe('with the keyboard alone', () => {
  it('every stop of the list shows where the focus is, and none lies under a toast', async () => {
    const context = await browser.newContext({ viewport: { width: 1000, height: 500 } });
    try {
      const page = await openStudioAsGuest(context, platform.webUrl);
      await makeJobs(page);
      await page.goto(`${platform.webUrl}/jobs`);
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
