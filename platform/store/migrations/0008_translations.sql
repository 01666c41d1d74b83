CREATE TABLE "guideline_translations" (
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
	CONSTRAINT "guideline_translations_segment_lang_pseudo_pk" PRIMARY KEY("segment","lang","pseudo"),
	CONSTRAINT "guideline_translations_pseudo" CHECK ("guideline_translations"."pseudo" = ("guideline_translations"."status" = 'pseudo')),
	CONSTRAINT "guideline_translations_text" CHECK (("guideline_translations"."text" is null) = ("guideline_translations"."status" = 'needs-provider'))
);
--> statement-breakpoint
CREATE TABLE "translation_memory" (
	"lang" text NOT NULL,
	"source_hash" text NOT NULL,
	"normal_hash" text NOT NULL,
	"source" text NOT NULL,
	"text" text NOT NULL,
	"origin" text NOT NULL,
	"approved_by" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "translation_memory_lang_source_hash_pk" PRIMARY KEY("lang","source_hash")
);
--> statement-breakpoint
CREATE INDEX "guideline_translations_lang" ON "guideline_translations" USING btree ("lang");--> statement-breakpoint
CREATE INDEX "translation_memory_normal" ON "translation_memory" USING btree ("lang","normal_hash");