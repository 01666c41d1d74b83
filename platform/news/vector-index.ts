import { createHash } from 'node:crypto';
import { escapeLiteral, type Pool } from 'pg';
import { findVectorSupport, type VectorSupport } from '../store/vector-support';

/** Most figures that pgvector's HNSW indexes, whole and at half precision. */
const MAX_VECTOR_DIMS = 2_000;
const MAX_HALF_DIMS = 4_000;

/**
 * The type to which a query and its index cast `news_chunks.embedding`; null: vectors of this length have no index.
 *
 * @throws RangeError where it is no length
 */
export const vectorTypeOf = (dims: number): string | null => {
  if (!Number.isInteger(dims) || dims < 1) throw new RangeError(`A vector has no ${dims} figures.`);
  if (dims > MAX_HALF_DIMS) return null;
  return dims > MAX_VECTOR_DIMS ? `halfvec(${dims})` : `vector(${dims})`;
};

const indexName = (model: string, dims: number): string =>
  `news_chunks_hnsw_${createHash('sha256').update(`${model} ${dims}`).digest('hex').slice(0, 12)}`;

const create = async (pool: Pool, model: string, dims: number): Promise<VectorSupport> => {
  const type = vectorTypeOf(dims);
  if (type === null || (await findVectorSupport(pool)) === 'exact') return 'exact';
  const name = indexName(model, dims);
  const there = await pool.query(`select 1 from pg_indexes where indexname = $1`, [name]);
  if (there.rows.length > 0) return 'pgvector';
  await pool.query('create extension if not exists vector');
  const half = type.startsWith('halfvec') ? 'halfvec_cosine_ops' : 'vector_cosine_ops';
  await pool.query(
    `create index if not exists ${name} on news_chunks using hnsw ((embedding::${type}) ${half})
     where embedding_model = ${escapeLiteral(model)}`,
  );
  return 'pgvector';
};

const ready = new WeakMap<Pool, Map<string, Promise<VectorSupport>>>();

/**
 * Makes sure that chunks of a model are searched by index, where the database can: pgvector is installed and the index
 * made when a model is first used. Says how to search. Cheap after the first time.
 *
 * @param onRefused told why the database that has pgvector gave no index, such as a missing right
 */
export const prepareVectorIndex = (
  pool: Pool,
  model: string,
  dims: number,
  onRefused: (error: unknown) => void = () => {},
): Promise<VectorSupport> => {
  const models = ready.get(pool) ?? new Map<string, Promise<VectorSupport>>();
  ready.set(pool, models);
  const key = `${model} ${dims}`;
  const known = models.get(key);
  if (known) return known;
  const made = create(pool, model, dims).catch((error: unknown) => {
    // Another process may have been making it: the next call looks again.
    models.delete(key);
    onRefused(error);
    return 'exact' as const;
  });
  models.set(key, made);
  return made;
};
