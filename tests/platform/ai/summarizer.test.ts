import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { createBuiltInSummarizer } from '#platform/ai/built-in-summarizer';
import { createModelCaller } from '#platform/ai/create-model-caller';
import type { ProviderError } from '#platform/ai/provider-error';
import { createProviderSummarizer } from '#platform/ai/provider-summarizer';
import type { Article, Summarizer } from '#platform/ai/summarizer';
import type { Usage } from '#platform/ai/usage';
import { splitSentences } from '#platform/text/split-sentences';
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
const create = (engine: (typeof engines)[number], timeoutMs = PATIENT_MS): Summarizer => {
  if (engine === 'built-in') return createBuiltInSummarizer();
  const baseUrl = `${stub.url}${engine === 'gemini' ? '/v1beta' : '/v1'}`;
  const choice = { name: engine, model: 'm-1', apiKey: 'key-1', baseUrl };
  return createProviderSummarizer(createModelCaller(choice, { timeoutMs, gate: openGate() }));
};
const calm = () => ({ signal: new AbortController().signal });

const bridge = [
  'The city council voted on Tuesday to close the old harbour bridge to lorries from next month.',
  'Engineers had found 14 cracks in its supports during an inspection in May.',
  'Read more about our newsletter and sign up for daily stories from the region today.',
  'But they said that cars and buses were in no danger for the time being.',
  'Repairs to the bridge will cost about 9 million and are expected to take two years.',
  'Who will pay for all of it, and from which of its many budgets, was left open?',
  'Lorries will have to take the northern ring road, which adds 11 km to the way to the harbour.',
  'The harbour master said that firms had been told of the closure of the bridge in advance.',
].join(' ');
const articles = (count: number): Article[] =>
  Array.from({ length: count }, (_, n) => ({ id: `a-${n}`, title: `Bridge ${n}`, text: bridge }));

describe.each(engines)('the %s summarizer', (engine) => {
  test('gives each article one to three sentences, under its id and in order', async () => {
    const summarizer = create(engine);
    const summaries = await summarizer.summarize(articles(7), calm());
    expect(summaries.map(({ id }) => id)).toEqual(articles(7).map(({ id }) => id));
    for (const { summary } of summaries) {
      const count = splitSentences(summary).length;
      expect(count).toBeGreaterThanOrEqual(1);
      expect(count).toBeLessThanOrEqual(3);
    }
    expect(summarizer.engine).toBe(engine === 'built-in' ? 'extractive@1' : `${engine}/m-1`);
    expect(summarizer.articlesPerTask).toBe(5);
  });

  test('of no articles makes no summaries, and refuses one without text', async () => {
    expect(await create(engine).summarize([], calm())).toEqual([]);
    const blank = [{ id: 'a-9', title: 'Nothing', text: ' \n' }];
    await expect(create(engine).summarize(blank, calm())).rejects.toThrow(/a-9 is blank/);
    expect(stub.requests).toHaveLength(0);
  });

  test('reports what it used', async () => {
    const reports: Usage[] = [];
    const onUsage = (usage: Usage) => reports.push(usage);
    await create(engine).summarize(articles(2), { ...calm(), onUsage });
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject(
      engine === 'built-in'
        ? { task: 'summarize', model: 'extractive@1', units: { name: 'words' } }
        : { task: 'summarize', model: 'm-1', inputTokens: 420 },
    );
  });

  test('obeys before it has begun and while it works', async () => {
    const reason = new Error('cancelled');
    const before = create(engine).summarize(articles(1), { signal: AbortSignal.abort(reason) });
    await expect(before).rejects.toBe(reason);
    const stop = new AbortController();
    if (engine !== 'built-in') stub.faults.push({ kind: 'hang' });
    const running = create(engine).summarize(articles(50), { signal: stop.signal });
    if (engine !== 'built-in') await expect.poll(() => stub.requests.length).toBe(1);
    setImmediate(() => stop.abort(reason));
    await expect(running).rejects.toBe(reason);
    await stub.requests[0]?.closed;
  });
});

