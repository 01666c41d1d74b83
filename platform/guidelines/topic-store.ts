import type { Pool } from 'pg';
import type { KeyFact, QaPair } from '#contracts/guidelines';
import type { Engine } from '#contracts/job';
import { asDependencyError } from '../store/transient';

/** Enough of a row to tell whether its topic has to be learnt again. */
export interface TopicMark {
  readonly topicId: string;
  readonly contentHash: string;
  readonly engineId: string;
  readonly embeddingModel: string | null;
  readonly facts: number;
  readonly questions: number;
  readonly learnedAt: Date;
  readonly jobId: string;
}

/** A row of `guideline_topics` to be written. */
export interface LearntTopic {
  readonly curriculum: string;
  readonly topicId: string;
  readonly title: string;
  readonly contentHash: string;
  readonly summary: string;
  readonly facts: readonly KeyFact[];
  readonly qa: readonly QaPair[];
  readonly engine: Engine;
  readonly engineId: string;
  readonly embedding: readonly number[];
  readonly embeddingModel: string;
  readonly jobId: string;
}

/** A row as readers get it. */
export interface StoredTopic
  extends Pick<LearntTopic, 'contentHash' | 'summary' | 'facts' | 'qa' | 'engine'> {
  readonly embeddingModel: string | null;
  readonly dims: number | null;
  readonly learnedAt: Date;
}

/** What has been learnt of the topics of a curriculum, in Postgres. */
export interface TopicStore {
  /** One mark per topic that has been learnt, by its id. @param topicIds default all */
  marks(curriculum: string, topicIds?: readonly string[]): Promise<Map<string, TopicMark>>;
  find(curriculum: string, topicId: string): Promise<StoredTopic | null>;
  /** Takes the place of what was learnt before; safe to repeat. */
  save(topic: LearntTopic): Promise<void>;
}

const marksSql = `select topic_id as "topicId", content_hash as "contentHash", engine_id as "engineId",
  embedding_model as "embeddingModel", jsonb_array_length(facts) as facts,
  jsonb_array_length(qa) as questions, learned_at as "learnedAt", job_id as "jobId"
from guideline_topics where curriculum = $1 and ($2::text[] is null or topic_id = any($2))`;

const findSql = `select content_hash as "contentHash", summary, facts, qa, engine,
  embedding_model as "embeddingModel", cardinality(embedding) as dims, learned_at as "learnedAt"
from guideline_topics where curriculum = $1 and topic_id = $2`;

const saveSql = `insert into guideline_topics (curriculum, topic_id, title, content_hash, summary, facts, qa,
  engine, engine_id, embedding, embedding_model, job_id)
values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
on conflict (curriculum, topic_id) do update set title = excluded.title, content_hash = excluded.content_hash,
  summary = excluded.summary, facts = excluded.facts, qa = excluded.qa, engine = excluded.engine,
  engine_id = excluded.engine_id, embedding = excluded.embedding, embedding_model = excluded.embedding_model,
  job_id = excluded.job_id, learned_at = now()`;

/** Every method throws AppError `dependency_unavailable` where Postgres is away. */
export const createTopicStore = (pool: Pool): TopicStore => {
  const ask = async <R extends object>(sql: string, values: unknown[]): Promise<R[]> => {
    try {
      return (await pool.query<R>(sql, values)).rows;
    } catch (error) {
      throw asDependencyError(error);
    }
  };
  return {
    marks: async (curriculum, topicIds) => {
      const rows = await ask<TopicMark>(marksSql, [curriculum, topicIds ?? null]);
      return new Map(rows.map((row) => [row.topicId, row]));
    },
    find: async (curriculum, topicId) =>
      (await ask<StoredTopic>(findSql, [curriculum, topicId]))[0] ?? null,
    save: async (topic) => {
      await ask(saveSql, [
        topic.curriculum,
        topic.topicId,
        topic.title,
        topic.contentHash,
        topic.summary,
        JSON.stringify(topic.facts),
        JSON.stringify(topic.qa),
        JSON.stringify(topic.engine),
        topic.engineId,
        topic.embedding,
        topic.embeddingModel,
        topic.jobId,
      ]);
    },
  };
};
