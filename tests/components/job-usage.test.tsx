import { afterEach, describe, expect, it } from 'vitest';
import { UsageFact } from '#components/job-usage';
import type { JobUsage } from '#contracts/usage';
import { cleanup, render } from '../helpers/render';

afterEach(cleanup);

const line: JobUsage['lines'][number] = {
  task: 'resume',
  engine: 'provider',
  provider: 'openai',
  model: 'm-1',
  calls: 2,
  failedCalls: 0,
  inputTokens: 1_840,
  outputTokens: 140,
  cachedTokens: 0,
  units: null,
  usd: 0.0012,
  unpricedCalls: 0,
  ms: 900,
};
const usage: JobUsage = {
  jobId: 'a',
  calls: 2,
  inputTokens: 1_840,
  outputTokens: 140,
  usd: 0.0012,
  unpricedCalls: 0,
  lines: [line],
};
const says = (shown: JobUsage | null) =>
  render(
    <dl>
      <UsageFact usage={shown} />
    </dl>,
  ).container.textContent?.replaceAll('\u00a0', ' ');

describe('what a job used', () => {
  it('is said in calls, tokens and dollars', () => {
    expect(says(usage)).toBe('AI use2 calls, 1,840 tokens in, 140 out, USD 0.0012');
  });

  it('never passes a price that is not known off as nothing', () => {
    expect(says({ ...usage, usd: null, unpricedCalls: 2 })).toMatch(/price not known$/);
    cleanup();
    expect(says({ ...usage, unpricedCalls: 1 })).toMatch(/, without 1 call of unknown price$/);
  });

  it('is free where the built-in engine did the work, and not mentioned where there was none', () => {
    const builtIn = { ...line, engine: 'built-in' as const };
    expect(says({ ...usage, calls: 0, usd: 0, lines: [builtIn] })).toMatch(/no cost$/);
    cleanup();
    expect(says({ ...usage, calls: 0, usd: 0, lines: [] })).toBe('');
    cleanup();
    expect(says(null)).toMatch(/Could not be loaded/);
  });
});
