CREATE TABLE "language_use" (
	"hour" timestamp with time zone NOT NULL,
	"language" text NOT NULL,
	"kind" text NOT NULL,
	"uses" bigint NOT NULL,
	CONSTRAINT "language_use_hour_language_kind_pk" PRIMARY KEY("hour","language","kind")
);
--> statement-breakpoint
ALTER TABLE "jobs" ADD COLUMN "traceparent" text;