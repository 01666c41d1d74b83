import type { Pool } from 'pg';
import type { Embedder } from '../../ai/embedder';
import type { VectorSupport } from '../../store/vector-support';
import { dot } from '../../text/dot';
import { prepareVectorIndex, vectorTypeOf } from '../vector-index';

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

// Written as the index is made, so that it is used: with its cast, and its model.
const nearestSql = (type: string | null) => `select article_id as "articleId", n,
  1 - (embedding::${type} <=> $1::${type}) as similarity
from news_chunks where embedding_model = $2
order by embedding::${type} <=> $1::${type} limit $3`;

const findIndexed = async (
  pool: Pool,
  vector: Float32Array,
  model: string,
  limit: number,
): Promise<NearChunk[]> => {
  const sql = nearestSql(vectorTypeOf(vector.length));
  return (await pool.query<NearChunk>(sql, [JSON.stringify([...vector]), model, limit])).rows;
};

interface Held extends Omit<NearChunk, 'similarity'> {
  readonly vector: Float32Array;
}

/** Where reading goes on: time as Postgres writes it, to the microsecond. */
type Place = readonly [createdAt: string, articleId: string, n: number];
const BEFORE_ALL: Place = ['-infinity', '00000000-0000-0000-0000-000000000000', -1];

// Chunks are written with their article, once, and never change.
const newerSql = `select c.article_id as "articleId", c.n, c.embedding, a.created_at::text as "createdAt"
from news_chunks c join news_articles a on a.id = c.article_id
where c.embedding_model = $1 and c.embedding is not null
  and (a.created_at, c.article_id, c.n) > ($2::timestamptz, $3::uuid, $4::int)
order by a.created_at, c.article_id, c.n limit ${READ_AT_ONCE}`;
/** The time of the oldest vector that is still held. */
const oldestSql = `select a.created_at::text as "createdAt"
from news_chunks c join news_articles a on a.id = c.article_id
where c.embedding_model = $1 order by a.created_at desc offset ${MOST_HELD - 1} limit 1`;
const againSql = `select ($1::timestamptz - interval '${OVERLAP_MS} milliseconds')::text as "createdAt"`;

interface NewerRow extends Omit<Held, 'vector'> {
  readonly embedding: readonly number[];
  readonly createdAt: string;
}

/** Without pgvector: all vectors are held in memory and compared one by one; each question reads what is new. */
const createExact = (pool: Pool) => {
  const held = new Map<string, Held>();
  let model = '';
  let newest: string | undefined;
  let reading: Promise<void> = Promise.resolve();

  const beginning = async (id: string): Promise<Place> => {
    const [sql, asked] = newest === undefined ? [oldestSql, id] : [againSql, newest];
    const { rows } = await pool.query<{ createdAt: string }>(sql, [asked]);
    const [, articleId, n] = BEFORE_ALL;
    return rows[0] ? [rows[0].createdAt, articleId, n] : BEFORE_ALL;
  };

  const readNewer = async (id: string): Promise<void> => {
    if (id !== model) {
      held.clear();
      model = id;
      newest = undefined;
    }
    for (let from: Place | undefined = await beginning(id); from; ) {
      const { rows }: { rows: NewerRow[] } = await pool.query<NewerRow>(newerSql, [id, ...from]);
      for (const { articleId, n, embedding } of rows) {
        held.set(`${articleId} ${n}`, { articleId, n, vector: Float32Array.from(embedding) });
      }
      const last = rows.at(-1);
      newest = last?.createdAt ?? newest;
      from =
        last && rows.length === READ_AT_ONCE ? [last.createdAt, last.articleId, last.n] : undefined;
    }
    for (const key of held.keys()) {
      if (held.size <= MOST_HELD) break;
      held.delete(key);
    }
  };

  return async (vector: Float32Array, id: string, limit: number): Promise<NearChunk[]> => {
    const read = () => readNewer(id);
    // One after the other: two questions at once would read the same twice.
    reading = reading.then(read, read);
    await reading;
    return [...held.values()]
      .filter((one) => one.vector.length === vector.length)
      .map((one) => ({ articleId: one.articleId, n: one.n, similarity: dot(one.vector, vector) }))
      .sort((one, other) => other.similarity - one.similarity)
      .slice(0, limit);
  };
};

/**
 * By an index of pgvector where the database has it, else in memory.
 *
 * @param support default: as the database can
 */
export const createNearestChunks = (pool: Pool, support?: VectorSupport): NearestChunks => {
  const findExact = createExact(pool);
  return {
    find: async (vector, { id }, limit) => {
      const way = support ?? (await prepareVectorIndex(pool, id, vector.length));
      if (way === 'exact') return findExact(vector, id, limit);
      return findIndexed(pool, vector, id, limit);
    },
  };
};
