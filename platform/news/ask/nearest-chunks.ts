import type { Pool } from 'pg';
import type { Embedder } from '../../ai/embedder';
import { findVectorSupport, type VectorSupport } from '../../store/vector-support';
import { dot } from '../../text/dot';

/** A chunk that is close to a question. */
export interface NearChunk {
  readonly articleId: string;
  /** Among the article's chunks, from 0. */
  readonly n: number;
  /** Cosine. */
  readonly similarity: number;
}

/** Finds the stored chunks that are closest to a vector, of the same embedder alone. */
export interface NearestChunks {
  /** At most `limit`, the closest first. */
  find(vector: Float32Array, embedder: Pick<Embedder, 'id'>, limit: number): Promise<NearChunk[]>;
}

/** Vectors held where the database cannot search them, the newest; about 40 MB with 512 figures each. */
const MOST_HELD = 20_000;
/** Vectors read at once, and re-read from before the last: transactions do not commit in the order of their times. */
const READ_AT_ONCE = 1_000;
const OVERLAP_MS = 120_000;

const nearestSql = (dims: number) => `select article_id as "articleId", n,
  1 - (embedding::vector(${dims}) <=> $1::vector(${dims})) as similarity
from news_chunks where embedding_model = $2 and cardinality(embedding) = ${dims}
order by embedding::vector(${dims}) <=> $1::vector(${dims}) limit $3`;

const createIndexed = (pool: Pool): NearestChunks => ({
  find: async (vector, { id }, limit) => {
    const asked = JSON.stringify([...vector]);
    const { rows } = await pool.query<NearChunk>(nearestSql(vector.length), [asked, id, limit]);
    return rows;
  },
});

interface Held extends Omit<NearChunk, 'similarity'> {
  readonly vector: Float32Array;
}

// Chunks are written with their article, once, and never change.
const newerSql = `select c.article_id as "articleId", c.n, c.embedding, a.created_at as "createdAt"
from news_chunks c join news_articles a on a.id = c.article_id
where c.embedding_model = $1 and c.embedding is not null and (a.created_at, c.article_id, c.n) > ($2, $3, $4)
order by a.created_at, c.article_id, c.n limit ${READ_AT_ONCE}`;
const oldestSql = `select coalesce(min(at), '-infinity') as at from (
  select a.created_at as at from news_chunks c join news_articles a on a.id = c.article_id
  where c.embedding_model = $1 order by a.created_at desc limit ${MOST_HELD}) as newest`;

interface NewerRow extends Omit<Held, 'vector'> {
  readonly embedding: readonly number[];
  readonly createdAt: Date;
}

const NO_UUID = '00000000-0000-0000-0000-000000000000';

/** Without pgvector: all vectors are held in memory and compared one by one; each question reads what is new. */
const createExact = (pool: Pool): NearestChunks => {
  const held = new Map<string, Held>();
  let model = '';
  let seenUntil: Date | null = null;
  let reading: Promise<void> = Promise.resolve();

  const readNewer = async (id: string): Promise<void> => {
    if (id !== model) {
      held.clear();
      model = id;
      seenUntil = null;
    }
    let from: [Date | string, string, number] =
      seenUntil === null
        ? [(await pool.query<{ at: Date | string }>(oldestSql, [id])).rows[0]?.at ?? '', NO_UUID, -1]
        : [new Date((seenUntil as Date).getTime() - OVERLAP_MS), NO_UUID, -1];
    if (typeof from[0] === 'number') from = ['-infinity', NO_UUID, -1];
    for (;;) {
      const { rows } = await pool.query<NewerRow>(newerSql, [id, ...from]);
      for (const { articleId, n, embedding, createdAt } of rows) {
        held.set(`${articleId} ${n}`, { articleId, n, vector: Float32Array.from(embedding) });
        seenUntil = createdAt;
      }
      const last = rows.at(-1);
      if (!last || rows.length < READ_AT_ONCE) break;
      from = [last.createdAt, last.articleId, last.n];
    }
    for (const key of held.keys()) {
      if (held.size <= MOST_HELD) break;
      held.delete(key);
    }
  };

  return {
    find: async (vector, { id }, limit) => {
      // One after the other: two questions at once would read the same twice.
      reading = reading.then(() => readNewer(id), () => readNewer(id));
      await reading;
      return [...held.values()]
        .filter((one) => one.vector.length === vector.length)
        .map((one) => ({ articleId: one.articleId, n: one.n, similarity: dot(one.vector, vector) }))
        .sort((one, other) => other.similarity - one.similarity)
        .slice(0, limit);
    },
  };
};

/**
 * By an index of pgvector where the database has it, else in memory.
 *
 * @param support default: the database is asked at the first search
 */
export const createNearestChunks = (pool: Pool, support?: VectorSupport): NearestChunks => {
  let chosen: Promise<NearestChunks> | undefined;
  const choose = async (): Promise<NearestChunks> => {
    if ((support ?? (await findVectorSupport(pool))) === 'exact') return createExact(pool);
    await pool.query('create extension if not exists vector');
    return createIndexed(pool);
  };
  return {
    find: async (...asked) => {
      chosen ??= choose().catch((error: unknown) => {
        chosen = undefined;
        throw error;
      });
      return (await chosen).find(...asked);
    },
  };
};
