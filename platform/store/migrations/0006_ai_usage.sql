CREATE TABLE "ai_usage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"job_id" text NOT NULL,
	"owner" text NOT NULL,
	"task" text NOT NULL,
	"engine" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"input_tokens" integer,
	"output_tokens" integer,
	"cached_tokens" integer,
	"units" integer,
	"unit_name" text,
	"usd" double precision,
	"ms" integer NOT NULL,
	"attempt" integer NOT NULL,
	"outcome" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "ai_usage_job" ON "ai_usage" USING btree ("job_id");--> statement-breakpoint
CREATE INDEX "ai_usage_day" ON "ai_usage" USING btree ("at") WHERE engine = 'provider';