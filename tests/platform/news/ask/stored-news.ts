import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { createBuiltInEmbedder } from '#platform/ai/built-in-embedder';
import type { Embedder } from '#platform/ai/embedder';
import { chunkText } from '#platform/news/chunk-text';

export interface StoredDocument {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Id of the document whose story it tells as well. */
  readonly story?: string;
}

const read = <T>(name: string): T =>
  JSON.parse(readFileSync(join(import.meta.dirname, name), 'utf8')) as T;

/** Forty short articles: half news of digital money, half first aid. */
export const documents = read<StoredDocument[]>('documents.json');
/** A question each, and the document that answers it; half of them share hardly a word with it. */
export const questions = read<{ question: string; document: string }[]>('questions.json');

/** A document's id as an article's: the same each time. */
export const articleIdOf = (id: string): string => {
  const hex = createHash('sha256').update(id).digest('hex').slice(0, 32);
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};

const calm = () => ({ signal: new AbortController().signal });

/** Puts documents where an ingestion would put them. */
export const storeNews = async (
  pool: Pool,
  given: readonly StoredDocument[],
  embedder: Embedder = createBuiltInEmbedder(),
): Promise<void> => {
  await pool.query(
    `insert into news_sources (id, url, title, sample) values ('wire', 'https://wire.example/rss', 'The Wire', true)
     on conflict do nothing`,
  );
  for (const { id, title, text, story } of given) {
    const articleId = articleIdOf(id);
    const url = `https://wire.example/${id}`;
    await pool.query(
      `insert into news_articles (id, source_id, url, url_key, title, published_at, text, word_count, summary,
         summary_engine, story_id, language, job_id)
       values ($1, 'wire', $2, $2, $3, '2026-11-17T09:12:00Z', $4, 100, $3, 'test', $5, 'en', $6)`,
      [articleId, url, title, text, articleIdOf(story ?? id), randomUUID()],
    );
    const chunks = chunkText(text);
    const vectors = await embedder.embed(
      chunks.map((chunk) => `${title}\n\n${chunk.text}`),
      calm(),
    );
    for (const [index, chunk] of chunks.entries()) {
      await pool.query(
        `insert into news_chunks (article_id, n, text, from_word, to_word, embedding, embedding_model)
         values ($1, $2, $3, $4, $5, $6, $7)`,
        [
          articleId,
          chunk.n,
          chunk.text,
          chunk.fromWord,
          chunk.toWord,
          [...(vectors[index] as Float32Array)],
          embedder.id,
        ],
      );
    }
  }
};
