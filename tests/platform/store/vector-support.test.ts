import { drizzle } from 'drizzle-orm/node-postgres';
import { pgTable, text } from 'drizzle-orm/pg-core';
import { Pool } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createBuiltInEmbedder } from '#platform/ai/built-in-embedder';
import { findVectorSupport, vectorColumns } from '#platform/store/vector-support';
import { dot } from '#platform/text/dot';
import { startPostgres, type TestPostgres } from '../../helpers/postgres-server';

const topics = pgTable('topics_of_a_test', { name: text('name').primaryKey(), ...vectorColumns });
const texts = ['Cool the burn.', 'Stop the bleeding.', 'Keep the airway open.'];

let postgres: TestPostgres;
let pool: Pool;
const vectors = new Map<string, Float32Array>();
beforeAll(async () => {
  postgres = await startPostgres();
  pool = new Pool({ connectionString: postgres.url, max: 1 });
  await pool.query(
    'create table topics_of_a_test (name text primary key, embedding real[], embedding_model text)',
  );
  const embedder = createBuiltInEmbedder();
  const made = await embedder.embed(texts, { signal: new AbortController().signal });
  for (const [n, name] of texts.entries()) vectors.set(name, made[n] as Float32Array);
  const rows = texts.map((name) => ({
    name,
    embedding: [...(vectors.get(name) as Float32Array)],
    embeddingModel: embedder.id,
  }));
  await drizzle(pool).insert(topics).values(rows);
});
afterAll(async () => {
  await pool.end();
  await postgres.stop();
});

test('a vector comes back from plain columns as it went in', async () => {
  for (const { name, embedding } of await drizzle(pool).select().from(topics)) {
    const vector = Float32Array.from(embedding ?? []);
    expect(dot(vector, vectors.get(name) as Float32Array)).toBeCloseTo(1, 5);
  }
});

test('with pgvector the same columns are searched by index', async () => {
  expect(await findVectorSupport(pool)).toBe('pgvector');
  await pool.query('create extension if not exists vector');
  await pool.query(
    `create index on topics_of_a_test using hnsw ((embedding::vector(512)) vector_cosine_ops)
     where embedding_model = 'builtin-512@1'`,
  );
  const asked = JSON.stringify([...(vectors.get('Stop the bleeding.') as Float32Array)]);
  const query = `select name from topics_of_a_test where embedding_model = 'builtin-512@1'
    order by embedding::vector(512) <=> $1::vector limit 1`;
  expect((await pool.query(query, [asked])).rows).toEqual([{ name: 'Stop the bleeding.' }]);
  await pool.query('set enable_seqscan = off');
  const { rows } = await pool.query<{ 'QUERY PLAN': string }>(`explain ${query}`, [asked]);
  expect(rows.map((row) => row['QUERY PLAN']).join('\n')).toMatch(/Index Scan/);
});

test('a Postgres without pgvector is told apart', async () => {
  const plain = { query: async () => ({ rows: [] }) } as unknown as Pool;
  expect(await findVectorSupport(plain)).toBe('exact');
});
