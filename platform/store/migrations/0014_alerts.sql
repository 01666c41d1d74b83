CREATE TABLE "alert_changes" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"endpoint_id" text NOT NULL,
	"scope" text NOT NULL,
	"actor" text NOT NULL,
	"action" text NOT NULL,
	"detail" text,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_deliveries" (
	"id" text PRIMARY KEY NOT NULL,
	"endpoint_id" text NOT NULL,
	"event" text NOT NULL,
	"subject" text,
	"causes" integer DEFAULT 1 NOT NULL,
	"payload" text NOT NULL,
	"job_id" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"delivered_at" timestamp with time zone,
	"dropped_at" timestamp with time zone,
	"last_status" integer,
	"last_error" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_endpoints" (
	"id" text PRIMARY KEY NOT NULL,
	"scope" text NOT NULL,
	"owner" text NOT NULL,
	"source" text DEFAULT 'page' NOT NULL,
	"kind" text NOT NULL,
	"name" text DEFAULT '' NOT NULL,
	"url" text,
	"secret" text,
	"previous_secret" text,
	"previous_until" timestamp with time zone,
	"address" text,
	"code_hash" text,
	"code_until" timestamp with time zone,
	"code_tries" integer DEFAULT 0 NOT NULL,
	"events" text[] NOT NULL,
	"types" text[] DEFAULT '{}' NOT NULL,
	"lang" text DEFAULT 'en' NOT NULL,
	"state" text DEFAULT 'active' NOT NULL,
	"reason" text,
	"active_since" timestamp with time zone DEFAULT now() NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"last_success_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_events" (
	"endpoint_id" text NOT NULL,
	"cause" text NOT NULL,
	"event" text NOT NULL,
	"fingerprint" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"collected_at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
	"delivery_id" text,
	CONSTRAINT "alert_events_endpoint_id_cause_pk" PRIMARY KEY("endpoint_id","cause")
);
--> statement-breakpoint
CREATE TABLE "alert_notices" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"event" text NOT NULL,
	"schedule" text NOT NULL,
	"at" timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "alert_windows" (
	"endpoint_id" text NOT NULL,
	"fingerprint" text NOT NULL,
	"until" timestamp with time zone NOT NULL,
	"sent" integer NOT NULL,
	CONSTRAINT "alert_windows_endpoint_id_fingerprint_pk" PRIMARY KEY("endpoint_id","fingerprint")
);
--> statement-breakpoint
ALTER TABLE "alert_deliveries" ADD CONSTRAINT "alert_deliveries_endpoint_id_alert_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."alert_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_events" ADD CONSTRAINT "alert_events_endpoint_id_alert_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."alert_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "alert_windows" ADD CONSTRAINT "alert_windows_endpoint_id_alert_endpoints_id_fk" FOREIGN KEY ("endpoint_id") REFERENCES "public"."alert_endpoints"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "alert_changes_actor" ON "alert_changes" USING btree ("actor","at");--> statement-breakpoint
CREATE INDEX "alert_deliveries_endpoint" ON "alert_deliveries" USING btree ("endpoint_id","created_at" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "alert_deliveries_created" ON "alert_deliveries" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "alert_endpoints_owner" ON "alert_endpoints" USING btree ("owner");--> statement-breakpoint
CREATE INDEX "alert_events_waiting" ON "alert_events" USING btree ("endpoint_id") WHERE delivery_id is null;--> statement-breakpoint
CREATE INDEX "alert_events_collected" ON "alert_events" USING btree ("collected_at");--> statement-breakpoint
CREATE INDEX "alert_notices_at" ON "alert_notices" USING btree ("at");