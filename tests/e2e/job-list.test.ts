import { Client } from 'pg';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BARE_PATH, openAsGuest, openLive } from '../helpers/browser';
import { type JobsStage, startJobsStage } from '../helpers/jobs-stage';
import { jobStatus, startJob } from '../helpers/page-jobs';

let stage: JobsStage;

const open = async (path?: string): Promise<Page> =>
  openAsGuest(await stage.browser.newContext(), stage.platform.webUrl, path);

beforeAll(async () => {
  stage = await startJobsStage();
});
afterAll(async () => {
  await stage?.dispose();
});

/** Tab until the focus is on what is meant; each stop on the way has to be seen. */
const tabTo = async (page: Page, target: string): Promise<void> => {
  for (let stops = 0; stops < 120; stops += 1) {
    await page.keyboard.press('Tab');
    const at = await page.evaluate((selector) => {
      const here = document.activeElement;
      if (!here || here === document.body) return 'outside the page';
      const { width, height } = here.getBoundingClientRect();
      const seen = here.checkVisibility({ opacityProperty: true, visibilityProperty: true });
      if (!seen || width <= 1 || height <= 1) return `unseen: ${here.outerHTML.slice(0, 120)}`;
      return here.matches(selector) ? 'there' : 'on the way';
    }, target);
    if (at === 'there') return;
    expect(at).toBe('on the way');
  }
  throw new Error(`Tab never reached ${target}.`);
};

describe('from start to end with the keyboard alone', () => {
  it('a job is started, cancelled in its toast, found, run again with edits, and its result is read', async () => {
    const page = await open();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const form = 'form[data-job-type="career-insights"]';
    stage.provider.faults.push({ kind: 'hang' });
    await tabTo(page, `${form} input`);
    await page.keyboard.type('Data');
    await press('Enter');
    const toast = page.locator('[data-job-toast][data-status="running"]');
    await toast.waitFor();
    const jobId = await toast.getAttribute('data-job-id');

    await press('F6');
    await tabTo(page, `[data-job-id="${jobId}"] button:not([aria-label])`);
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Cancel');
    await press('Enter');
    await expect.poll(() => jobStatus(page, jobId ?? '')).toBe('cancelled');
    stage.provider.faults.length = 0; // It may have been cancelled before it came to ask.
    await press('Control+k');
    await page.getByRole('combobox').waitFor();
    await page.keyboard.type('go to jobs');
    await press('Enter');
    await page.waitForURL(`${stage.platform.webUrl}/jobs`);
    await page.locator('[data-job-row]').waitFor();
    await press('/');
    await page.keyboard.type('status:cancelled ');
    await page.waitForURL(/status=cancelled/);
    await press('Escape');
    await tabTo(page, `[data-job-id="${jobId}"] [data-row-link]`);
    await press('Enter');
    await page.locator('[data-job-head][data-status="cancelled"]').waitFor();

    await tabTo(page, '.jobhead a[href*="from="]');
    await press('Enter');
    await page.waitForURL(/from=/);
    await page.locator(`${form} input`).waitFor();
    await tabTo(page, `${form} input`);
    expect(await page.locator(`${form} input`).inputValue()).toBe('Data');
    await press('End');
    await page.keyboard.type(' platforms');
    await press('Enter');
    await page.locator(`${form} [data-job-line][data-status="completed"]`).waitFor();
    await tabTo(page, `${form} [data-job-line] a`);
    await press('Enter');
    await page.locator('[data-result="career-insights"]').waitFor();
    await tabTo(page, '[role="tab"][aria-selected="true"]');
    await press('ArrowRight');
    expect(new URL(page.url()).searchParams.get('tab')).toBe('overview');
    const steps = () => page.locator('.gantt li.step').count();
    await press('w');
    await expect.poll(steps).toBe(0);
    await press('e');
    await expect.poll(steps).toBeGreaterThan(0);
    await page.context().close();
  });
});

/** Puts finished jobs into the ledger as if they had run, one a minute; every fortieth failed, the first `scheduled` are yet to come. */
const seedJobs = async (page: Page, count: number, scheduled = 0): Promise<void> => {
  const owner = await page.evaluate(
    async () => (await (await fetch('/api/auth/get-session')).json()).user.id,
  );
  const client = new Client({ connectionString: stage.postgres.url });
  await client.connect();
  await client.query(
    `insert into jobs (id, owner, type, state, attempt, max_attempts, input, result, error, created_at, run_at, started_at, finished_at)
     select $1 || '~career-insights~' || lpad(n::text, 26, '0'), $1, 'career-insights', s, 1, 3, '{}', null,
       case when s = 'failed' then '{"code":"handler_error","message":"The source was away.","retryable":true}' end,
       date_trunc('milliseconds', at), at + interval '1 year', case when s <> 'scheduled' then at end,
       case when s <> 'scheduled' then at + interval '3 seconds' end
     from (select n, now() - n * interval '1 minute' as at,
       case when n <= $3::int then 'scheduled' when n % 40 = 0 then 'failed' else 'completed' end as s
       from generate_series(1, $2::int) as n) as made`,
    [owner, count, scheduled],
  );
  await client.end();
};

