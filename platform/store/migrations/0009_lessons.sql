CREATE TABLE "lesson_modules" (
	"owner" text NOT NULL,
	"workflow_id" text NOT NULL,
	"module_index" integer NOT NULL,
	"job_id" text NOT NULL,
	"data" text,
	"lessons" integer DEFAULT 0 NOT NULL,
	"hours" double precision DEFAULT 0 NOT NULL,
	"engine" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lesson_modules_owner_workflow_id_module_index_pk" PRIMARY KEY("owner","workflow_id","module_index")
);
--> statement-breakpoint
CREATE TABLE "lesson_workflows" (
	"owner" text NOT NULL,
	"id" text NOT NULL,
	"curriculum" text NOT NULL,
	"title" text NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lesson_workflows_owner_id_pk" PRIMARY KEY("owner","id")
);
--> statement-breakpoint
CREATE INDEX "jobs_lesson_workflow" ON "jobs" USING btree ("owner",(input::jsonb ->> 'workflowId')) WHERE type = 'lesson-plans';