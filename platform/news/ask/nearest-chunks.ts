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
/** SQLSTATE insufficient_privilege. */
const NOT_ALLOWED = '42501';

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
const createExact = (pool: Pool): NearestChunks => {
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

  return {
    find: async (vector, { id }, limit) => {
      // One after the other: two questions at once would read the same twice.
      reading = reading.then(
        () => readNewer(id),
        () => readNewer(id),
      );
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
    try {
      await pool.query('create extension if not exists vector');
    } catch (error) {
      // Some databases leave that to their administrator.
      if ((error as { code?: unknown }).code !== NOT_ALLOWED) throw error;
      return createExact(pool);
    }
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
