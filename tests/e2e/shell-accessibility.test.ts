import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findBarriers } from '../helpers/barriers';
import { launchBrowser, openStudioAsGuest } from '../helpers/browser';
import { type RunningPlatform, startPlatform } from '../helpers/running-platform';

let platform: RunningPlatform;
let browser: Browser;

beforeAll(async () => {
  [platform, browser] = await Promise.all([startPlatform(), launchBrowser()]);
});
afterAll(async () => {
  await browser?.close();
  await platform?.dispose();
});

const expectNoBarriers = async (page: Page, where: string) => {
  expect({ where, barriers: await findBarriers(page) }).toEqual({ where, barriers: [] });
};

const walkThrough = async (page: Page, where: string) => {
  await expectNoBarriers(page, `${where}, Studio`);
  for (const button of await page.getByRole('button', { name: /^Generate/ }).all()) {
    await button.click();
  }
  await page.locator('[aria-invalid="true"]').first().waitFor();
  await expectNoBarriers(page, `${where}, Studio with errors`);
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').waitFor();
  await expectNoBarriers(page, `${where}, command menu`);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /account$/ }).click();
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
  await expectNoBarriers(page, `${where}, account`);
  await page.keyboard.press('Escape');
  await page.goto(`${platform.webUrl}/no-such-page`);
  await expectNoBarriers(page, `${where}, not found`);
};

describe('the shell, Studio and sign-in raise no barrier', () => {
  it.each([
    ['on a wide screen', 'light', 1440, 'ltr'],
    ['on a wide dark screen, right to left', 'dark', 1440, 'rtl'],
    ['on a dark telephone', 'dark', 360, 'ltr'],
    ['on the narrowest screen, right to left', 'light', 320, 'rtl'],
  ] as const)('%s', async (name, colorScheme, width, dir) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 800 } });
    try {
      await context.addCookies([{ name: 'jobwire-dir', value: dir, url: platform.webUrl }]);
      const front = await context.newPage();
      await front.goto(`${platform.webUrl}/sign-in`);
      await front.getByRole('button', { name: 'Sign in', exact: true }).click();
      await expectNoBarriers(front, `${name}, sign-in with errors`);
      await front.close();
      await walkThrough(await openStudioAsGuest(context, platform.webUrl), name);
    } finally {
      await context.close();
    }
  });
});

describe('with the keyboard alone', () => {
  it('every stop of the Studio shows where the focus is', async () => {
    const context = await browser.newContext();
    try {
      const page = await openStudioAsGuest(context, platform.webUrl);
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
