CREATE TABLE "content_languages" (
	"code" text PRIMARY KEY NOT NULL,
	"status" text NOT NULL,
	"since" timestamp with time zone,
	"job_id" text
);
--> statement-breakpoint
CREATE TABLE "content_lessons" (
	"key" text PRIMARY KEY NOT NULL,
	"lang" text NOT NULL,
	"lesson" text NOT NULL,
	"source_hash" text NOT NULL,
	"digest" text NOT NULL,
	"bytes" integer NOT NULL,
	"job_id" text NOT NULL,
	"stored_at" timestamp with time zone DEFAULT now() NOT NULL,
	"uses" integer DEFAULT 0 NOT NULL,
	"last_used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "content_translations" (
	"segment" text NOT NULL,
	"lang" text NOT NULL,
	"pseudo" boolean DEFAULT false NOT NULL,
	"source_hash" text NOT NULL,
	"text" text,
	"status" text NOT NULL,
	"origin" text,
	"engine" text,
	"model" text,
	"problems" text[] DEFAULT '{}' NOT NULL,
	"job_id" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "content_translations_segment_lang_pseudo_pk" PRIMARY KEY("segment","lang","pseudo"),
	CONSTRAINT "content_translations_real" CHECK (not "content_translations"."pseudo"),
	CONSTRAINT "content_translations_text" CHECK (("content_translations"."text" is null) = ("content_translations"."status" = 'needs-provider'))
);
--> statement-breakpoint
CREATE TABLE "language_evaluations" (
	"job_id" text PRIMARY KEY NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"window_from" timestamp with time zone NOT NULL,
	"window_to" timestamp with time zone NOT NULL,
	"uses" text NOT NULL,
	"total_uses" integer NOT NULL,
	"undecided" text,
	"frequent" text[] NOT NULL,
	"promoted" text[] NOT NULL,
	"demoted" text[] NOT NULL,
	"min_uses" integer NOT NULL,
	"min_share" double precision NOT NULL,
	"max_frequent" integer NOT NULL,
	"hysteresis" double precision NOT NULL
);
--> statement-breakpoint
CREATE INDEX "content_lessons_lang" ON "content_lessons" USING btree ("lang","lesson");--> statement-breakpoint
CREATE INDEX "content_translations_lang" ON "content_translations" USING btree ("lang");--> statement-breakpoint
CREATE INDEX "language_evaluations_window" ON "language_evaluations" USING btree ("window_to");