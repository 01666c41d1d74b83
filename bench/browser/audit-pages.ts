import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromium } from 'playwright-core';
import { findChromium } from '../../scripts/bootstrap/chromium.mjs';
import { browserArgs } from '../../tests/helpers/browser';
import { freePort } from '../../tests/helpers/free-port';

const categories = ['performance', 'accessibility', 'best-practices'] as const;

/** Lighthouse's scores of one page, 0 to 100, in its mobile preset. */
export interface PageAudit {
  readonly page: string;
  readonly scores: Readonly<Record<(typeof categories)[number], number>>;
  readonly scriptKb: number;
  /** Audits below full marks, by id. */
  readonly findings: readonly string[];
}

const audit = async (page: string, url: string, port: number): Promise<PageAudit> => {
  const run = await lighthouse(url, {
    port,
    onlyCategories: [...categories],
    // It would sign us out.
    disableStorageReset: true,
    logLevel: 'error',
  });
  if (!run) throw new Error(`Lighthouse gave no result for ${url}.`);
  const { lhr } = run;
  const score = (name: string) => Math.round((lhr.categories[name]?.score ?? 0) * 100);
  const details = lhr.audits['resource-summary']?.details as
    | { items?: { resourceType?: string; transferSize?: number }[] }
    | undefined;
  const scripts = details?.items?.find(({ resourceType }) => resourceType === 'script');
  return {
    page,
    scores: Object.fromEntries(
      categories.map((name) => [name, score(name)]),
    ) as PageAudit['scores'],
    scriptKb: Math.round((scripts?.transferSize ?? 0) / 1_000),
    findings: Object.values(lhr.audits)
      .filter(({ score: got }) => got !== null && got < 0.9)
      .map(({ id, displayValue }) => (displayValue ? `${id} (${displayValue})` : id)),
  };
};

/** Single runs differ by ten points and more: the one in the middle by its performance. */
const RUNS = 5;

const auditOften = async (
  page: string,
  url: string,
  port: number,
  prepare: () => Promise<unknown>,
): Promise<PageAudit> => {
  const audits: PageAudit[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await prepare();
    audits.push(await audit(page, url, port));
  }
  audits.sort((a, b) => a.scores.performance - b.scores.performance);
  return audits[Math.floor(RUNS / 2)] as PageAudit;
};

/** Sign-in before anyone is signed in, then the pages of a guest with one finished job. */
export const auditPages = async (webUrl: string): Promise<PageAudit[]> => {
  const dir = await mkdtemp(join(tmpdir(), 'jobwire-audit-'));
  const port = await freePort();
  const context = await chromium.launchPersistentContext(dir, {
    executablePath: await findChromium(process.env),
    args: [...browserArgs, `--remote-debugging-port=${port}`],
  });
  try {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    const forget = () => cdp.send('Network.clearBrowserCache');
    const audits = [await auditOften('sign-in', `${webUrl}/sign-in`, port, forget)];
    await page.goto(`${webUrl}/sign-in`);
    await page.getByRole('button', { name: 'Continue as guest' }).click();
    await page.waitForURL(`${webUrl}/`);
    const form = page.locator('form[data-job-type="career-insights"]');
    await form.locator('input').first().fill('Data');
    await form.locator('button[type=submit]').click();
    const line = form.locator('[data-job-line][data-status="completed"]');
    const href = await line.getByRole('link').getAttribute('href');
    await page.goto('about:blank');
    for (const [name, path] of [
      ['studio', '/'],
      ['jobs', '/jobs'],
      ['job', href ?? ''],
    ] as const) {
      audits.push(await auditOften(name, `${webUrl}${path}`, port, forget));
    }
    return audits;
  } finally {
    await context.close();
    await rm(dir, { recursive: true, force: true });
  }
};
