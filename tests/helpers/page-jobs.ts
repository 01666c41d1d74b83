import type { Page } from 'playwright-core';

/** Starts a job through the API with the page's session; resolves with its id. */
export const startJob = (page: Page, body: Record<string, unknown>): Promise<string> =>
  page.evaluate(async (request) => {
    const headers = { 'content-type': 'application/json' };
    const init = { method: 'POST', headers, body: JSON.stringify(request) };
    const answer = await (await fetch('/api/jobs', init)).json();
    if (!answer.jobId) throw new Error(`No job was started: ${JSON.stringify(answer)}`);
    return answer.jobId;
  }, body);

/** The state of a job, or the code of why it is not told. */
export const jobStatus = (page: Page, jobId: string): Promise<string> =>
  page.evaluate(async (id) => {
    const answer = await (await fetch(`/api/jobs/${encodeURIComponent(id)}`)).json();
    return answer.job?.status ?? answer.code;
  }, jobId);
