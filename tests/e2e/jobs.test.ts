import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  BARE_PATH,
  collectComplaints,
  launchBrowser,
  openAsGuest,
  openLive,
} from '../helpers/browser';
import { startJob as start } from '../helpers/page-jobs';
import { type RunningPlatform, startPlatform } from '../helpers/running-platform';
import { type StubProvider, startStubProvider } from '../stub-provider/start-stub-provider';

let platform: RunningPlatform;
let browser: Browser;
let provider: StubProvider;
/** Lets the jobs go on that wait for the provider. */
let answer: () => void;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  provider = await startStubProvider();
  const ai = { AI_BASE_URL: `${provider.url}/v1`, AI_API_KEY: 'k', AI_MODEL: 'm-1' };
  [platform, browser] = await Promise.all([
    startPlatform({ ...ai, WORKER_MAX_JOBS: '0', WORKER_CONCURRENCY: '10' }),
    launchBrowser(),
  ]);
});
beforeEach(() => {
  const until = new Promise<void>((resolve) => {
    answer = resolve;
  });
  provider.faults.splice(
    0,
    provider.faults.length,
    ...Array.from({ length: 20 }, () => ({ kind: 'late', until }) as const),
  );
});
afterEach(async () => {
  answer();
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
  await provider?.stop();
});

const newContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
  const context = await browser.newContext(options);
  contexts.push(context);
  return context;
};
const openStudio = async (): Promise<Page> => openAsGuest(await newContext(), platform.webUrl);
/** Signed in, with nothing on the page yet. */
const openBare = async (): Promise<Page> =>
  openAsGuest(await newContext(), platform.webUrl, BARE_PATH);

const insights = (domain: string) => ({ type: 'career-insights', domain });
/** A job that stands in the list and does nothing. */
const later = { type: 'career-insights', domain: 'Data', options: { delayMs: 3_600_000 } };
const pathOf = (jobId: string) => `${platform.webUrl}/jobs/${encodeURIComponent(jobId)}`;

const toastOf = (page: Page, jobId: string) =>
  page.locator(`[data-job-toast][data-job-id="${jobId}"]`);
const rowOf = (page: Page, jobId: string) => page.locator(`[data-job-row][data-job-id="${jobId}"]`);
/** Progress of something up to the writing of the outlook, where it waits for the provider. */
const waitsForProvider = '[role="progressbar"][aria-valuenow="75"]';

/** Keeps everything the page says aloud. Call before the page is loaded. */
const listen = (page: Page) =>
  page.addInitScript(() => {
    const said: string[] = [];
    Object.assign(window, { said });
    new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = target instanceof Element ? target : target.parentElement;
        const role = region?.getAttribute('role');
        if (region?.textContent && (role === 'status' || role === 'alert')) {
          said.push(region.textContent);
        }
      }
    }).observe(document, { subtree: true, childList: true, characterData: true });
  });
const saidBy = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as unknown as { said: string[] }).said);