describe.each(['compatible', 'gemini'] as const)('a %s provider that summarises', (engine) => {
  const fail = async (...faults: Fault[]) => {
    stub.faults.push(...faults);
    const run = create(engine).summarize(articles(2), calm());
    return (await run.catch((error: unknown) => error)) as ProviderError;
  };

  test('is asked for five articles at a time, each fenced as data', async () => {
    await create(engine).summarize(articles(12), calm());
    expect(stub.requests.map(({ prompt }) => prompt.match(/"index":/g)?.length)).toEqual([5, 5, 2]);
    expect(stub.requests[0]?.prompt).toMatch(/^<data name="articles as JSON"/);
  });

  test('and leaves one out, or says too much, is asked once more and told so', async () => {
    const one = {
      kind: 'answer',
      answer: { summaries: [{ index: 0, summary: 'Short.' }] },
    } as const;
    stub.faults.push(one);
    expect(await create(engine).summarize(articles(2), calm())).toHaveLength(2);
    expect(stub.requests[1]?.prompt).toContain('it lacks the summaries of the articles 1');
    expect((await fail(one, one)).code).toBe('provider_invalid');
    const long = [0, 1].map((index) => ({ index, summary: 'word '.repeat(400) }));
    const verbose = { kind: 'answer', answer: { summaries: long } } as const;
    expect((await fail(verbose, verbose)).code).toBe('provider_invalid');
  });

  test('in trouble is waited for, put off, tried again or given up, as any provider', async () => {
    stub.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '1' } });
    expect(await create(engine).summarize(articles(2), calm())).toHaveLength(2);
    const long = { kind: 'status', status: 429, headers: { 'retry-after': '600' } } as const;
    expect(await fail(long)).toMatchObject({
      code: 'provider_rate_limited',
      retryAfterMs: 600_000,
    });
    expect((await fail({ kind: 'reset' })).code).toBe('provider_unavailable');
    expect((await fail({ kind: 'truncated' }, { kind: 'cut' })).code).toBe('provider_invalid');
  });
});

describe('the built-in summary', () => {
  const summarise = async (title: string, text: string) => {
    const [one] = await createBuiltInSummarizer().summarize([{ id: '1', title, text }], calm());
    return one?.summary ?? '';
  };

  test('is made of sentences of the article, in their order, and opens with the news', async () => {
    const summary = await summarise('Harbour bridge closed to lorries', bridge);
    const picked = splitSentences(summary);
    const all = splitSentences(bridge);
    const places = picked.map((sentence) => all.indexOf(sentence));
    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBe(0);
    expect(summary).not.toMatch(/newsletter|\?/);
    expect(summary.split(' ').length).toBeLessThanOrEqual(90);
  });

  test('is the same each time', async () => {
    expect(await summarise('Bridge', bridge)).toBe(await summarise('Bridge', bridge));
  });

  test('of a text without sentences is its beginning', async () => {
    expect(await summarise('Short', 'Bridge closed')).toBe('Bridge closed');
    const long = await summarise('Long', 'word '.repeat(1_000));
    expect(long.split(' ').length).toBeLessThanOrEqual(91);
  });

  test('of a very long text is made from its beginning, and quickly enough', async () => {
    const text = Array.from(
      { length: 5_000 },
      (_, n) => `Sentence number ${n} speaks of bridge ${n % 7} and its repairs.`,
    );
    expect(splitSentences(await summarise('Bridges', text.join(' ')))).toHaveLength(3);
  });

  test('is made in other languages too', async () => {
    const hebrew = [
      'מועצת העיר החליטה ביום שלישי לסגור את גשר הנמל הישן למשאיות מהחודש הבא.',
      'מהנדסים מצאו 14 סדקים בעמודי הגשר בזמן בדיקה שנערכה בחודש מאי.',
      'תיקון הגשר יעלה כתשעה מיליון ויימשך כשנתיים לפי ההערכות של העירייה.',
      'המשאיות ייאלצו לנסוע בכביש הטבעת הצפוני עד שהעבודות יסתיימו.',
    ].join(' ');
    expect(splitSentences(await summarise('גשר הנמל', hebrew), 'he').length).toBeGreaterThan(1);
  });
});
