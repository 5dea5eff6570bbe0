CREATE TABLE "user_handles" (
	"handle" varchar(40) COLLATE "C" PRIMARY KEY NOT NULL,
	"user_id" varchar(64) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_handles_lower" CHECK (handle = lower(handle))
);
--> statement-breakpoint
CREATE TABLE "api_keys" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_type" varchar(32) COLLATE "C" NOT NULL,
	"owner_id" varchar(64) COLLATE "C" NOT NULL,
	"created_by" varchar(64) COLLATE "C" NOT NULL,
	"name" varchar(120) COLLATE "C" NOT NULL,
	"hash" varchar(64) COLLATE "C" NOT NULL,
	"hint" varchar(12) COLLATE "C" NOT NULL,
	"scopes" jsonb NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"last_used_at" timestamp (3) with time zone,
	"revoked_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "api_keys_owner_type" CHECK (owner_type in ('user', 'organization', 'workspace'))
);
--> statement-breakpoint
CREATE TABLE "audit_events" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" varchar(64) COLLATE "C",
	"workspace_id" varchar(64) COLLATE "C",
	"user_id" varchar(64) COLLATE "C",
	"acting_as_type" varchar(32) COLLATE "C",
	"acting_as_id" varchar(64) COLLATE "C",
	"means" varchar(32) COLLATE "C" NOT NULL,
	"key_id" varchar(64) COLLATE "C",
	"action" varchar(60) COLLATE "C" NOT NULL,
	"object_type" varchar(32) COLLATE "C" NOT NULL,
	"object_id" varchar(64) COLLATE "C" NOT NULL,
	"object_name" varchar(200) COLLATE "C",
	"detail" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "audit_events_acting_as_type" CHECK (acting_as_type in ('user', 'workspace')),
	CONSTRAINT "audit_events_means" CHECK (means in ('session', 'key', 'workos', 'system'))
);
--> statement-breakpoint
CREATE TABLE "workos_events" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"event" varchar(80) COLLATE "C" NOT NULL,
	"object_id" varchar(64) COLLATE "C" NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "organization_members" ADD COLUMN "workos_membership_id" varchar(64) COLLATE "C";--> statement-breakpoint
ALTER TABLE "organization_members" ADD COLUMN "workos_updated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "organizations" ADD COLUMN "workos_updated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "workos_updated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "user_handles" ADD CONSTRAINT "user_handles_user_id_users_workos_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("workos_user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_created_by_fk" FOREIGN KEY ("created_by") REFERENCES "public"."users"("workos_user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "user_handles_user_idx" ON "user_handles" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_hash_unique" ON "api_keys" USING btree ("hash");--> statement-breakpoint
CREATE INDEX "api_keys_owner_idx" ON "api_keys" USING btree ("owner_type","owner_id","id");--> statement-breakpoint
CREATE INDEX "api_keys_created_by_idx" ON "api_keys" USING btree ("created_by");--> statement-breakpoint
CREATE INDEX "audit_events_organization_idx" ON "audit_events" USING btree ("organization_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_org_action_idx" ON "audit_events" USING btree ("organization_id","action","id");--> statement-breakpoint
CREATE INDEX "audit_events_org_user_idx" ON "audit_events" USING btree ("organization_id","user_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_workspace_idx" ON "audit_events" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_ws_action_idx" ON "audit_events" USING btree ("workspace_id","action","id");--> statement-breakpoint
CREATE INDEX "audit_events_ws_user_idx" ON "audit_events" USING btree ("workspace_id","user_id","id");--> statement-breakpoint
CREATE INDEX "audit_events_user_idx" ON "audit_events" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "workos_events_object_idx" ON "workos_events" USING btree ("object_id","event");--> statement-breakpoint
CREATE INDEX "workos_events_created_idx" ON "workos_events" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "organization_members_workos_idx" ON "organization_members" USING btree ("workos_membership_id");--> statement-breakpoint
-- Everybody's present handle is claimed.
INSERT INTO "user_handles" ("handle", "user_id", "created_at") SELECT "handle", "workos_user_id", "created_at" FROM "users";
