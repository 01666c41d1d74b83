import { mkdirSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { Job } from '#contracts/job';
import { findChromium } from '../../scripts/bootstrap/chromium.mjs';
import { browserArgs } from '../../tests/helpers/browser';
import { startRedis } from '../../tests/helpers/redis-server';
import { startPlatform } from '../../tests/helpers/running-platform';
import { auditPages } from './audit-pages';
import { createFeeder, type Feeder } from './feeder';
import { measurePage, measureRest, type PageResult, WARM_UP_SECONDS } from './measure-page';
import { measureSizes } from './measure-sizes';
import { type BrowserReport, describeBrowser } from './report';
import { servePages } from './serve-pages';
import { watchPaint } from './watch-paint';

/**
 * Measures what a reader's browser has to do: the product as `npm start` runs it, events at exact rates from Redis to
 * the pixel, beside the same events in toasts updated by id. Writes bench/results/ and docs/performance.md.
 *
 * Usage: npm run bench:browser [-- --quick]
 */
const quick = process.argv.includes('--quick');
const seconds = quick ? 2 : 4;
const loads = [
  [1, 10],
  [50, 5],
  [50, 20],
] as const;
const say = (line: string) => console.log(line);

/** A guest's browser with jobs that wait for their time, ready to be told that they run. */
const signIn = async (browser: Browser, webUrl: string): Promise<BrowserContext> => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  // The compiler names functions by a helper of its own, which a page does not have.
  await context.addInitScript({
    content: `globalThis.__name = (one) => one; (${watchPaint})();`,
  });
  await servePages(context, webUrl);
  const page = await context.newPage();
  await page.goto(`${webUrl}/sign-in`);
  await page.getByRole('button', { name: 'Continue as guest' }).click();
  await page.waitForURL(`${webUrl}/`);
  await page.close();
  return context;
};

const makeJobs = (page: Page, count: number): Promise<Job[]> =>
  page.evaluate(async (wanted) => {
    const made = Array.from({ length: wanted }, async () => {
      const response = await fetch('/api/jobs', {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
        body: JSON.stringify({
          type: 'career-insights',
          domain: 'Data',
          options: { delayMs: 3_600_000 },
        }),
      });
      if (!response.ok) throw new Error(await response.text());
      return ((await response.json()) as { job: Job }).job;
    });
    return Promise.all(made);
  }, count);

type Open = (page: Page, webUrl: string, jobs: readonly Job[]) => Promise<void>;

const openProduct: Open = async (page, webUrl) => {
  await page.goto(`${webUrl}/jobs`);
  await page.locator('[data-connection="live"]').waitFor();
};

const openBench =
  (name: string): Open =>
  async (page, webUrl, jobs) => {
    const ids = name === 'hook' ? `?${new URLSearchParams(jobs.map(({ id }) => ['id', id]))}` : '';
    await page.goto(`${webUrl}/bench/${name}${ids}`);
    await begin(page, jobs[0]?.userId ?? '');
    await page.locator('[data-connection="live"]').waitFor({ state: 'attached' });
  };

const begin = (page: Page, userId: string, jobs: readonly Job[] = []) =>
  page.evaluate(
    (given) => (window as unknown as { begin: (given: unknown) => void }).begin(given),
    { userId, jobs },
  );

interface Measured extends PageResult {
  readonly renders: { rows: number; page: number } | null;
}

/** One load on one kind of page, with a new account, so that nothing of the last one is left. */
const measure = async (
  browser: Browser,
  webUrl: string,
  feeder: Feeder,
  open: Open,
  [count, perSecond]: readonly [number, number],
): Promise<Measured> => {
  const context = await signIn(browser, webUrl);
  try {
    const page = await context.newPage();
    await page.goto(`${webUrl}/jobs`);
    const jobs = await makeJobs(page, count);
    await open(page, webUrl, jobs);
    const cdp = await context.newCDPSession(page);
    // By the thread's own clock: what else the machine does is not counted.
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await page.waitForTimeout(1_500);
    const running = await feeder.start(jobs);
    await page.waitForTimeout(1_500);
    const rest = await measureRest(page, cdp);
    const readRenders = () =>
      page.evaluate(
        () =>
          (
            window as unknown as { takeRenders?: () => { rows: number; page: number } }
          ).takeRenders?.() ?? null,
      );
    await feeder.run(running, perSecond, 1);
    const before = await readRenders();
    const result = await measurePage(page, cdp, feeder, running, perSecond, seconds, rest);
    const after = await readRenders();
    const renders =
      before && after ? { rows: after.rows - before.rows, page: after.page - before.page } : null;
    return { ...result, renders };
  } finally {
    await context.close();
  }
};

