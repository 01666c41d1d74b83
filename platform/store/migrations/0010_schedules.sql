CREATE TABLE "ai_usage_days" (
	"day" text NOT NULL,
	"engine" text NOT NULL,
	"provider" text NOT NULL,
	"model" text NOT NULL,
	"task" text NOT NULL,
	"calls" integer NOT NULL,
	"input_tokens" bigint NOT NULL,
	"output_tokens" bigint NOT NULL,
	"usd" double precision NOT NULL,
	CONSTRAINT "ai_usage_days_day_engine_provider_model_task_pk" PRIMARY KEY("day","engine","provider","model","task")
);
--> statement-breakpoint
CREATE TABLE "job_archive" (
	"day" text NOT NULL,
	"type" text NOT NULL,
	"state" text NOT NULL,
	"jobs" integer NOT NULL,
	"total_ms" bigint NOT NULL,
	CONSTRAINT "job_archive_day_type_state_pk" PRIMARY KEY("day","type","state")
);
--> statement-breakpoint
CREATE TABLE "schedule_changes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"schedule" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"detail" text
);
--> statement-breakpoint
CREATE TABLE "schedule_slots" (
	"schedule" text NOT NULL,
	"slot_at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"outcome" text NOT NULL,
	"slots" integer DEFAULT 1 NOT NULL,
	"job_id" text,
	CONSTRAINT "schedule_slots_schedule_slot_at_kind_pk" PRIMARY KEY("schedule","slot_at","kind")
);
--> statement-breakpoint
CREATE TABLE "schedules" (
	"name" text PRIMARY KEY NOT NULL,
	"type" text NOT NULL,
	"input" text NOT NULL,
	"cron" text NOT NULL,
	"timezone" text NOT NULL,
	"declared_cron" text NOT NULL,
	"declared_timezone" text NOT NULL,
	"edited" boolean DEFAULT false NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"overlap" text NOT NULL,
	"misfire" text NOT NULL,
	"misfire_limit" integer NOT NULL,
	"run_at_start" boolean NOT NULL,
	"next_at" timestamp with time zone NOT NULL,
	"critical" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE INDEX "schedule_changes_of" ON "schedule_changes" USING btree ("schedule","id");--> statement-breakpoint
CREATE INDEX "schedule_slots_waiting" ON "schedule_slots" USING btree ("schedule") WHERE outcome = 'waiting';--> statement-breakpoint
CREATE INDEX "schedule_slots_job" ON "schedule_slots" USING btree ("job_id") WHERE job_id is not null;--> statement-breakpoint
CREATE VIEW "public"."JobRun" AS (select j.id, s.schedule, coalesce(j.started_at, j.created_at) as "startedAt", j.finished_at as "completedAt",
  case j.state when 'completed' then 'SUCCESS' when 'failed' then 'FAILED' when 'cancelled' then 'CANCELLED' else 'RUNNING' end as status,
  (j.result::jsonb ->> 'articlesProcessed')::int as "articlesProcessed",
  (j.result::jsonb ->> 'embeddingsCreated')::int as "embeddingsCreated",
  (extract(epoch from j.finished_at - coalesce(j.started_at, j.created_at)) * 1000)::bigint as "durationMs",
  j.error::jsonb ->> 'message' as "errorMessage"
from schedule_slots s join jobs j on j.id = s.job_id);