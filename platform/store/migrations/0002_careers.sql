CREATE TABLE "career_fields" (
	"slug" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"aliases" text[] NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "career_postings" (
	"id" text PRIMARY KEY NOT NULL,
	"role" text NOT NULL,
	"role_key" text NOT NULL,
	"field_key" text NOT NULL,
	"region" text,
	"currency" text,
	"pay_per_year" numeric(14, 2),
	"skills" text[] NOT NULL,
	"posted_on" date NOT NULL,
	"source" text NOT NULL,
	"sample" boolean DEFAULT false NOT NULL,
	CONSTRAINT "career_postings_pay_has_currency" CHECK (("career_postings"."currency" IS NULL) = ("career_postings"."pay_per_year" IS NULL))
);
--> statement-breakpoint
CREATE TABLE "career_sources" (
	"name" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"as_of" text NOT NULL,
	"attribution" text NOT NULL,
	"content_hash" text NOT NULL,
	"seeded_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "industry_notes" (
	"industry" text NOT NULL,
	"field_slug" text NOT NULL,
	"aliases" text[] NOT NULL,
	"note" text NOT NULL,
	CONSTRAINT "industry_notes_industry_field_slug_pk" PRIMARY KEY("industry","field_slug")
);
--> statement-breakpoint
CREATE TABLE "occupation_neighbours" (
	"occupation_slug" text NOT NULL,
	"neighbour_slug" text NOT NULL,
	"why" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "occupation_neighbours_occupation_slug_neighbour_slug_pk" PRIMARY KEY("occupation_slug","neighbour_slug")
);
--> statement-breakpoint
CREATE TABLE "occupation_skills" (
	"occupation_slug" text NOT NULL,
	"group_name" text NOT NULL,
	"level" text NOT NULL,
	"any_of" text[] NOT NULL,
	"in_demand" text[] NOT NULL,
	"why" text NOT NULL,
	"basis" text NOT NULL,
	"position" integer NOT NULL,
	CONSTRAINT "occupation_skills_occupation_slug_group_name_pk" PRIMARY KEY("occupation_slug","group_name")
);
--> statement-breakpoint
CREATE TABLE "occupation_titles" (
	"key" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"occupation_slug" text NOT NULL,
	"kind" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "occupations" (
	"slug" text PRIMARY KEY NOT NULL,
	"title" text NOT NULL,
	"field_slug" text NOT NULL,
	"soc_code" text NOT NULL,
	"soc_title" text NOT NULL,
	"summary" text NOT NULL,
	"outlook" text NOT NULL,
	"basis" text NOT NULL,
	"position" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "skill_relations" (
	"skill" text NOT NULL,
	"relation" text NOT NULL,
	"other" text NOT NULL,
	CONSTRAINT "skill_relations_skill_relation_other_pk" PRIMARY KEY("skill","relation","other")
);
--> statement-breakpoint
CREATE TABLE "skills" (
	"name" text PRIMARY KEY NOT NULL,
	"aliases" text[] NOT NULL
);
--> statement-breakpoint
ALTER TABLE "industry_notes" ADD CONSTRAINT "industry_notes_field_slug_career_fields_slug_fk" FOREIGN KEY ("field_slug") REFERENCES "public"."career_fields"("slug") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_neighbours" ADD CONSTRAINT "occupation_neighbours_occupation_slug_occupations_slug_fk" FOREIGN KEY ("occupation_slug") REFERENCES "public"."occupations"("slug") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_neighbours" ADD CONSTRAINT "occupation_neighbours_neighbour_slug_occupations_slug_fk" FOREIGN KEY ("neighbour_slug") REFERENCES "public"."occupations"("slug") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_skills" ADD CONSTRAINT "occupation_skills_occupation_slug_occupations_slug_fk" FOREIGN KEY ("occupation_slug") REFERENCES "public"."occupations"("slug") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupation_titles" ADD CONSTRAINT "occupation_titles_occupation_slug_occupations_slug_fk" FOREIGN KEY ("occupation_slug") REFERENCES "public"."occupations"("slug") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "occupations" ADD CONSTRAINT "occupations_field_slug_career_fields_slug_fk" FOREIGN KEY ("field_slug") REFERENCES "public"."career_fields"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_relations" ADD CONSTRAINT "skill_relations_skill_skills_name_fk" FOREIGN KEY ("skill") REFERENCES "public"."skills"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "skill_relations" ADD CONSTRAINT "skill_relations_other_skills_name_fk" FOREIGN KEY ("other") REFERENCES "public"."skills"("name") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "career_postings_role_idx" ON "career_postings" USING btree ("role_key");--> statement-breakpoint
CREATE INDEX "career_postings_field_idx" ON "career_postings" USING btree ("field_key");--> statement-breakpoint
CREATE INDEX "occupation_titles_occupation_idx" ON "occupation_titles" USING btree ("occupation_slug");