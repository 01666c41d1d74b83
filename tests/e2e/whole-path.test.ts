import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { collectComplaints, hydrated, launchBrowser } from '../helpers/browser';
import { freePort } from '../helpers/free-port';
import { type RunningPlatform, startPlatform } from '../helpers/running-platform';
import { startTcpGate, type TcpGate } from '../helpers/tcp-gate';
import { type StubProvider, startStubProvider } from '../stub-provider/start-stub-provider';

let provider: StubProvider;
let gate: TcpGate;
let platform: RunningPlatform;
let browser: Browser;
let page: Page;
let complaints: string[];

beforeAll(async () => {
  const socketPort = await freePort();
  provider = await startStubProvider();
  gate = await startTcpGate(() => socketPort);
  [platform, browser] = await Promise.all([
    startPlatform({
      SOCKET_PORT: String(socketPort),
      SOCKET_PUBLIC_URL: `http://localhost:${gate.port}`,
      AI_BASE_URL: `${provider.url}/v1`,
      AI_API_KEY: 'stub-key',
      AI_MODEL: 'stub-model',
    }),
    launchBrowser(),
  ]);
  page = await (await browser.newContext()).newPage();
  complaints = collectComplaints(page);
});
afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
  await gate?.shut();
  await provider?.stop();
});

/** The provider's next answer waits until the returned function is called. */
const holdProvider = (): (() => void) => {
  let release = () => {};
  provider.faults.push({
    kind: 'late',
    until: new Promise((resolve) => {
      release = resolve;
    }),
  });
  return release;
};

const generate = async (type: string) => {
  const form = page.locator(`form[data-job-type="${type}"]`);
  await form.getByRole('button', { name: 'Use sample' }).click();
  await form.getByRole('button', { name: /^Generate/ }).click();
};
const connection = (status: string) => page.locator(`[data-connection="${status}"]`).first();
const toast = (status: string) => page.locator(`[data-job-toast][data-status="${status}"]`);
const percentOf = async () =>
  Number(await toast('running').first().getByRole('progressbar').getAttribute('aria-valuenow'));

test('a person signs up with email and password and lands in the Studio, live', async () => {
  await page.goto(`${platform.webUrl}/sign-in`);
  await hydrated(page);
  await page.getByRole('button', { name: 'Create one' }).click();
  await page.locator('input[name="email"]').fill('ann@example.org');
  await page.locator('input[name="password"]').fill('a long enough password');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.waitForURL(`${platform.webUrl}/`);
  await connection('live').waitFor({ timeout: 30_000 });
});

test('a toast is there on other pages and after a reload, with its last progress, and ends once', async () => {
  const release = holdProvider();
  await generate('resume-optimization');
  await toast('running').getByRole('progressbar').waitFor({ timeout: 30_000 });
  await page.waitForFunction(
    () =>
      Number(
        document
          .querySelector('[data-job-toast] [role=progressbar]')
          ?.getAttribute('aria-valuenow'),
      ) > 0,
  );
  const before = await percentOf();
  await page.getByRole('link', { name: 'Jobs', exact: true }).first().click();
  await page.waitForURL(/\/jobs/);
  await toast('running').waitFor();
  await page.reload();
  await toast('running').getByRole('progressbar').waitFor({ timeout: 30_000 });
  expect(await percentOf()).toBeGreaterThanOrEqual(before);
  release();
  await toast('completed').waitFor({ timeout: 30_000 });
  expect(await toast('completed').count()).toBe(1);
  await page.locator('[data-job-row][data-status="completed"]').first().waitFor();
  expect(await page.locator('[data-job-row]').count()).toBe(1);
});

test('without the socket server progress goes on by polling; with it, live again, and nothing is shown twice', async () => {
  await page.goto(platform.webUrl);
  await connection('live').waitFor({ timeout: 30_000 });
  const release = holdProvider();
  await generate('skill-gap-analysis');
  await toast('running').waitFor({ timeout: 30_000 });
  const jobId = await toast('running').first().getAttribute('data-job-id');
  await gate.shut();
  await connection('polling').waitFor({ timeout: 30_000 });
  release();
  const ended = page.locator(`[data-job-toast][data-job-id="${jobId}"]`);
  await page
    .locator(`[data-job-toast][data-job-id="${jobId}"][data-status="completed"]`)
    .waitFor({ timeout: 30_000 });
  await gate.open();
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await connection('live').waitFor({ timeout: 30_000 });
  expect(await ended.count()).toBeLessThanOrEqual(1);
  await page.getByRole('link', { name: 'Jobs', exact: true }).first().click();
  await page
    .locator(`[data-job-row][data-job-id="${jobId}"][data-status="completed"]`)
    .first()
    .waitFor();
  expect(await page.locator(`[data-job-row][data-job-id="${jobId}"]`).count()).toBe(1);
});

test('another person’s job page is not to be had', async () => {
  await page.goto(`${platform.webUrl}/jobs`);
  const address = await page.locator('[data-job-row] a').first().getAttribute('href');
  const other = await (await browser.newContext()).newPage();
  await other.goto(`${platform.webUrl}/sign-in`);
  await hydrated(other);
  await other.getByRole('button', { name: 'Continue as guest' }).click();
  await other.waitForURL(`${platform.webUrl}/`);
  const answer = await other.goto(`${platform.webUrl}${address}`);
  expect(answer?.status()).toBe(404);
  await other.context().close();
});

test('no page complained while all of this happened, but for the connection that was cut', () => {
  expect(
    complaints.filter((text) => !/WebSocket|ERR_CONNECTION|Failed to load resource/.test(text)),
  ).toEqual([]);
});
