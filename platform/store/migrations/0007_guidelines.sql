CREATE TABLE "guideline_topics" (
	"curriculum" text NOT NULL,
	"topic_id" text NOT NULL,
	"title" text NOT NULL,
	"content_hash" text NOT NULL,
	"summary" text NOT NULL,
	"facts" jsonb NOT NULL,
	"qa" jsonb NOT NULL,
	"engine" jsonb NOT NULL,
	"engine_id" text NOT NULL,
	"embedding" real[],
	"embedding_model" text,
	"learned_at" timestamp with time zone DEFAULT now() NOT NULL,
	"job_id" text NOT NULL,
	CONSTRAINT "guideline_topics_curriculum_topic_id_pk" PRIMARY KEY("curriculum","topic_id")
);
--> statement-breakpoint
CREATE INDEX "guideline_topics_job" ON "guideline_topics" USING btree ("job_id");