/** What 1,000 jobs take: the rows of the store, and the page's own list that they were made from. */
const measureHeap = async (
  browser: Browser,
  webUrl: string,
): Promise<{ storeKb: number; withListKb: number }> => {
  const context = await signIn(browser, webUrl);
  try {
    const page = await context.newPage();
    await page.goto(`${webUrl}/jobs`);
    const [job] = await makeJobs(page, 1);
    if (!job) throw new Error('no job was made');
    await page.goto(`${webUrl}/bench/hook`);
    const cdp = await context.newCDPSession(page);
    const usedKb = async () => {
      await page.waitForTimeout(2_000);
      for (let round = 0; round < 3; round += 1) await cdp.send('HeapProfiler.collectGarbage');
      const { usedSize } = (await cdp.send('Runtime.getHeapUsage')) as { usedSize: number };
      return usedSize / 1_024;
    };
    await begin(page, 'nobody');
    const empty = await usedKb();
    const jobs = Array.from({ length: 1_000 }, (_, n) => ({
      ...job,
      id: `${job.id.slice(0, -4)}${String(n).padStart(4, '0')}`,
    }));
    await page.evaluate((text) => {
      Object.assign(window, { jobs: JSON.parse(text) });
    }, JSON.stringify(jobs));
    const listed = await usedKb();
    await page.evaluate((userId) => {
      const { begin: give, jobs: held } = window as unknown as {
        begin: (given: unknown) => void;
        jobs: unknown;
      };
      give({ userId, jobs: held });
    }, job.userId);
    const full = await usedKb();
    return { storeKb: full - listed, withListKb: full - empty };
  } finally {
    await context.close();
  }
};

const versionOf = async (name: string): Promise<string> =>
  (JSON.parse(await readFile(`node_modules/${name}/package.json`, 'utf8')) as { version: string })
    .version;

const writeReport = async (text: string) => {
  const page = 'docs/performance.md';
  const before = await readFile(page, 'utf8');
  const marked = /(<!-- bench:browser -->\n)[\s\S]*?(<!-- \/bench:browser -->)/;
  await writeFile(
    page,
    before.replace(marked, (_all, start: string, end: string) => `${start}${text}\n${end}`),
  );
};

say('Starting the product; where these sources have no build yet, it is made first.');
const redis = await startRedis({ persistent: true });
const platform = await startPlatform({ REDIS_URL: redis.url, API_RATE_PER_MINUTE: '100000' });
const feeder = createFeeder(redis.url);
const browser = await chromium.launch({
  executablePath: await findChromium(process.env),
  // The bench's own pages come from no address at all, and would not be let through to this machine's sockets.
  args: [...browserArgs, '--disable-features=LocalNetworkAccessChecks'],
});
try {
  const { webUrl } = platform;
  const measureAll = async (name: string, open: Open): Promise<Measured[]> => {
    const results: Measured[] = [];
    for (const load of loads) {
      const result = await measure(browser, webUrl, feeder, open, load);
      say(
        `${name.padEnd(9)} ${load.join(' x ').padEnd(8)} p50 ${result.p50Ms.toFixed(1)}  p95 ${result.p95Ms.toFixed(1)} ms  ${result.msPerEvent.toFixed(2)} ms an event`,
      );
      results.push(result);
    }
    return results;
  };
  const product = await measureAll('product', openProduct);
  const tutorial = await measureAll('toast(id)', openBench('tutorial'));
  const hook = await measureAll('hook', openBench('hook'));
  const heap = await measureHeap(browser, webUrl);
  const calm = hook[0];
  const report: BrowserReport = {
    about: {
      date: new Date().toISOString().slice(0, 10),
      machine: `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}`,
      load: loadavg()[2] ?? 0,
      processors: cpus().length,
      seconds,
      browser: `Chromium ${browser.version()}`,
      versions: Object.fromEntries(
        await Promise.all(
          ['next', 'react', 'sonner', 'socket.io-client', 'lighthouse'].map(async (name) => [
            name,
            await versionOf(name),
          ]),
        ),
      ),
    },
    product,
    tutorial,
    hook,
    // Warm-up and measurement both.
    rendersPerEvent:
      (calm?.renders?.rows ?? Number.NaN) / ((WARM_UP_SECONDS + seconds) * (calm?.perSecond ?? 1)),
    rendersOfReader: calm?.renders?.page ?? Number.NaN,
    heapOfThousandKb: heap.storeKb,
    heapWithListKb: heap.withListKb,
    sizes: await measureSizes(),
    audits: await auditPages(webUrl),
  };
  const text = describeBrowser(report);
  say(`\n${text}`);
  for (const { page, findings } of report.audits) say(`${page}: ${findings.join(', ')}`);
  if (!quick) {
    mkdirSync('bench/results', { recursive: true });
    await writeFile(
      `bench/results/${report.about.date}-browser.json`,
      `${JSON.stringify(report, null, 2)}\n`,
    );
    await writeReport(text);
  }
} finally {
  await browser.close();
  await feeder.close();
  await platform.dispose();
  await redis.stop();
}
process.exit(0);
