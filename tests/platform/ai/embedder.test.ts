import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createBuiltInEmbedder } from '#platform/ai/built-in-embedder';
import type { Embedder } from '#platform/ai/embedder';
import { createProviderEmbedder } from '#platform/ai/provider-embedder';
import type { ProviderError } from '#platform/ai/provider-error';
import type { Usage } from '#platform/ai/usage';
import { dot } from '#platform/text/dot';
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

const engines = ['built-in', 'compatible', 'gemini'] as const;
const providers = ['compatible', 'gemini'] as const;
const create = (engine: (typeof engines)[number], timeoutMs = PATIENT_MS): Embedder => {
  if (engine === 'built-in') return createBuiltInEmbedder();
  const baseUrl = `${stub.url}${engine === 'gemini' ? '/v1beta' : '/v1'}`;
  const choice = { name: engine, model: 'e-1', apiKey: 'key-1', baseUrl };
  return createProviderEmbedder(choice, { timeoutMs, gate: openGate() });
};
const calm = () => ({ signal: new AbortController().signal });
const texts = ['Cool the burn under running water.', 'Call an ambulance.', 'Keep the arm still.'];

describe.each(engines)('the %s embedder', (engine) => {
  test('gives each text a vector of length 1, in order, the same each time', async () => {
    const embedder = create(engine);
    const vectors = await embedder.embed(texts, calm());
    expect(vectors).toHaveLength(3);
    for (const vector of vectors) {
      expect(vector).toBeInstanceOf(Float32Array);
      expect(vector).toHaveLength(embedder.dims ?? -1);
      expect(dot(vector, vector)).toBeCloseTo(1, 4);
    }
    const [last] = await create(engine).embed(texts.slice(2), calm());
    expect(last).toEqual(vectors[2]);
  });

  test('says by its id what the vectors may be compared with', () => {
    expect(create(engine).id).toBe(engine === 'built-in' ? 'builtin-512@1' : `${engine}/e-1`);
  });

  test('of no texts makes no vectors, and of a blank text none at all', async () => {
    expect(await create(engine).embed([], calm())).toEqual([]);
    await expect(create(engine).embed(['a burn', ' \n'], calm())).rejects.toThrow(
      /Text 1 is blank/,
    );
    expect(stub.requests).toHaveLength(0);
  });

  test('reports what it used', async () => {
    const reports: Usage[] = [];
    await create(engine).embed(texts, { ...calm(), onUsage: (usage) => reports.push(usage) });
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject(
      {
        'built-in': { engine: 'built-in', inputTokens: 0, units: { count: 13, name: 'words' } },
        compatible: { engine: 'provider', model: 'e-1', inputTokens: 21, outputTokens: 0 },
        // Google does not say.
        gemini: { engine: 'provider', inputTokens: null, units: { count: 3, name: 'texts' } },
      }[engine],
    );
  });

  test('obeys before it has begun and while it works', async () => {
    const reason = new Error('cancelled');
    const before = create(engine).embed(texts, { signal: AbortSignal.abort(reason) });
    await expect(before).rejects.toBe(reason);
    const stop = new AbortController();
    if (engine !== 'built-in') stub.faults.push({ kind: 'hang' });
    const running = create(engine).embed(Array(500).fill(texts[0]), { signal: stop.signal });
    if (engine !== 'built-in') await expect.poll(() => stub.requests.length).toBe(1);
    setImmediate(() => stop.abort(reason));
    await expect(running).rejects.toBe(reason);
    await stub.requests[0]?.closed;
  });
});

describe.each(providers)('a %s provider in trouble', (engine) => {
  const fail = async (faults: Fault[], timeoutMs = PATIENT_MS) => {
    stub.faults.push(...faults);
    const run = create(engine, timeoutMs).embed(texts, calm());
    return (await run.catch((error: unknown) => error)) as ProviderError;
  };

  test('is asked for a hundred texts at a time', async () => {
    const many = Array.from({ length: 250 }, (_, n) => `text ${n}`);
    const vectors = await create(engine).embed(many, calm());
    expect(stub.requests.map(({ inputs }) => inputs?.length)).toEqual([100, 100, 50]);
    expect(stub.requests[0]).toMatchObject({ model: 'e-1', auth: expect.stringMatching(/key-1$/) });
    expect(vectors).toHaveLength(250);
    const [alone] = await create(engine).embed([many[249] ?? ''], calm());
    expect(vectors[249]).toEqual(alone);
  });

  test('that asks for a short pause is asked again after it', async () => {
    stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '2' } });
    const startedAt = Date.now();
    await create(engine).embed(texts, calm());
    expect(stub.requests).toHaveLength(2);
    expect(Date.now() - startedAt).toBeGreaterThanOrEqual(2_000);
  });

  test('that asks for a long pause puts the work off', async () => {
    const error = await fail([{ kind: 'status', status: 429, headers: { 'retry-after': '600' } }]);
    expect(error).toMatchObject({ code: 'provider_rate_limited', retryAfterMs: 600_000 });
    expect(stub.requests).toHaveLength(1);
  });

  test('that hangs or resets is unavailable', async () => {
    expect((await fail([{ kind: 'hang' }], 200)).code).toBe('provider_unavailable');
    expect((await fail([{ kind: 'reset' }])).code).toBe('provider_unavailable');
  });

  test.each(['wrong-count', 'wrong-dims', 'broken-body', 'cut'] as const)(
    'that answers with %s is asked once more, and of no use after two',
    async (kind) => {
      stub.faults.push({ kind });
      expect(await create(engine).embed(texts, calm())).toHaveLength(3);
      expect(stub.requests).toHaveLength(2);
      const error = await fail([{ kind }, { kind }]);
      expect(error.code).toBe('provider_invalid');
      expect(stub.requests).toHaveLength(4);
    },
  );

  test('whose vectors change their length from one answer to the next is not believed', async () => {
    const embedder = create(engine);
    await embedder.embed(texts, calm());
    stub.faults.push({ kind: 'wrong-dims' });
    await embedder.embed(texts, calm());
    expect(stub.requests).toHaveLength(3);
  });
});

describe('the built-in vectors', () => {
  const embed = async (...all: string[]) => createBuiltInEmbedder().embed(all, calm());

  test('bring together what means the same in other words', async () => {
    const [question, right, wrong] = (await embed(
      'What should I do if somebody is bleeding badly?',
      'Severe wounds: press firmly on the injury to stop the loss of blood, and keep pressure on it.',
      'The council has approved the new budget for roads and bridges.',
    )) as [Float32Array, Float32Array, Float32Array];
    expect(dot(question, right)).toBeGreaterThan(dot(question, wrong) + 0.2);
  });

  test('match words that no table lists, in any script', async () => {
    const [one, same, other] = (await embed(
      'כוויות: קררו במים זורמים',
      'מה עושים עם כוויות',
      'שבר ביד',
    )) as [Float32Array, Float32Array, Float32Array];
    expect(dot(one, same)).toBeGreaterThan(0.2);
    expect(dot(one, other)).toBeLessThan(0.1);
  });

  test('have not changed without a new id', async () => {
    const [vector] = await embed('Cool the burn under cold running water for twenty minutes.');
    const head = [...(vector ?? [])].slice(0, 4).map((value) => value.toFixed(5));
    expect(head).toMatchInlineSnapshot(`
      [
        "-0.09208",
        "0.06077",
        "-0.00581",
        "-0.04779",
      ]
    `);
  });
});
