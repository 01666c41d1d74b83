import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { findChromium } from '../../scripts/bootstrap/chromium.mjs';

/**
 * Chromium draws parts of its own window by web pages; nobody sees them here, and with each window they took half a
 * second of processor time.
 */
const windowPages = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup', 'WebUIOmniboxFullPopup'];
/** Of several such lists Chromium takes the last: these Playwright turns off. */
const playwrightTurnsOff = [
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'AimEnabled',
  'ThirdPartyStoragePartitioning',
];

export const browserArgs = [
  `--disable-features=${[...windowPages, ...playwrightTurnsOff].join(',')}`,
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

/** Opens a page of the product, all of it live: a click that comes before is lost. */
export const openLive = async (page: Page, url: string): Promise<void> => {
  await page.goto(url);
  await page.locator('[data-connection="live"]').waitFor();
};

/** A page of the product's origin with nothing on it: for tests that prepare something before they open theirs. */
export const BARE_PATH = '/api/health/live';

/**
 * Signs in as a new guest, through the API as the sign-in page does it, and opens a page.
 *
 * @param path default the Studio
 */
export const openAsGuest = async (
  context: BrowserContext,
  webUrl: string,
  path = '/',
): Promise<Page> => {
  const answer = await context.request.post(`${webUrl}/api/auth/sign-in/anonymous`, {
    data: {},
    headers: { origin: webUrl },
  });
  if (!answer.ok()) throw new Error(`No guest was let in: ${answer.status()}`);
  const page = await context.newPage();
  if (path === BARE_PATH) await page.goto(`${webUrl}${path}`);
  else await openLive(page, `${webUrl}${path}`);
  return page;
};
