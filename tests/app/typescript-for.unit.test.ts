import { describe, expect, it } from 'vitest';
import { typescriptFor } from '../../app/jobs/[jobId]/typescript-for';

type Call = (hook: () => unknown) => Promise<void>;
const AsyncFunction = (async () => {}).constructor as new (...code: string[]) => Call;

/** What the text hands to `createJob` when it runs. */
const callOf = async (text: string): Promise<unknown[]> => {
  const calls: unknown[][] = [];
  const createJob = async (...given: unknown[]) => {
    calls.push(given);
    return { result: async () => undefined };
  };
  await new AsyncFunction('useBackgroundJobs', text)(() => ({ createJob }));
  return calls[0] ?? [];
};

describe('the code that starts a job again', () => {
  it('gives the hook type, input and options as they were', async () => {
    const input = { domain: 'Data', deep: { 'not a name': [1, null, { on: true }], empty: [] } };
    const code = typescriptFor('career-insights', { input, options: { priority: 'high' } });
    expect(await callOf(code)).toEqual([
      { type: 'career-insights', ...input },
      { priority: 'high' },
    ]);
    expect(code).toContain('domain: "Data"');
  });

  it('stays a value, whatever people typed', async () => {
    const text = '"}); throw 1; //\n\u2028` \\ $';
    const input = { text, ...JSON.parse('{"__proto__": {"a": 1}}') };
    Object.defineProperty(input, '__proto__', { value: { a: 1 }, enumerable: true });
    const [request] = await callOf(typescriptFor('echo', { input, options: {} }));
    expect(Object.getPrototypeOf(request)).toBe(Object.prototype);
    expect(request).toMatchObject({ type: 'echo', text });
    expect(Object.hasOwn(request as object, '__proto__')).toBe(true);
  });
});
