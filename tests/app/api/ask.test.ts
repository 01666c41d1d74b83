import { afterAll, beforeAll, expect, test } from 'vitest';
import { askEndSchema, askFrameSchema } from '#contracts/ask';
import { ask as contract } from '#contracts/jobs/ask';
import { createAi } from '#platform/ai/create-ai';
import { createAsking } from '#platform/news/ask/create-asking';
import { ask } from '#worker/jobs/ask';
import type { AnyHandler } from '#worker/run-attempt';
import { refusal, startApi, type TestApi } from '../../helpers/api';
import { unusedDeps } from '../../helpers/unused-deps';
import { documents, storeNews } from '../../platform/news/ask/stored-news';

let api: TestApi;
/** Lets the next answer begin; until then its job runs and waits. */
let release: () => void = () => {};
let held: Promise<void> = Promise.resolve();
const hold = () => {
  held = new Promise((resolve) => {
    release = resolve;
  });
};

beforeAll(async () => {
  api = await startApi();
  const { config, pool, log, schedules } = api.core.platform;
  await storeNews(pool, documents.slice(0, 20));
  const ai = await createAi({ config: config.ai, pool, log });
  const asking = createAsking({ pool, ai, config, schedules });
  const deps = { ...unusedDeps, config, pool, log, ai, asking };
  const handlers: Record<string, AnyHandler> = {
    ask: async (input, context) => {
      await held;
      return ask(input as never, context, deps);
    },
  };
  api.core.worker(handlers, [contract]);
});
afterAll(() => api.stop());

const question = 'What backs the dollar token issued by Meridian?';
const events = { accept: 'text/event-stream' };

interface Event {
  readonly id: number | null;
  readonly event: string;
  readonly data: unknown;
}

const parse = (text: string): Event[] =>
  text
    .split('\n\n')
    .filter((block) => block.includes('data: '))
    .map((block) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1];
      const id = field('id');
      return {
        id: id === undefined ? null : Number(id),
        event: field('event') ?? '',
        data: JSON.parse(field('data') ?? 'null') as unknown,
      };
    });
const askWith = (options: {
  user?: string;
  headers?: Record<string, string>;
  body?: unknown;
  signal?: AbortSignal;
}) =>
  api.call('POST', '/api/ask', { user: 'ann', headers: events, body: { question }, ...options });
const jobIdOf = ([first]: readonly Event[]) => (first as { data: { jobId: string } }).data.jobId;
const at = (jobId: string) => `/api/ask/${encodeURIComponent(jobId)}`;

test('an answer is streamed: the job, its sources, the text, and the end with the result', async () => {
  const answer = await askWith({});
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/event-stream/);
  expect(answer.headers.get('cache-control')).toBe('no-store, no-transform');
  const all = parse(await answer.text());
  expect(answer.headers.get('location')).toBe(at(jobIdOf(all)));
  const kinds = all.map(({ event }) => event);
  expect(kinds.slice(0, 3)).toEqual(['job', 'sources', 'text']);
  expect(kinds.at(-1)).toBe('end');
  const frames = all.slice(1, -1);
  expect(frames.map(({ id }) => id)).toEqual(frames.map((_, index) => index + 1));
  for (const { event, data } of frames) askFrameSchema.parse({ kind: event, ...(data as object) });
  const end = askEndSchema.parse(all.at(-1)?.data);
  expect(end).toMatchObject({ status: 'completed', error: null, result: { question } });
  const text = frames.slice(1).map(({ data }) => (data as { text: string }).text);
  expect(text.join('')).toBe(end.result?.answer);
  expect(end.result?.citations.length).toBeGreaterThan(0);
});

test('from the id of an event the stream goes on behind it; from none it begins anew', async () => {
  const all = parse(await (await askWith({})).text());
  const follow = async (headers: Record<string, string>) =>
    parse(await (await api.call('GET', at(jobIdOf(all)), { user: 'ann', headers })).text());
  const ids = (given: readonly Event[]) => given.flatMap(({ id }) => id ?? []);
  expect(ids(await follow({}))).toEqual(ids(all));
  const later = await follow({ 'last-event-id': '1' });
  expect(ids(later)).toEqual(ids(all).slice(1));
  expect(later.at(-1)).toEqual(all.at(-1));
  const odd = { user: 'ann', headers: { 'last-event-id': 'x' } };
  expect(await refusal(await api.call('GET', at(jobIdOf(all)), odd))).toBe('422 invalid_query');
});

test('who goes away stops nothing, and finds the answer on coming back', async () => {
  hold();
  const answer = await askWith({});
  const reader = (answer.body as ReadableStream<Uint8Array>).getReader();
  const [first] = parse(new TextDecoder().decode((await reader.read()).value));
  expect(first?.event).toBe('job');
  const jobId = jobIdOf(first ? [first] : []);
  await reader.cancel();
  // Another one listens from before the answer to its end.
  const waiting = api.call('GET', at(jobId), { user: 'ann' });
  const following = (await waiting).text();
  release();
  expect(
    parse(await following)
      .map(({ event }) => event)
      .slice(0, 3),
  ).toEqual(['job', 'sources', 'text']);
  expect((await api.core.ended(jobId)).state).toBe('completed');
});

test('without the wish for events it is a job like any other, ahead of its owner’s others', async () => {
  const headers = { accept: 'application/json', 'idempotency-key': 'k-1' };
  const first = await askWith({ headers });
  expect(first.status).toBe(202);
  const { jobId, job, statusUrl } = (await first.json()) as {
    jobId: string;
    job: { type: string };
    statusUrl: string;
  };
  expect(job.type).toBe('ask');
  expect(statusUrl).toBe(`/api/jobs/${encodeURIComponent(jobId)}/status`);
  const again = await askWith({ headers });
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  const row = await api.core.ended(jobId);
  expect(JSON.parse(row.options)).toEqual({ priority: 'high' });
});

test('somebody else’s question answers as an unknown one, and so does a job of another type', async () => {
  const { jobId } = (await (await askWith({ headers: {} })).json()) as { jobId: string };
  expect(await refusal(await api.call('GET', at(jobId), { user: 'bob' }))).toBe('404 not_found');
  const other = { user: 'ann', body: { type: 'career-insights', domain: 'Data' } };
  const job = (await (await api.call('POST', '/api/jobs', other)).json()) as { jobId: string };
  expect(await refusal(await api.call('GET', at(job.jobId), { user: 'ann' }))).toBe(
    '404 not_found',
  );
  expect(await refusal(await api.call('GET', at('nonsense'), { user: 'ann' }))).toBe(
    '400 invalid_id',
  );
  expect(await refusal(await api.call('GET', at(jobId)))).toBe('401 unauthorized');
});

test.each([
  [{}, '422 invalid_input'],
  [{ question: '' }, '422 invalid_input'],
  [{ question: ' \u0000\u202e ' }, '422 invalid_input'],
  [{ question: 'x'.repeat(501) }, '422 invalid_input'],
  [{ question: ['why'] }, '422 invalid_input'],
  [{ question: 'Why?', model: 'best' }, '400 unknown_field'],
])('what is no question is refused: %o', async (body, expected) => {
  expect(await refusal(await askWith({ body }))).toBe(expected);
});

test('controls and hidden signs are taken out of a question', async () => {
  const sly = 'What\u0000 backs\u202e the \u200bdollar\n token?';
  const answer = await askWith({ body: { question: sly } });
  const end = askEndSchema.parse(parse(await answer.text()).at(-1)?.data);
  expect(end.result?.question).toBe('What backs the dollar token?');
});
