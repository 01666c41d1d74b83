import { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createBuiltInEmbedder } from '#platform/ai/built-in-embedder';
import type { Embedder } from '#platform/ai/embedder';
import { createNearestChunks } from '#platform/news/ask/nearest-chunks';
import { searchNews } from '#platform/news/ask/search-news';
import { startPostgres, type TestPostgres } from '../../../helpers/postgres-server';
import { articleIdOf, documents, questions, storeNews } from './stored-news';

let postgres: TestPostgres;
let pool: Pool;
const embedder = createBuiltInEmbedder();
const calm = () => ({ signal: new AbortController().signal });

beforeAll(async () => {
  postgres = await startPostgres();
  pool = new Pool({ connectionString: postgres.url, max: 2 });
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

const search = (question: string, way?: 'exact', by: Embedder = embedder) =>
  searchNews({ pool, embedder: by, nearest: createNearestChunks(pool, way) }, question, calm());

test('without an article there is nothing to find, and nobody is asked for a vector', async () => {
  const refuse = { ...embedder, embed: () => Promise.reject(new Error('asked')) };
  expect(await search('Why was the bridge closed?', undefined, refuse)).toMatchObject({
    articles: 0,
    passages: [],
    missing: [],
  });
});

describe('over forty articles', () => {
  beforeAll(() => storeNews(pool, documents));

  test.each([
    ['by an index of pgvector', undefined],
    ['without pgvector', 'exact'],
  ] as const)(
    'at least nine questions of ten find their article among the first three: %s',
    async (_, way) => {
      const nearest = createNearestChunks(pool, way);
      const places: number[] = [];
      for (const { question, document } of questions) {
        const { passages } = await searchNews({ pool, embedder, nearest }, question, calm());
        places.push(passages.findIndex(({ articleId }) => articleId === articleIdOf(document)));
      }
      const among = places.filter((place) => place >= 0 && place < 3).length;
      expect(among / questions.length).toBeGreaterThanOrEqual(0.9);
      expect(places.filter((place) => place === 0).length / questions.length).toBeGreaterThan(0.7);
    },
  );

  test('a passage says where it is from and which of its words come closest', async () => {
    const { passages, articles } = await search(
      'How fast should chest compressions be given in CPR?',
    );
    expect(articles).toBe(40);
    expect(passages[0]).toMatchObject({
      n: 1,
      articleId: articleIdOf('m06'),
      title: 'Cardiac arrest and CPR',
      url: 'https://wire.example/m06',
      source: 'The Wire',
      sample: true,
      publishedAt: '2026-11-17T09:12:00.000Z',
      piece: { at: 1, of: 1 },
      others: [],
    });
    expect(passages[0]?.quote).toContain('100 to 120 compressions per minute');
    expect(passages[0]?.similarity).toBeGreaterThan(0.5);
    expect(passages.map(({ n }) => n)).toEqual(passages.map((_, index) => index + 1));
  });

  test.each([
    ['What is the price of Dogecoin?', ['Dogecoin']],
    ['What did Okonkwo-Price tell the court in Reykjavik?', ['Okonkwo-Price', 'Reykjavik']],
    ['Was the XJ-900 recalled?', ['XJ-900']],
    ['Xylophonia festival tickets', ['Xylophonia']],
    ['who won the football cup', ['won', 'football', 'cup']],
  ])('names that no article holds are told: %s', async (question, missing) => {
    expect((await search(question)).missing).toEqual(missing);
  });

  test.each([
    'What backs the dollar token issued by Meridian?',
    // Another form of a word that is there, part of the world, a headline’s capitals.
    'What do Europeans have to do?',
    'Why did a South American bank stop?',
    'Which Bastion Hardware Wallet Numbers Are Broken Now?',
    'My child spilled boiling tea on her arm',
  ])('and what is no name, or is held, is not missed: %s', async (question) => {
    expect((await search(question)).missing).toEqual([]);
  });

  test('a question of signs, quotes or operators is only a question', async () => {
    for (const question of [
      "'; drop table news_articles --",
      ':* & | !',
      '\\',
      '"a" <-> b',
      '?'.repeat(500),
    ]) {
      expect((await search(question)).articles).toBe(40);
    }
  });

  test('vectors of another embedder are never compared; words still find', async () => {
    const other: Embedder = { ...embedder, id: 'other@1' };
    const { passages } = await search(
      'What backs the dollar token issued by Meridian?',
      undefined,
      other,
    );
    expect(passages.map(({ similarity }) => similarity)).toEqual(passages.map(() => null));
    expect(passages.map(({ articleId }) => articleId)).toContain(articleIdOf('d04'));
    const exact = await search('What backs the dollar token issued by Meridian?', 'exact', other);
    expect(exact.passages).toEqual(passages);
  });

  test('a story is found once, with whoever else tells it; what is stored later is found too', async () => {
    const nearest = createNearestChunks(pool, 'exact');
    const parts = { pool, embedder, nearest };
    const question = 'Which hospital opened a ward for storks?';
    const before = await searchNews(parts, question, calm());
    expect(before.passages.map(({ title }) => title)).not.toContain('Ward for storks opens');
    const text = 'The hospital of Norwick opened a ward for storks with broken wings on Tuesday.';
    await storeNews(pool, [
      { id: 's1', title: 'Ward for storks opens', text },
      { id: 's2', title: 'Storks get a ward', text, story: 's1' },
    ]);
    for (const { passages } of [
      await searchNews(parts, question, calm()),
      await search(question),
    ]) {
      expect(passages.filter(({ title }) => /stork/i.test(title))).toHaveLength(1);
      expect(passages[0]?.others).toHaveLength(1);
      const told = [passages[0]?.articleId, passages[0]?.others[0]?.articleId].sort();
      expect(told).toEqual([articleIdOf('s1'), articleIdOf('s2')].sort());
    }
  });
});
