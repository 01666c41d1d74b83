import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createBuiltInEmbedder } from '#platform/ai/built-in-embedder';
import { chunkText, countWords } from '#platform/news/chunk-text';
import { parseNewsFeeds } from '#platform/news/feed-settings';
import { SAME_STORY } from '#platform/news/find-story';
import { parseFeed } from '#platform/news/parse-feed';
import { renderFeed } from '#platform/news/sample/render-feed';
import { articlesOf, sampleArticle, sampleFeeds } from '#platform/news/sample/sample-articles';
import { pauseAfter } from '#platform/news/source-store';
import { dot } from '#platform/text/dot';

const wordsOf = (count: number) => Array.from({ length: count }, (_, n) => `w${n}`).join(' ');

test.each([
  [1, [[0, 1]]],
  [600, [[0, 600]]],
  [
    601,
    [
      [0, 600],
      [500, 601],
    ],
  ],
  [
    1_300,
    [
      [0, 600],
      [500, 1_100],
      [1_000, 1_300],
    ],
  ],
])('%i words are cut into pieces of 600 that share 100', (count, expected) => {
  const chunks = chunkText(wordsOf(count));
  expect(chunks.map(({ fromWord, toWord }) => [fromWord, toWord])).toEqual(expected);
  for (const { text, fromWord, toWord } of chunks) {
    expect(text.split(' ')).toHaveLength(toWord - fromWord);
    expect(`${text} `.startsWith(`w${fromWord} `)).toBe(true);
    expect(` ${text}`.endsWith(` w${toWord - 1}`)).toBe(true);
  }
});

test('paragraphs survive the cut, blank text has no piece, and scripts without spaces are cut too', () => {
  expect(chunkText('One two.\n\nThree.')[0]?.text).toBe('One two.\n\nThree.');
  expect(chunkText('  \n ')).toEqual([]);
  expect(countWords('日本語です and more')).toBe(7);
  expect(chunkText('語'.repeat(1_200))).toHaveLength(3);
  expect(chunkText('x'.repeat(100_000)).length).toBeLessThan(4);
});

test('a minute brings one article, always the same one, and every feed changes within six', () => {
  const now = new Date('2026-11-22T12:00:30Z');
  const later = (minutes: number) => new Date(now.getTime() + minutes * 60_000);
  const all = (at: Date) =>
    sampleFeeds.flatMap((feed) => articlesOf(feed, at, 20).map(({ number }) => number));
  const before = new Set(all(now));
  expect(before.size).toBe(120);
  expect(all(later(1)).filter((number) => !before.has(number))).toHaveLength(1);
  expect(sampleArticle(29_000_000)).toEqual(sampleArticle(29_000_000));
  for (const feed of sampleFeeds) {
    const shown = { webUrl: 'https://jobs.example', path: `/api/sample-feeds/${feed.id}` };
    const { etag, body } = renderFeed(feed, { now, ...shown });
    expect(renderFeed(feed, { now: later(0.4), ...shown }).etag).toBe(etag);
    expect(renderFeed(feed, { now: later(6), ...shown }).etag).not.toBe(etag);
    const { items, title } = parseFeed(body, shown.webUrl, now.getTime());
    expect(title).toMatch(/\(invented samples\)$/);
    expect(items).toHaveLength(20);
    const [first] = articlesOf(feed, now, 1);
    expect(items[0]).toMatchObject({
      title: first?.title,
      url: `https://jobs.example/news/sample/${first?.number}`,
      publishedAt: first?.publishedAt.toISOString(),
      text: first?.paragraphs.join('\n\n'),
    });
    expect(body).not.toMatch(/\{\w+\}|\{[\d.]+-/);
  }
});

test('a retold story is the same story by its vector, other articles of a day hardly ever are', async () => {
  const count = 1_440;
  const articles = Array.from({ length: count }, (_, n) => sampleArticle(29_922_000 + n));
  const texts = articles.map(({ title, paragraphs }) => [title, ...paragraphs].join('\n\n'));
  const signal = new AbortController().signal;
  const vectors = await createBuiltInEmbedder().embed(texts, { signal });
  let retold = 0;
  let alike = 0;
  for (const [n, { title }] of articles.entries()) {
    const likeness = (other: number) =>
      dot(vectors[n] as Float32Array, vectors[other] as Float32Array);
    if (n > 0 && /, says [A-Z][\w ]+$/.test(title)) {
      retold += likeness(n - 1) >= SAME_STORY ? 1 : 0;
      continue;
    }
    // Articles of one template come again after 150 minutes.
    for (let other = n - 150; other >= 0; other -= 150)
      if (likeness(other) >= SAME_STORY) alike += 1;
  }
  expect(retold).toBe(count / 20);
  expect(alike).toBeLessThan(5);
});

test('feeds are configured by addresses, by JSON or by a file', () => {
  const url = 'https://example.com/news/rss.xml';
  expect(parseNewsFeeds('')).toEqual([]);
  expect(parseNewsFeeds(`${url}, http://b.example/feed`)).toEqual([
    { id: 'example-com-news-rss-xml', url, title: null },
    { id: 'b-example-feed', url: 'http://b.example/feed', title: null },
  ]);
  const list = JSON.stringify([{ id: 'mine', url, title: 'Mine' }, 'https://c.example/']);
  const parsed = [
    { id: 'mine', url, title: 'Mine' },
    { id: 'c-example', url: 'https://c.example/', title: null },
  ];
  expect(parseNewsFeeds(list)).toEqual(parsed);
  const folder = mkdtempSync(join(tmpdir(), 'feeds-'));
  try {
    const path = join(folder, 'feeds.json');
    writeFileSync(path, list);
    expect(parseNewsFeeds(path)).toEqual(parsed);
    expect(() => parseNewsFeeds(`${path}.not`)).toThrow(
      /names the file .* which cannot be used: ENOENT/,
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['[{"url":"ftp://x"}]', /entry 0.*expected are addresses/],
  ['[{"url":"https://x.example","id":"Has Capitals"}]', /entry 0/],
  ['["https://x.example","https://x.example"]', /names the url https:\/\/x.example twice/],
  ['https://x.example,https://x.example/', /names the id x-example twice/],
  ['[', /holds JSON that does not parse/],
])('%s is refused with what is wrong', (text, message) => {
  expect(() => parseNewsFeeds(text)).toThrow(message);
});

test('a failing feed is asked again at once, then later and later up to an hour, or when it says', () => {
  const minutes = [1, 2, 3, 4, 8, 9, 50].map((failures) => pauseAfter(failures, null) / 60_000);
  expect(minutes).toEqual([0, 1, 2, 4, 60, 60, 60]);
  expect(pauseAfter(1, 90_000)).toBe(90_000);
});