const openList = async (count: number, scheduled: number, query: string): Promise<Page> => {
  const page = await open(BARE_PATH);
  await seedJobs(page, count, scheduled);
  await openLive(page, `${stage.platform.webUrl}/jobs${query}`);
  return page;
};

describe('a list of ten thousand jobs', () => {
  const rows = (page: Page) => page.locator('[data-job-row]').count();
  it('comes a page at a time as its end comes near, each job once, and keeps few rows in the page', async () => {
    const page = await openList(10_000, 0, '?status=completed,failed');
    expect(await rows(page)).toBe(50);
    await page.getByRole('button', { name: 'Load more' }).click();
    // At the very end of what is there, again and again.
    const toEnd = () => page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    const loaded = async () =>
      Number.parseInt((await page.locator('.listfoot').textContent()) ?? '', 10);
    await expect.poll(() => toEnd().then(loaded), { timeout: 20_000 }).toBeGreaterThanOrEqual(450);
    await page.evaluate(() => scrollTo(0, 0));
    const seen = new Set<string>();
    const note = async () => {
      const ids = await page.$$eval('[data-job-row]', (found) =>
        found.map((row) => (row as HTMLElement).dataset.jobId ?? ''),
      );
      for (const id of ids) seen.add(id);
      return ids.length;
    };
    let most = 0;
    for (let turn = 0; seen.size < 1_000 && turn < 400; turn += 1) {
      await page.evaluate(() => scrollBy(0, 500));
      const now = await note();
      if (seen.size > 250) most = Math.max(most, now);
    }
    expect(seen.size).toBeGreaterThanOrEqual(1_000);
    expect(most).toBeLessThan(120);
    await page.context().close();
  });
});

describe('all jobs that match', () => {
  it('are within reach on a phone, whose list has no head', async () => {
    const page = await openList(60, 60, '?status=scheduled');
    await page.setViewportSize({ width: 390, height: 844 });
    await page.locator('[data-job-row] input[type="checkbox"]').first().check();
    await page.getByRole('button', { name: 'Select all on this page' }).click();
    await page.getByRole('button', { name: 'Cancel 50' }).waitFor();
    await page.getByRole('button', { name: 'Select all that match' }).click();
    await page.getByText('All 60 jobs that match are selected.').waitFor();
    await page.context().close();
  });

  it('are acted on as a whole after one question that names the number and the filter', async () => {
    const page = await openList(80, 60, '?status=scheduled');
    const counts = () =>
      page.evaluate(async () => (await (await fetch('/api/jobs/counts')).json()).counts);
    await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
    await page.getByRole('button', { name: 'Select all that match' }).click();
    await page.getByText('All 60 jobs that match are selected.').waitFor();
    await page.keyboard.press('c');
    const dialog = page.getByRole('dialog', { name: 'Cancel 60 jobs?' });
    expect(await dialog.textContent()).toContain('status: Scheduled');
    await dialog.getByRole('button', { name: 'Cancel 60' }).click();
    await page.getByText('60 jobs done.').waitFor();
    expect(await counts()).toMatchObject({ scheduled: 0, cancelled: 60, failed: 1 });
    await page.context().close();
  });
});

describe('beside the list', () => {
  it('a job is looked at with the space bar, started, kept over a reload, and left with Escape', async () => {
    const page = await open(BARE_PATH);
    const later = { type: 'career-insights', options: { delayMs: 3_600_000 } };
    const jobId = await startJob(page, { ...later, domain: 'Data' });
    await openLive(page, `${stage.platform.webUrl}/jobs`);
    await page.keyboard.press('j');
    await page.keyboard.press('Space');
    const peek = page.locator(`[data-peek="${jobId}"]`);
    await peek.waitFor();
    await page.reload();
    await peek.getByRole('button', { name: 'Start now' }).click();
    await peek.getByText('Completed').first().waitFor();
    await page.locator(`[data-job-row][data-job-id="${jobId}"][data-status="completed"]`).waitFor();
    await page.keyboard.press('Escape');
    await peek.waitFor({ state: 'detached' });
    expect(new URL(page.url()).search).toBe('');
    await page.context().close();
  });
});

describe('the page of a job', () => {
  it('has panes as wide as they were left, and a log line has an address', async () => {
    const page = await open(BARE_PATH);
    const jobId = await startJob(page, { type: 'career-insights', domain: 'Data' });
    await openLive(page, `${stage.platform.webUrl}/jobs/${encodeURIComponent(jobId)}`);
    const handle = page.getByRole('separator', { name: 'Width of the panes' });
    const width = () => handle.getAttribute('aria-valuenow');
    await handle.focus();
    for (let turn = 0; turn < 3; turn += 1) await page.keyboard.press('ArrowRight');
    expect(await width()).toBe('58');
    await page.getByRole('link', { name: 'Link to line 1', exact: true }).click();
    expect(new URL(page.url()).hash).toBe('#L1');
    await page.reload();
    await page.locator('#L1[data-target]').waitFor();
    await expect.poll(width).toBe('58');
    await page.context().close();
  });
});
