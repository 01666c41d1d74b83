CREATE TABLE "failure_marks" (
	"fingerprint" text PRIMARY KEY NOT NULL,
	"muted_at" timestamp with time zone,
	"muted_by" text,
	"discarded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "operator_audit" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"actor" text NOT NULL,
	"role" text NOT NULL,
	"kind" text NOT NULL,
	"action" text NOT NULL,
	"target" text NOT NULL,
	"details" text
);
--> statement-breakpoint
CREATE TABLE "queue_controls" (
	"type" text PRIMARY KEY NOT NULL,
	"paused" boolean DEFAULT false NOT NULL,
	"paused_at" timestamp with time zone,
	"paused_by" text,
	"reason" text,
	"concurrency" integer
);
--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "fingerprint" text;--> statement-breakpoint
CREATE INDEX "operator_audit_at" ON "operator_audit" USING btree ("at");--> statement-breakpoint
CREATE INDEX "job_changes_acts" ON "job_changes" USING btree ("at","job_id","rev") WHERE actor is not null and (rev > 1 or detail is not null);--> statement-breakpoint
CREATE INDEX "jobs_failed" ON "jobs" USING btree ("finished_at","fingerprint","owner","id") WHERE fingerprint is not null;--> statement-breakpoint
CREATE INDEX "jobs_fingerprint" ON "jobs" USING btree ("fingerprint","finished_at") WHERE fingerprint is not null;--> statement-breakpoint
CREATE INDEX "schedule_changes_at" ON "schedule_changes" USING btree ("at");