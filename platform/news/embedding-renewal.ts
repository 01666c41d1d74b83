import type { Pool } from 'pg';

/** A piece whose vector another model made. */
export interface OutdatedChunk {
  readonly articleId: string;
  readonly n: number;
  /** As it is embedded: the article's title and the piece. */
  readonly text: string;
}

/** By ranges on both sides of the model: the index answers that, not “another one”. */
const findSql = `
select c.article_id as "articleId", c.n, a.title || E'\\n\\n' || c."text" as text from (
  (select article_id, n, "text" from news_chunks where embedding_model < $1 limit $2)
  union all (select article_id, n, "text" from news_chunks where embedding_model > $1 limit $2)
  limit $2) c
join news_articles a on a.id = c.article_id`;

const replaceSql = `
update news_chunks c set embedding = g.embedding::real[], embedding_model = $4
from unnest($1::uuid[], $2::int[], $3::text[]) as g(article_id, n, embedding)
where c.article_id = g.article_id and c.n = g.n`;

/** Brings the vectors of stored pieces to the model in use, after a change of model. */
export const createEmbeddingRenewal = (pool: Pool, model: string) => ({
  /** Some of those that another model made. */
  find: async (limit: number): Promise<OutdatedChunk[]> =>
    (await pool.query<OutdatedChunk>(findSql, [model, limit])).rows,

  /** @param vectors one per chunk, in order */
  replace: async (
    chunks: readonly OutdatedChunk[],
    vectors: readonly Float32Array[],
  ): Promise<void> => {
    await pool.query(replaceSql, [
      chunks.map(({ articleId }) => articleId),
      chunks.map(({ n }) => n),
      vectors.map((vector) => `{${vector.join(',')}}`),
      model,
    ]);
  },
});
