CREATE TABLE "news_articles" (
	"id" uuid PRIMARY KEY NOT NULL,
	"source_id" text NOT NULL,
	"url" text NOT NULL,
	"url_key" text NOT NULL,
	"title" text NOT NULL,
	"author" text,
	"published_at" timestamp with time zone,
	"text" text NOT NULL,
	"word_count" integer NOT NULL,
	"summary" text NOT NULL,
	"summary_engine" text NOT NULL,
	"story_id" uuid NOT NULL,
	"language" text,
	"job_id" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"search" "tsvector" GENERATED ALWAYS AS (setweight(to_tsvector('english', title), 'A') || setweight(to_tsvector('english', summary), 'B') || setweight(to_tsvector('english', "text"), 'C')) STORED,
	CONSTRAINT "news_articles_url_key_unique" UNIQUE("url_key")
);
--> statement-breakpoint
CREATE TABLE "news_chunks" (
	"article_id" uuid NOT NULL,
	"n" integer NOT NULL,
	"text" text NOT NULL,
	"from_word" integer NOT NULL,
	"to_word" integer NOT NULL,
	"embedding" real[],
	"embedding_model" text,
	CONSTRAINT "news_chunks_article_id_n_pk" PRIMARY KEY("article_id","n")
);
--> statement-breakpoint
CREATE TABLE "news_forgotten" (
	"key" uuid PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "news_source_stats" (
	"source_id" text NOT NULL,
	"day" date NOT NULL,
	"fetched" integer DEFAULT 0 NOT NULL,
	"new" integer DEFAULT 0 NOT NULL,
	"duplicates" integer DEFAULT 0 NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"bytes" bigint DEFAULT 0 NOT NULL,
	"ms" bigint DEFAULT 0 NOT NULL,
	CONSTRAINT "news_source_stats_source_id_day_pk" PRIMARY KEY("source_id","day")
);
--> statement-breakpoint
CREATE TABLE "news_sources" (
	"id" text PRIMARY KEY NOT NULL,
	"url" text NOT NULL,
	"title" text NOT NULL,
	"sample" boolean DEFAULT false NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"etag" text,
	"last_modified" text,
	"content_hash" text,
	"last_fetch_at" timestamp with time zone,
	"last_ok_at" timestamp with time zone,
	"last_error" text,
	"failures" integer DEFAULT 0 NOT NULL,
	"next_fetch_at" timestamp with time zone,
	"articles" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "news_articles" ADD CONSTRAINT "news_articles_source_id_news_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."news_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "news_chunks" ADD CONSTRAINT "news_chunks_article_id_news_articles_id_fk" FOREIGN KEY ("article_id") REFERENCES "public"."news_articles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "news_source_stats" ADD CONSTRAINT "news_source_stats_source_id_news_sources_id_fk" FOREIGN KEY ("source_id") REFERENCES "public"."news_sources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "news_articles_search" ON "news_articles" USING gin ("search");--> statement-breakpoint
CREATE INDEX "news_articles_story" ON "news_articles" USING btree ("story_id");--> statement-breakpoint
CREATE INDEX "news_articles_source" ON "news_articles" USING btree ("source_id","created_at");--> statement-breakpoint
CREATE INDEX "news_articles_created" ON "news_articles" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "news_chunks_model" ON "news_chunks" USING btree ("embedding_model");--> statement-breakpoint
CREATE INDEX "news_forgotten_at" ON "news_forgotten" USING btree ("at");