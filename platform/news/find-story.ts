import type { Pool } from 'pg';
import type { VectorSupport } from '../store/vector-support';
import { dot } from '../text/dot';
import { vectorTypeOf } from './vector-index';

/**
 * From this cosine on, two articles tell one story. Copies that were cut or lightly edited have .98 and more, different
 * stories .75 at most; an embedder of a provider spreads them otherwise, but not nearer than this.
 */
export const SAME_STORY = 0.95;
/** A story is retold within this, in days. */
const WITHIN_DAYS = 3;
/** Nearest pieces that are looked at by index. */
const NEAREST = 20;
/** Latest articles that are compared where there is no index. */
const LATEST = 1_000;

const since = `a.created_at > now() - interval '${WITHIN_DAYS} days'`;

/** The beginnings of articles alone: the inner query is what the index answers. */
const nearestSql = (type: string) => `
select a.story_id as "storyId", 1 - c.distance as likeness from (
  select article_id, n, embedding::${type} <=> $2::${type} as distance from news_chunks
  where embedding_model = $1 order by embedding::${type} <=> $2::${type} limit ${NEAREST}) c
join news_articles a on a.id = c.article_id where c.n = 0 and ${since}
order by c.distance, a.created_at limit 1`;

const latestSql = `
select a.story_id as "storyId", c.embedding from news_articles a
join news_chunks c on c.article_id = a.id and c.n = 0
where c.embedding_model = $1 and ${since} order by a.created_at desc limit ${LATEST}`;

export interface StoryFinder {
  /** The story that a stored article tells nearly like this; null where none does. */
  find(vector: Float32Array): Promise<string | null>;
  /** An article that was stored meanwhile. */
  add(vector: Float32Array, storyId: string): void;
}

/** Compares by index. */
const byIndex = (pool: Pool, model: string, type: string): StoryFinder => ({
  find: async (vector) => {
    const { rows } = await pool.query<{ storyId: string; likeness: number }>(nearestSql(type), [
      model,
      JSON.stringify([...vector]),
    ]);
    const [nearest] = rows;
    return nearest && nearest.likeness >= SAME_STORY ? nearest.storyId : null;
  },
  add: () => {},
});

/** Reads the latest ones once and compares them all. */
const byReading = (pool: Pool, model: string): StoryFinder => {
  let latest: Promise<{ storyId: string; vector: Float32Array }[]> | undefined;
  const read = async () => {
    const { rows } = await pool.query<{ storyId: string; embedding: number[] }>(latestSql, [model]);
    return rows.map(({ storyId, embedding }) => ({
      storyId,
      vector: Float32Array.from(embedding),
    }));
  };
  const added: { storyId: string; vector: Float32Array }[] = [];
  return {
    find: async (vector) => {
      latest ??= read();
      let best = { storyId: '', likeness: -1 };
      for (const { storyId, vector: other } of [...(await latest), ...added]) {
        const likeness = dot(vector, other);
        if (likeness > best.likeness) best = { storyId, likeness };
      }
      return best.likeness >= SAME_STORY ? best.storyId : null;
    },
    add: (vector, storyId) => void added.push({ vector, storyId }),
  };
};

/** For one run: finds the stories that its articles retell. */
export const createStoryFinder = (
  pool: Pool,
  model: string,
  dims: number,
  support: VectorSupport,
): StoryFinder => {
  const type = support === 'pgvector' ? vectorTypeOf(dims) : null;
  return type ? byIndex(pool, model, type) : byReading(pool, model);
};
