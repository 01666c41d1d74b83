import { randomUUID } from 'node:crypto';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { collectComplaints, hydrated, launchBrowser, openAsGuest } from '../helpers/browser';
import { type RunningPlatform, startPlatform } from '../helpers/running-platform';

let platform: RunningPlatform;
let browser: Browser;
const contexts: BrowserContext[] = [];

beforeAll(async () => {
  // Without a limit on starts: the modules of a lesson plan alone would wait for the next minute.
  [platform, browser] = await Promise.all([
    startPlatform({ WORKER_MAX_JOBS: '0' }),
    launchBrowser(),
  ]);
});
afterEach(async () => {
  await Promise.all(contexts.splice(0).map((context) => context.close()));
});
afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
});

const newContext = async (options: BrowserContextOptions = {}): Promise<BrowserContext> => {
  const context = await browser.newContext(options);
  contexts.push(context);
  return context;
};

const openStudio = async (): Promise<Page> => openAsGuest(await newContext(), platform.webUrl);

/** Sign-in as it stands before its scripts have come; what it returns lets them come. */
const openLifeless = async (page: Page): Promise<() => void> => {
  let arrive = () => {};
  const scripts = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route('**/_next/static/chunks/*.js', async (route) => {
    await scripts;
    await route.continue();
  });
  await page.goto(`${platform.webUrl}/sign-in`, { waitUntil: 'commit' });
  return arrive;
};

const formOf = (page: Page, type: string) => page.locator(`form[data-job-type="${type}"]`);
const generate = (page: Page, type: string) =>
  formOf(page, type).getByRole('button', { name: /^Generate/ });
const fillIn = (page: Page, type: string) =>
  formOf(page, type).getByRole('button', { name: 'Use sample' }).click();
const lineOf = (page: Page, type: string) => formOf(page, type).locator('[data-job-line]');
const ended = (page: Page, type: string) =>
  formOf(page, type).locator('[data-job-line][data-status="completed"]');

