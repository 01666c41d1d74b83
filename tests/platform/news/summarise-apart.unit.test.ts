import { APICallError } from 'ai';
import { expect, test, vi } from 'vitest';
import { ProviderError } from '#platform/ai/provider-error';
import type { Summarizer } from '#platform/ai/summarizer';
import { summariseApart } from '#platform/news/summarise-apart';

const refusal = (statusCode: number) =>
  new ProviderError('provider_refused', `refused (${statusCode})`, {
    cause: new APICallError({ message: 'no', url: 'http://x', requestBodyValues: {}, statusCode }),
  });

/** A provider that refuses whatever holds one of these articles. */
const refusing = (status: number, ids: readonly string[]): Summarizer => ({
  engine: 'stub',
  articlesPerTask: 5,
  summarize: async (articles) => {
    if (articles.some(({ id }) => ids.includes(id))) throw refusal(status);
    return articles.map(({ id }) => ({ id, summary: `About ${id}.` }));
  },
});

const articles = ['a', 'b', 'c'].map((id) => ({ id, title: id, text: `${id} happened.` }));
const call = { signal: new AbortController().signal };

test('an article that a provider refuses alone has no summary, and the others have theirs', async () => {
  const onRefused = vi.fn();
  expect(await summariseApart(refusing(400, ['b']), articles, call, onRefused)).toEqual([
    { id: 'a', summary: 'About a.' },
    { id: 'b', summary: '' },
    { id: 'c', summary: 'About c.' },
  ]);
  expect(onRefused.mock.calls.map(([{ id }]) => id)).toEqual(['b']);
});

test.each([
  ['every single article', 400, ['a', 'b', 'c']],
  ['who asks', 401, ['b']],
])('a provider that refuses %s ends the batch', async (_what, status, ids) => {
  const onRefused = vi.fn();
  const summaries = summariseApart(refusing(status, ids), articles, call, onRefused);
  await expect(summaries).rejects.toThrow(`refused (${status})`);
  expect(onRefused).not.toHaveBeenCalled();
});
