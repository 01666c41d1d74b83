import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { messagesFor } from '#contracts/messages/index';
import type { Locale, Messages } from '#contracts/messages/locales';
import { findBarriers } from '../helpers/barriers';
import { hydrated, launchBrowser, openAsGuest } from '../helpers/browser';
import { type RunningPlatform, startPlatform } from '../helpers/running-platform';

let platform: RunningPlatform;
let browser: Browser;

beforeAll(async () => {
  [platform, browser] = await Promise.all([
    startPlatform({
      ADMIN_EMAILS: 'root@example.org',
      ALLOW_GUESTS: '1',
      // The news and the statistics have something to show.
      ENABLE_BACKGROUND_JOBS: 'true',
    }),
    launchBrowser(),
  ]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
});

const expectNoBarriers = async (page: Page, where: string) => {
  expect({ where, barriers: await findBarriers(page) }).toEqual({ where, barriers: [] });
};

type View = readonly [name: string, theme: 'light' | 'dark', width: number, locale: Locale];
const views: View[] = [
  ['on a wide screen', 'light', 1440, 'en'],
  ['on the narrowest screen, dark and right to left', 'dark', 320, 'he'],
];

const openContext = async ([, colorScheme, width, locale]: View): Promise<BrowserContext> => {
  const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
  await context.addCookies([{ name: 'jobwire-lang', value: locale, url: platform.webUrl }]);
  return context;
};

const walkTo = async (page: Page, where: string, paths: readonly string[]) => {
  for (const path of paths) {
    await page.goto(`${platform.webUrl}${path}`);
    await page.locator('main h1').waitFor();
    await expectNoBarriers(page, `${where}, ${path}`);
  }
};

const walkThrough = async (page: Page, where: string, { shell, studio }: Messages) => {
  await expectNoBarriers(page, `${where}, Studio`);
  const forms = page.locator('form[data-job-type]');
  for (const button of await forms.getByRole('button', { name: studio.generate }).all()) {
    await button.click();
  }
  await page.locator('[aria-invalid="true"]').first().waitFor();
  await expectNoBarriers(page, `${where}, Studio with errors`);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await expectNoBarriers(page, `${where}, command menu`);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: shell.account(shell.guest) }).click();
  await page.getByRole('button', { name: shell.signOut }).waitFor();
  await expectNoBarriers(page, `${where}, account`);
  await page.keyboard.press('Escape');
  const systems = ['/guidelines', '/guidelines/translations', '/lessons', '/ask'];
  await walkTo(page, where, [...systems, '/alerts', '/account', '/no-such-page']);
};

describe('the shell, Studio and sign-in raise no barrier', () => {
  it.each(views)('%s', async (...view) => {
    const [name, , , locale] = view;
    const context = await openContext(view);
    try {
      const front = await context.newPage();
      await front.goto(`${platform.webUrl}/sign-in`);
      await hydrated(front);
      const { submit } = messagesFor(locale).signIn;
      await front.getByRole('button', { name: submit, exact: true }).click();
      await expectNoBarriers(front, `${name}, sign-in with errors`);
      await front.close();
      const page = await openAsGuest(context, platform.webUrl);
      await walkThrough(page, name, messagesFor(locale));
    } finally {
      await context.close();
    }
  });
});

describe('the pages of operators raise no barrier', () => {
  const account = { email: 'root@example.org', password: 'a long enough password' };
  const signIn = async (context: BrowserContext, way: 'sign-up' | 'sign-in') => {
    const { webUrl } = platform;
    const headers = { origin: webUrl };
    const data = way === 'sign-up' ? { ...account, name: 'Root' } : account;
    const options = { data, headers };
    const answer = await context.request.post(`${webUrl}/api/auth/${way}/email`, options);
    expect(answer.status()).toBe(200);
  };
  let known = false;

  it.each(views)('%s', async (...view) => {
    const context = await openContext(view);
    try {
      await signIn(context, known ? 'sign-in' : 'sign-up');
      known = true;
      const page = await context.newPage();
      await walkTo(page, view[0], [
        '/admin',
        '/admin/audit',
        '/schedules',
        '/languages',
        '/news/sources',
        '/alerts',
      ]);
    } finally {
      await context.close();
    }
  });
});

describe('the language', () => {
  const spoken = (page: Page) =>
    page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);

  it('is what the browser asks for at first, then what was chosen, in the first byte of each page', async () => {
    const context = await browser.newContext({ locale: 'he-IL' });
    try {
      const page = await openAsGuest(context, platform.webUrl);
      expect(await spoken(page)).toEqual(['he', 'rtl']);
      await page.locator('header .avatar').click();
      await page.getByRole('button', { name: 'English' }).click();
      await page.getByRole('heading', { name: 'Studio', level: 1 }).waitFor();
      expect(await spoken(page)).toEqual(['en', 'ltr']);
      const html = await (await context.request.get(`${platform.webUrl}/jobs`)).text();
      expect(html).toMatch(/<html lang="en" dir="ltr"/);
    } finally {
      await context.close();
    }
  });
});

describe('with the keyboard alone', () => {
  it('every stop of the Studio shows where the focus is', async () => {
    const context = await browser.newContext();
    try {
      const page = await openAsGuest(context, platform.webUrl);
      const stops: string[] = [];
      for (let i = 0; i < 40; i++) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return null;
          const drawn = element.closest('.tokens') ?? element;
          const { outlineStyle, outlineWidth } = getComputedStyle(drawn);
          return `${outlineStyle} ${outlineWidth} ${element.outerHTML.slice(0, 80)}`;
        });
        if (stop === null) break;
        stops.push(stop);
      }
      expect(stops.length).toBeGreaterThan(12);
      expect(stops.filter((stop) => !stop.startsWith('solid 2px'))).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