describe('the Studio', () => {
  it('runs every job type from its sample to a result that a reload still shows', async () => {
    const page = await openStudio();
    const complaints = collectComplaints(page);
    const types = await page
      .locator('form[data-job-type]')
      .evaluateAll((forms) => forms.map((form) => form.getAttribute('data-job-type') ?? ''));
    expect(types.length).toBeGreaterThan(0);
    for (const type of types) {
      await fillIn(page, type);
      await generate(page, type).click();
    }
    for (const type of types) await ended(page, type).waitFor({ timeout: 60_000 });
    const before = await page.locator('[data-job-line]').count();
    await page.reload();
    // Some of them work on: a module of lesson plans queues the next.
    await expect.poll(() => page.locator('[data-job-line]').count()).toBe(before);
    await ended(page, types[0] as string).waitFor();
    await lineOf(page, types[0] as string)
      .getByRole('link', { name: 'View' })
      .click();
    await page.waitForURL(/\/jobs\//);
    expect(complaints).toEqual([]);
  });

  it('starts one job for a double click', async () => {
    const page = await openStudio();
    await fillIn(page, 'career-insights');
    await generate(page, 'career-insights').dblclick();
    await ended(page, 'career-insights').waitFor({ timeout: 60_000 });
    const { jobs } = await page.evaluate(async () => (await fetch('/api/jobs')).json());
    expect(jobs).toHaveLength(1);
  });

  it('says that nothing was started while there is no network, and keeps what was typed', async () => {
    const page = await openStudio();
    await fillIn(page, 'career-insights');
    await page.context().setOffline(true);
    await generate(page, 'career-insights').click();
    const form = formOf(page, 'career-insights');
    await form.getByText('You are offline. Nothing was started.').waitFor();
    expect(await form.getByRole('textbox').inputValue()).not.toBe('');
    await page.context().setOffline(false);
    const { jobs } = await page.evaluate(async () => (await fetch('/api/jobs')).json());
    expect(jobs).toEqual([]);
  });

  it('fills a form with the input of an earlier job, and with nobody else’s', async () => {
    const page = await openStudio();
    await fillIn(page, 'career-insights');
    await generate(page, 'career-insights').click();
    await ended(page, 'career-insights').waitFor({ timeout: 60_000 });
    const jobId = await lineOf(page, 'career-insights').getAttribute('data-job-id');
    const address = `${platform.webUrl}/?type=career-insights&from=${encodeURIComponent(jobId ?? '')}`;
    await page.goto(address);
    const sample = await formOf(page, 'career-insights').getByRole('textbox').inputValue();
    expect(sample).not.toBe('');

    const stranger = await openStudio();
    await stranger.goto(address);
    const form = formOf(stranger, 'career-insights');
    await form.getByText('The earlier input could not be loaded.').waitFor();
    expect(await form.getByRole('textbox').inputValue()).toBe('');
  });

  it('opens the command menu from the keyboard, goes where it says, and gives the focus back on Escape', async () => {
    const page = await openStudio();
    const bell = page.getByRole('button', { name: 'Jobs', exact: true });
    await bell.focus();
    await page.keyboard.press('Control+k');
    const search = page.getByRole('combobox');
    await search.waitFor();
    await page.keyboard.press('Escape');
    await search.waitFor({ state: 'detached' });
    expect(await bell.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Control+k');
    await search.fill('go to jobs');
    await page.keyboard.press('Enter');
    await page.waitForURL(`${platform.webUrl}/jobs`);
  });

  it('lets the focus into the header without moving the page', async () => {
    const page = await openStudio();
    await page.setViewportSize({ width: 1280, height: 500 });
    await page.evaluate(() => scrollTo(0, 200));
    await page.getByRole('button', { name: 'Jobs', exact: true }).click();
    await page.getByRole('link', { name: 'All jobs' }).waitFor();
    await page.keyboard.press('Escape');
    expect(await page.evaluate(() => scrollY)).toBe(200);
  });
});

describe('the theme', () => {
  it('is in the first byte of the next page once it was chosen', async () => {
    const page = await openStudio();
    await page.getByRole('button', { name: /^Theme/ }).click();
    await page.getByRole('button', { name: 'Dark', exact: true }).click();
    await page.locator('html[data-theme="dark"]').waitFor();
    const html = await (await page.context().request.get(`${platform.webUrl}/`)).text();
    expect(html).toMatch(/<html[^>]* data-theme="dark"/);
  });
});

describe('signing in', () => {
  it('comes back to the page that asked for it, keeps what was typed on an error, and ends everywhere', async () => {
    const email = `reader-${randomUUID()}@example.org`;
    const context = await newContext();
    const page = await context.newPage();
    await page.goto(`${platform.webUrl}/jobs?status=failed`);
    await page.waitForURL(/\/sign-in\?/);
    await hydrated(page);
    await page.getByLabel('Email').fill(email);
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    await page.getByText('do not belong together').waitFor();
    expect(await page.getByLabel('Email').inputValue()).toBe(email);
    await page.getByRole('button', { name: 'Create one' }).click();
    await page.getByRole('button', { name: 'Create account' }).click();
    await page.waitForURL(`${platform.webUrl}/jobs?status=failed`);
    await page.getByRole('button', { name: /account$/ }).click();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.waitForURL(`${platform.webUrl}/sign-in`);
    expect((await context.request.get(`${platform.webUrl}/api/jobs`)).status()).toBe(401);
  });

  it('does what was pressed before the page was live, and puts no password into an address', async () => {
    const page = await (await newContext()).newPage();
    const addresses: string[] = [];
    page.on('request', (request) => addresses.push(request.url()));
    const arrive = await openLifeless(page);
    const email = page.getByLabel('Email');
    await email.fill('somebody@example.org');
    await page.getByRole('textbox', { name: 'Password' }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
    arrive();
    await page.getByText('do not belong together').waitFor();
    expect(await email.inputValue()).toBe('somebody@example.org');
    expect(addresses.filter((address) => address.includes('password='))).toEqual([]);
  });

  it('lets a guest in once who pressed twice before the page was live', async () => {
    const page = await (await newContext()).newPage();
    const arrive = await openLifeless(page);
    let entries = 0;
    page.on('request', (request) => {
      if (request.url().includes('/api/auth/sign-in/')) entries += 1;
    });
    await page.getByRole('button', { name: 'Continue as guest' }).dblclick();
    arrive();
    await page.waitForURL(`${platform.webUrl}/`);
    await page.locator('[data-connection="live"]').waitFor();
    expect(entries).toBe(1);
  });
});