describe('toasts', () => {
  it('follow a job to its result, which stands for a while and goes by itself', async () => {
    const page = await openStudio();
    const complaints = collectComplaints(page);
    const jobId = await start(page, insights('Data'));
    const toast = toastOf(page, jobId);
    await toast.locator(waitsForProvider).waitFor();
    expect(await toast.getAttribute('data-status')).toBe('running');
    answer();
    await page.locator('[data-job-toast][data-status="completed"]').waitFor();
    expect(await toast.textContent()).toMatch(/\d roles in Data/);
    await toast.waitFor({ state: 'detached', timeout: 15_000 });
    expect(complaints).toEqual([]);
  });

  it('come back after a reload with the last progress, and without a word', async () => {
    const page = await openStudio();
    const jobId = await start(page, insights('Data'));
    await toastOf(page, jobId).locator(waitsForProvider).waitFor();
    await listen(page);
    await page.reload();
    await toastOf(page, jobId).locator(waitsForProvider).waitFor();
    await page.locator('[data-connection="live"]').waitFor();
    expect(await saidBy(page)).toEqual([]);
    answer();
    await page.locator('[data-job-toast][data-status="completed"]').waitFor();
    expect((await saidBy(page)).join()).toMatch(/^Career insights completed: \d roles in Data/);
  });

  it('say an ending in exactly one of two tabs', async () => {
    const page = await openStudio();
    const other = await page.context().newPage();
    await other.goto(`${platform.webUrl}/jobs`);
    const jobId = await start(page, insights('Data'));
    await Promise.all(
      [page, other].map((tab) => toastOf(tab, jobId).locator(waitsForProvider).waitFor()),
    );
    for (const tab of [page, other]) {
      await tab.evaluate(() => {
        const seen = new Set<string>();
        Object.assign(window, { seen });
        new MutationObserver(() => {
          for (const toast of document.querySelectorAll<HTMLElement>('[data-job-toast]')) {
            seen.add(toast.dataset.status ?? '');
          }
        }).observe(document, { subtree: true, childList: true, attributes: true });
      });
    }
    answer();
    await Promise.all(
      [page, other].map((tab) =>
        toastOf(tab, jobId).waitFor({ state: 'detached', timeout: 20_000 }),
      ),
    );
    const seen = await Promise.all(
      [page, other].map((tab) =>
        tab.evaluate(() => [...(window as unknown as { seen: Set<string> }).seen]),
      ),
    );
    expect(seen.filter((states) => states.includes('completed'))).toHaveLength(1);
  });

  it('are three and a summary for twelve jobs, which can all be cancelled at once', async () => {
    const page = await openStudio();
    for (let n = 0; n < 12; n += 1) await start(page, insights('Data'));
    await page.locator('[data-toast-summary]', { hasText: '9 more jobs' }).waitFor();
    // One that makes room is still on its way out.
    await expect.poll(() => page.locator('[data-job-toast]').count()).toBe(3);
    await page.getByRole('button', { name: 'Cancel all' }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Cancel 9 jobs/ })
      .click();
    await page
      .locator('[data-toast-summary]', { hasText: 'finished' })
      .waitFor({ timeout: 20_000 });
  });

  it.each([
    ['two, one by one', 2, '[data-job-toast][data-status="completed"]', 2],
    ['five, as one figure', 5, '[data-toast-away]', 1],
  ] as const)('tell what ended while no page was open: %s', async (_name, ended, told, toasts) => {
    const page = await openStudio();
    for (let n = 0; n < ended; n += 1) await start(page, insights('Data'));
    await page.locator(`[data-job-toast] ${waitsForProvider}`).first().waitFor();
    await page.close();
    answer();
    const back = await page.context().newPage();
    // Not a page of the product: nothing may hear of the endings yet.
    await back.goto(`${platform.webUrl}${BARE_PATH}`);
    const completed = () =>
      back.evaluate(async () => (await (await fetch('/api/jobs/counts')).json()).counts.completed);
    await expect.poll(completed, { timeout: 30_000 }).toBe(ended);
    await back.goto(platform.webUrl);
    await back.locator(told).first().waitFor();
    await expect.poll(() => back.locator(told).count()).toBe(toasts);
  });

  it('are reached by F6, and give the focus back where it came from', async () => {
    const page = await openStudio();
    const jobId = await start(page, insights('Data'));
    await toastOf(page, jobId).waitFor();
    const search = page.getByRole('button', { name: /Search or run/ });
    await search.focus();
    await page.keyboard.press('F6');
    const region = page.getByRole('region', { name: 'Job notifications' });
    expect(await region.evaluate((node) => node.contains(document.activeElement))).toBe(true);
    await toastOf(page, jobId)
      .getByRole('button', { name: /^Dismiss/ })
      .focus();
    await page.keyboard.press('Enter');
    await toastOf(page, jobId).waitFor({ state: 'detached' });
    expect(await search.evaluate((node) => node === document.activeElement)).toBe(true);
  });

  it('say that the connection is away, and that it is back', async () => {
    const page = await openStudio();
    await page.context().setOffline(true);
    await page.locator('[data-connection-toast="offline"]').waitFor({ timeout: 20_000 });
    await page.context().setOffline(false);
    await page.locator('[data-connection-toast="online"]').waitFor({ timeout: 20_000 });
    await page.locator('[data-connection-toast]').waitFor({ state: 'detached' });
  });
});

