import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { ProviderChoice } from '#platform/ai/choose-provider';
import { createModelCaller } from '#platform/ai/create-model-caller';
import { ProviderError } from '#platform/ai/provider-error';
import type { Usage } from '#platform/ai/usage';
import type { Fault } from '../../stub-provider/faults';
import { type StubProvider, startStubProvider } from '../../stub-provider/start-stub-provider';
import { openGate, PATIENT_MS } from './pacing';

let stub: StubProvider;
beforeAll(async () => {
  stub = await startStubProvider();
});
afterEach(() => {
  stub.requests.length = 0;
  stub.faults.length = 0;
});
afterAll(() => stub.stop());

const schema = z.strictObject({ outlook: z.string() });

describe.each([
  { name: 'compatible', path: '/v1', auth: 'Bearer key-1' },
  { name: 'gemini', path: '/v1beta', auth: 'key-1' },
] as const)('a $name provider', ({ name, path, auth }) => {
  const choice = (): ProviderChoice => ({
    name,
    model: 'm-1',
    apiKey: 'key-1',
    baseUrl: `${stub.url}${path}`,
  });
  const caller = (more: { timeoutMs?: number; inlineWaitMs?: number } = {}) =>
    createModelCaller(choice(), {
      timeoutMs: more.timeoutMs ?? PATIENT_MS,
      gate: openGate(more.inlineWaitMs === undefined ? {} : { inlineWaitMs: more.inlineWaitMs }),
    });
  const ask = (
    more: {
      signal?: AbortSignal;
      usage?: Usage[];
      check?: (answer: { outlook: string }) => string | null;
      timeoutMs?: number;
      inlineWaitMs?: number;
    } = {},
  ) =>
    caller(more).ask({
      task: 'test',
      system: 'Be brief.',
      prompt: 'Write.',
      schema,
      signal: more.signal ?? new AbortController().signal,
      check: more.check,
      onUsage: (usage) => more.usage?.push(usage),
    });
  const failure = async (faults: Fault[], more: Parameters<typeof ask>[0] = {}) => {
    stub.faults.push(...faults);
    return ask(more).then(
      () => {
        throw new Error('the call was expected to fail');
      },
      (error: unknown) => error as ProviderError,
    );
  };

  test('is asked with its key, its model and the schema, and its answer is parsed', async () => {
    const usage: Usage[] = [];
    const answer = await ask({ usage });
    expect(answer.outlook).toMatch(/share their most wanted skills/);
    expect(stub.requests).toHaveLength(1);
    expect(stub.requests[0]).toMatchObject({
      auth,
      model: 'm-1',
      system: 'Be brief.',
      prompt: 'Write.',
      properties: ['outlook'],
    });
    expect(usage).toEqual([
      {
        task: 'test',
        engine: 'provider',
        provider: name,
        model: 'm-1',
        inputTokens: 420,
        outputTokens: 70,
        cachedInputTokens: 100,
        units: null,
        ms: expect.any(Number),
        outcome: 'ok',
      },
    ]);
  });

  test('that asks for a short pause is asked again after it', async () => {
    stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    const startedAt = Date.now();
    await ask();
    expect(stub.requests).toHaveLength(2);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(1_000);
  });

  test('that asks for a long pause is left alone, by the calls after it too', async () => {
    const shared = caller();
    const call = () =>
      shared.ask({
        task: 'test',
        system: '',
        prompt: 'Write.',
        schema,
        signal: new AbortController().signal,
      });
    stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '600' } });
    await expect(call()).rejects.toMatchObject({
      code: 'provider_rate_limited',
      retryAfterMs: 600_000,
    });
    const second = (await call().catch((error: unknown) => error)) as ProviderError;
    expect(second.code).toBe('provider_rate_limited');
    expect(second.retryAfterMs).toBeGreaterThan(590_000);
    expect(stub.requests).toHaveLength(1);
  });

  test('that keeps asking for short pauses is not asked for ever', async () => {
    const busy: Fault = { kind: 'status', status: 429, headers: { 'retry-after-ms': '5' } };
    const error = await failure([busy, busy, busy, busy, busy]);
    expect(error.code).toBe('provider_rate_limited');
    expect(stub.requests).toHaveLength(4);
  });

  test('that is overloaded and says until when is waited for as well', async () => {
    stub.faults.push({ kind: 'status', status: 503, headers: { 'retry-after': '0' } });
    await ask();
    expect(stub.requests).toHaveLength(2);
  });

  test.each([401, 403, 404, 400])('that answers %i has refused for good', async (status) => {
    const error = await failure([{ kind: 'status', status }]);
    expect(error).toBeInstanceOf(ProviderError);
    expect(error).toMatchObject({ code: 'provider_refused', retryAfterMs: undefined });
    expect(error.message).toContain(String(status));
    expect(error.message).not.toMatch(/key-1|sk-secret/);
    expect(stub.requests).toHaveLength(1);
  });

  test.each([500, 502, 503])('that answers %i is unavailable', async (status) => {
    const error = await failure([{ kind: 'status', status }]);
    expect(error.code).toBe('provider_unavailable');
    expect(stub.requests).toHaveLength(1);
  });

  test('that resets the connection is unavailable', async () => {
    expect((await failure([{ kind: 'reset' }])).code).toBe('provider_unavailable');
  });

  test('that hangs is given up after the time limit, and its connection is closed', async () => {
    const error = await failure([{ kind: 'hang' }], { timeoutMs: 200 });
    expect(error.code).toBe('provider_unavailable');
    expect(error.message).toMatch(/did not answer/);
    await stub.requests[0]?.closed;
  });

  test.each(['prose', 'wrong-shape', 'truncated', 'broken-body', 'cut'] as const)(
    'that answers with %s is asked once more and told why',
    async (kind) => {
      stub.faults.push({ kind });
      const answer = await ask();
      expect(answer.outlook).toMatch(/most wanted/);
      expect(stub.requests).toHaveLength(2);
      expect(stub.requests[1]?.prompt).toMatch(/^Write\.[\s\S]*could not be used/);
    },
  );

  test.each(['prose', 'wrong-shape', 'truncated', 'broken-body', 'cut'] as const)(
    'that answers with %s twice is of no use',
    async (kind) => {
      const error = await failure([{ kind }, { kind }]);
      expect(error.code).toBe('provider_invalid');
      expect(stub.requests).toHaveLength(2);
    },
  );

  test('whose answer breaks a rule is asked once more with the complaint', async () => {
    const usage: Usage[] = [];
    stub.faults.push({ kind: 'answer', answer: { outlook: 'It grows by 30%.' } });
    const check = ({ outlook }: { outlook: string }) =>
      outlook.includes('30%') ? 'it names 30%' : null;
    await ask({ check, usage });
    expect(stub.requests[1]?.prompt).toContain('it names 30%');
    expect(usage.map(({ outcome }) => outcome)).toEqual(['unusable', 'ok']);
    expect(usage[0]?.outputTokens).toBe(70);
  });

  test('is let go at once when the job is told to stop, in a call', async () => {
    const stop = new AbortController();
    stub.faults.push({ kind: 'hang' });
    const asked = ask({ signal: stop.signal });
    await expect.poll(() => stub.requests.length).toBe(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    await expect(asked).rejects.toBe(reason);
    await stub.requests[0]?.closed;
  });

  test('is let go at once when the job is told to stop, in a pause', async () => {
    const stop = new AbortController();
    stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '300' } });
    const asked = ask({ signal: stop.signal, inlineWaitMs: 600_000 });
    await expect.poll(() => stub.requests.length).toBe(1);
    const reason = new Error('cancelled');
    stop.abort(reason);
    await expect(asked).rejects.toBe(reason);
    expect(stub.requests).toHaveLength(1);
  });
});
