CREATE TABLE "delayed_jobs" (
	"job_id" text PRIMARY KEY NOT NULL,
	"run_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "job_changes" (
	"job_id" text NOT NULL,
	"rev" integer NOT NULL,
	"state" text NOT NULL,
	"attempt" integer NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text,
	"detail" text,
	CONSTRAINT "job_changes_job_id_rev_pk" PRIMARY KEY("job_id","rev")
);
--> statement-breakpoint
CREATE TABLE "jobs" (
	"id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"type" text NOT NULL,
	"state" text DEFAULT 'pending' NOT NULL,
	"attempt" integer DEFAULT 0 NOT NULL,
	"max_attempts" integer NOT NULL,
	"fence" integer DEFAULT 0 NOT NULL,
	"token" text,
	"crashes" integer DEFAULT 0 NOT NULL,
	"rev" integer DEFAULT 1 NOT NULL,
	"idem_key" text,
	"idem_hash" text,
	"input" text NOT NULL,
	"options" text DEFAULT '{}' NOT NULL,
	"result" text,
	"error" text,
	"progress" text,
	"engine" text,
	"retry_of" text,
	"parent_id" text,
	"trace_id" text,
	"created_at" timestamp with time zone DEFAULT date_trunc('milliseconds', now()) NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"started_at" timestamp with time zone,
	"finished_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "job_steps" (
	"job_id" text NOT NULL,
	"name" text NOT NULL,
	"result" text,
	"attempt" integer NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "job_steps_job_id_name_pk" PRIMARY KEY("job_id","name")
);
--> statement-breakpoint
CREATE INDEX "delayed_jobs_due" ON "delayed_jobs" USING btree ("run_at");--> statement-breakpoint
CREATE INDEX "jobs_owner" ON "jobs" USING btree ("owner","created_at" DESC NULLS FIRST,"id" DESC NULLS FIRST);--> statement-breakpoint
CREATE INDEX "jobs_live" ON "jobs" USING btree ("owner","created_at" DESC NULLS FIRST) WHERE finished_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "jobs_idem" ON "jobs" USING btree ("owner","idem_key") WHERE idem_key is not null;--> statement-breakpoint
CREATE INDEX "jobs_finished" ON "jobs" USING btree ("finished_at");--> statement-breakpoint
-- Room on each page keeps the claim a heap-only update; vacuum early, since every job is updated at least twice.
ALTER TABLE "jobs" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