describe('the tray', () => {
  it('lists the jobs of the server, moves with them, and forgets the finished ones when asked', async () => {
    const page = await openStudio();
    const jobId = await start(page, insights('Data'));
    const bell = page.getByRole('button', { name: 'Jobs', exact: true });
    await bell.click();
    const item = page.locator(`[data-tray-row][data-job-id="${jobId}"]`);
    await item.locator(waitsForProvider).waitFor();
    answer();
    await page
      .locator(`[data-tray-row][data-job-id="${jobId}"][data-status="completed"]`)
      .waitFor();
    await page.getByRole('button', { name: 'Clear finished' }).click();
    await item.waitFor({ state: 'detached' });
    await page.keyboard.press('Escape');
    await expect.poll(() => bell.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.reload();
    await bell.click();
    await page.getByText('No jobs yet').waitFor();
  });
});

describe('the jobs page', () => {
  it('is there without any script', async () => {
    const page = await openBare();
    const jobId = await start(page, later);
    const plain = await newContext({
      javaScriptEnabled: false,
      storageState: await page.context().storageState(),
    });
    const bare = await plain.newPage();
    await bare.goto(`${platform.webUrl}/jobs`);
    expect(await rowOf(bare, jobId).getAttribute('data-status')).toBe('scheduled');
  });

  it('keeps new jobs out of the rows until they are asked for, and moves the rows in place', async () => {
    const page = await openBare();
    const complaints = collectComplaints(page);
    const first = await start(page, insights('Data'));
    await openLive(page, `${platform.webUrl}/jobs`);
    await rowOf(page, first).locator(waitsForProvider).waitFor();
    const second = await start(page, later);
    await page.getByRole('button', { name: '1 new job. Show' }).click();
    await rowOf(page, second).waitFor();
    answer();
    await page.locator(`[data-job-row][data-job-id="${first}"][data-status="completed"]`).waitFor();
    await page.locator('[data-filter-status="completed"]', { hasText: '1' }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('holds its filters in the address: reload and back keep them', async () => {
    const page = await openBare();
    const jobId = await start(page, later);
    await openLive(page, `${platform.webUrl}/jobs`);
    await page.getByRole('button', { name: /^Failed/ }).click();
    await page.getByText('No job matches').waitFor();
    expect(new URL(page.url()).search).toBe('?status=failed');
    await page.reload();
    await page.getByText('No job matches').waitFor();
    await page.goBack();
    await rowOf(page, jobId).waitFor();
    await page.getByRole('combobox', { name: 'Search jobs' }).fill('status:scheduled ');
    await page.waitForURL(/status=scheduled/);
    await rowOf(page, jobId).waitFor();
  });

  it('stands still while live is paused', async () => {
    const page = await openBare();
    const jobId = await start(page, insights('Data'));
    await openLive(page, `${platform.webUrl}/jobs`);
    await rowOf(page, jobId).locator(waitsForProvider).waitFor();
    await page.getByRole('button', { name: 'Pause live' }).click();
    answer();
    await page.locator('[data-job-toast][data-status="completed"]').waitFor();
    expect(await rowOf(page, jobId).getAttribute('data-status')).toBe('running');
    await page.getByRole('button', { name: 'Resume live' }).click();
    await page.locator(`[data-job-row][data-job-id="${jobId}"][data-status="completed"]`).waitFor();
  });

  it('can be worked by keyboard: go down, select, cancel, confirm', async () => {
    const page = await openBare();
    const jobs = [await start(page, later), await start(page, later)];
    await openLive(page, `${platform.webUrl}/jobs`);
    await rowOf(page, jobs[0] as string).waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('x');
    await page.keyboard.press('j');
    await page.keyboard.press('Shift+X');
    await page.getByText('2 selected').waitFor();
    await page.keyboard.press('c');
    await page.getByRole('dialog', { name: 'Cancel 2 jobs?' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    for (const jobId of jobs) {
      await page
        .locator(`[data-job-row][data-job-id="${jobId}"][data-status="cancelled"]`)
        .waitFor();
    }
    await page.keyboard.press('Escape');
    await page.getByText('2 selected').waitFor({ state: 'detached' });
  });
});

describe('the page of a job', () => {
  it('grows while the job runs and ends with its result, without a reload', async () => {
    const page = await openBare();
    const complaints = collectComplaints(page);
    const jobId = await start(page, insights('Data'));
    await openLive(page, pathOf(jobId));
    await page.locator('[data-job-head][data-status="running"]').waitFor();
    await page.getByText(/so far/).waitFor();
    answer();
    await page.locator('[data-result="career-insights"]').waitFor();
    await page.getByText('Finished', { exact: true }).waitFor();
    await page.getByText('Made by compatible, model m-1.').waitFor();
    await page.getByRole('tab', { name: 'Events' }).click();
    await page.reload();
    expect(new URL(page.url()).search).toBe('?tab=events');
    await page.getByRole('table', { name: /Changes of state/ }).waitFor();
    expect(complaints).toEqual([]);
  });

  it('shows what people typed as text, wherever it stands', async () => {
    const page = await openBare();
    const markup = '<img src=x onerror="window.broken=1">';
    const jobId = await start(page, insights(markup));
    answer();
    await openLive(page, pathOf(jobId));
    await page.locator('[data-result="career-insights"]').waitFor();
    await page.getByRole('tab', { name: 'Input' }).click();
    await page.getByText(markup).first().waitFor();
    await openLive(page, `${platform.webUrl}/jobs`);
    await rowOf(page, jobId).waitFor();
    expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  });

  it('says the same of somebody else’s job and of one that never was', async () => {
    const owner = await openBare();
    const jobId = await start(owner, later);
    const stranger = await openBare();
    for (const id of [jobId, `nobody~career-insights~${'0'.repeat(26)}`, 'nonsense']) {
      const response = await stranger.goto(pathOf(id));
      expect(response?.status()).toBe(404);
      await stranger.getByRole('heading', { name: 'There is no such job' }).waitFor();
    }
  });

  it('opens the next attempt of a cancelled job as a job of its own', async () => {
    const page = await openBare();
    const jobId = await start(page, later);
    await openLive(page, pathOf(jobId));
    await page.locator('.jobhead').getByRole('button', { name: 'Cancel' }).click();
    await page.locator('[data-job-head][data-status="cancelled"]').waitFor();
    await page.locator('.jobhead').getByRole('button', { name: 'Run again' }).click();
    await page.getByRole('link', { name: 'an earlier job' }).waitFor();
    expect(page.url()).not.toBe(pathOf(jobId));
  });
});
