CREATE TABLE "job_children" (
	"parent_id" text NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"child_id" text NOT NULL,
	"position" integer NOT NULL,
	"weight" real NOT NULL,
	"depth" integer NOT NULL,
	CONSTRAINT "job_children_parent_id_name_key_pk" PRIMARY KEY("parent_id","name","key")
);
--> statement-breakpoint
CREATE TABLE "job_waits" (
	"job_id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"on_failure" text NOT NULL,
	"from_percent" real NOT NULL,
	"to_percent" real NOT NULL,
	"since" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "job_children_child" ON "job_children" USING btree ("child_id");--> statement-breakpoint
CREATE INDEX "jobs_parent" ON "jobs" USING btree ("parent_id") WHERE parent_id is not null;--> statement-breakpoint
CREATE INDEX "jobs_retry" ON "jobs" USING btree ("retry_of") WHERE retry_of is not null;