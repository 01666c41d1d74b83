import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { messagesFor } from '#contracts/messages/index';
import type { Locale } from '#contracts/messages/locales';
import { findChromium } from '../../scripts/bootstrap/chromium.mjs';

export const browserArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A headless Chromium that asks nobody for anything and trusts nothing but the product.
 *
 * @param more further arguments
 */
export const launchBrowser = async (more: readonly string[] = []): Promise<Browser> =>
  chromium.launch({
    executablePath: await findChromium(process.env),
    args: [...browserArgs, ...more],
  });

/** Everything a page complains about: errors, warnings, exceptions. Hydration trouble shows up here. */
export const collectComplaints = (page: Page): string[] => {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
  });
  return complaints;
};

/** Until the page's buttons do something: a click that comes before is lost. React marks what it has taken over. */
export const hydrated = (page: Page) =>
  page.waitForFunction(() => {
    const button = document.querySelector('main button');
    return button && Object.keys(button).some((key) => key.startsWith('__reactProps$'));
  });

/**
 * Signs in as a new guest and opens the Studio, with the live connection up.
 *
 * @param locale language of the pages, as a cookie or the browser asks for it. Default English.
 */
export const openStudioAsGuest = async (
  context: BrowserContext,
  webUrl: string,
  locale: Locale = 'en',
): Promise<Page> => {
  const page = await context.newPage();
  await page.goto(`${webUrl}/sign-in`);
  await hydrated(page);
  await page.getByRole('button', { name: messagesFor(locale).signIn.guest }).click();
  await page.waitForURL(`${webUrl}/`);
  await page.locator('[data-connection="live"]').waitFor();
  return page;
};
