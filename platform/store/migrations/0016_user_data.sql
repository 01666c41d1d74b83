CREATE TABLE "data_exports" (
	"job_id" text PRIMARY KEY NOT NULL,
	"owner" text NOT NULL,
	"object_key" text NOT NULL,
	"bytes" bigint NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"expires_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erasures" (
	"subject" text PRIMARY KEY NOT NULL,
	"owner" text,
	"requested_by" text NOT NULL,
	"requested_at" timestamp with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp with time zone,
	"counts" text
);
--> statement-breakpoint
CREATE INDEX "data_exports_owner" ON "data_exports" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "data_exports_expiry" ON "data_exports" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "erasures_open" ON "erasures" USING btree ("requested_at") WHERE finished_at is null;