import { real, text } from 'drizzle-orm/pg-core';
import type { Pool } from 'pg';

/**
 * Columns for a vector, for any Postgres: `real[]`, since pgvector may be missing, with the id of whatever
 * made it. Where pgvector is there, a table is searched by index all the same, one per id, and every query must
 * repeat the cast and the id:
 *
 *     create index on topics using hnsw ((embedding::vector(512)) vector_cosine_ops)
 *       where embedding_model = 'builtin-512@1'
 *
 * Without it a few thousand vectors are read and compared by `dot` (platform/text/dot.ts).
 */
export const vectorColumns = {
  /** Of length 1. Null until it is made. */
  embedding: real('embedding').array(),
  /** The embedder's `id`; vectors of different ids are never compared. */
  embeddingModel: text('embedding_model'),
};

/** How vectors can be searched: by an index of pgvector, or by reading them all. */
export type VectorSupport = 'pgvector' | 'exact';

/** Asks the database whether pgvector is, or may be, installed. Changes nothing. */
export const findVectorSupport = async (pool: Pool): Promise<VectorSupport> => {
  const { rows } = await pool.query(`select 1 from pg_available_extensions where name = 'vector'`);
  return rows.length > 0 ? 'pgvector' : 'exact';
};
