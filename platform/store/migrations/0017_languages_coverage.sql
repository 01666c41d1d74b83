ALTER TABLE "content_languages" ADD COLUMN "coverage" text;--> statement-breakpoint
ALTER TABLE "content_languages" ADD COLUMN "preloaded_at" timestamp with time zone;