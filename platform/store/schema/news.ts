import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  customType,
  date,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core';
import { vectorColumns } from '../vector-support';

const time = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });
const tsvector = customType<{ data: string }>({ dataType: () => 'tsvector' });

/** One row a feed. A feed that is no longer configured stays, not `enabled`, as long as its articles do. */
export const newsSources = pgTable('news_sources', {
  /** Slug, given or made from the address. */
  id: text('id').primaryKey(),
  url: text('url').notNull(),
  /** As configured, or as the feed calls itself. */
  title: text('title').notNull(),
  /** Whether its articles are invented samples: whatever shows or quotes one says so. */
  sample: boolean('sample').notNull().default(false),
  enabled: boolean('enabled').notNull().default(true),
  /** As of the last answer of which every article was stored: the next request asks for what is newer. */
  etag: text('etag'),
  lastModified: text('last_modified'),
  /** Of that answer's body, for servers that know neither. */
  contentHash: text('content_hash'),
  lastFetchAt: time('last_fetch_at'),
  lastOkAt: time('last_ok_at'),
  /** What went wrong last, for people; null once a fetch succeeded. */
  lastError: text('last_error'),
  /** Fetches that failed since the last that did not. */
  failures: integer('failures').notNull().default(0),
  /** Not fetched before this: a failing feed is left alone, longer each time. */
  nextFetchAt: time('next_fetch_at'),
  /** Articles stored so far, whether or not they are still kept. */
  articles: integer('articles').notNull().default(0),
  createdAt: time('created_at').notNull().defaultNow(),
});

/** What each source brought on each day (UTC). */
export const newsSourceStats = pgTable(
  'news_source_stats',
  {
    sourceId: text('source_id')
      .notNull()
      .references(() => newsSources.id, { onDelete: 'cascade' }),
    day: date('day', { mode: 'string' }).notNull(),
    /** Requests, failed and unchanged ones included. */
    fetched: integer('fetched').notNull().default(0),
    /** Articles stored. */
    newArticles: integer('new').notNull().default(0),
    /** Of those, articles that tell a story another article told before. */
    duplicates: integer('duplicates').notNull().default(0),
    failures: integer('failures').notNull().default(0),
    bytes: bigint('bytes', { mode: 'number' }).notNull().default(0),
    /** Spent waiting for its answers, in milliseconds. */
    ms: bigint('ms', { mode: 'number' }).notNull().default(0),
  },
  (table) => [primaryKey({ columns: [table.sourceId, table.day] })],
);

/** An article, written once, in one transaction with its chunks, and never changed. */
export const newsArticles = pgTable(
  'news_articles',
  {
    id: uuid('id').primaryKey(),
    sourceId: text('source_id')
      .notNull()
      .references(() => newsSources.id, { onDelete: 'cascade' }),
    /** As the feed gave it: http or https, to be shown and followed. */
    url: text('url').notNull(),
    /** The same without what only tracks; two spellings of one address have one key. */
    urlKey: text('url_key').notNull().unique(),
    title: text('title').notNull(),
    author: text('author'),
    /** As the feed says, never in the future; null where it says nothing that is a date. */
    publishedAt: time('published_at'),
    /** Plain text, paragraphs parted by an empty line. */
    text: text('text').notNull(),
    wordCount: integer('word_count').notNull(),
    summary: text('summary').notNull(),
    /** `Summarizer.engine`. */
    summaryEngine: text('summary_engine').notNull(),
    /** The id of the story's first article: its own, unless an earlier one says nearly the same. */
    storyId: uuid('story_id').notNull(),
    /** BCP 47, as the feed says. */
    language: text('language'),
    jobId: text('job_id').notNull(),
    createdAt: time('created_at').notNull().defaultNow(),
    /** For `websearch_to_tsquery('english', …)`. */
    search: tsvector('search').generatedAlwaysAs(
      sql`setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B') || setweight(to_tsvector('english', "text"), 'C')`,
    ),
  },
  (table) => [
    index('news_articles_search').using('gin', table.search),
    index('news_articles_story').on(table.storyId),
    index('news_articles_source').on(table.sourceId, table.createdAt),
    index('news_articles_created').on(table.createdAt),
  ],
);

/**
 * The pieces of an article that are searched by meaning. Where the database has pgvector there is an HNSW
 * index per embedder, made by platform/news/vector-index.ts when the embedder is first used; a query that is to
 * use it repeats cast and model:
 *
 *     select … from news_chunks where embedding_model = 'builtin-512@1'
 *     order by embedding::vector(512) <=> $1::vector(512) limit 20
 *
 * Elsewhere vectors are read and compared by `dot`.
 */
export const newsChunks = pgTable(
  'news_chunks',
  {
    articleId: uuid('article_id')
      .notNull()
      .references(() => newsArticles.id, { onDelete: 'cascade' }),
    /** From 0. */
    n: integer('n').notNull(),
    /** Up to 600 words of the article; 100 of them are the end of the one before. */
    text: text('text').notNull(),
    /** Of its first word among the article's, from 0, and of the one after its last. */
    fromWord: integer('from_word').notNull(),
    toWord: integer('to_word').notNull(),
    ...vectorColumns,
  },
  (table) => [
    primaryKey({ columns: [table.articleId, table.n] }),
    index('news_chunks_model').on(table.embeddingModel),
  ],
);

/** Articles that have been removed for their age, lest a feed that still lists them brings them back. */
export const newsForgotten = pgTable(
  'news_forgotten',
  {
    /** `md5(url_key)::uuid`. */
    key: uuid('key').primaryKey(),
    at: time('at').notNull().defaultNow(),
  },
  (table) => [index('news_forgotten_at').on(table.at)],
);
