CREATE TABLE "former_slugs" (
	"object_type" varchar(32) COLLATE "C" NOT NULL,
	"object_id" varchar(64) COLLATE "C" NOT NULL,
	"home_type" varchar(32) COLLATE "C" NOT NULL,
	"home_id" varchar(64) COLLATE "C" NOT NULL,
	"slug" varchar(120) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "former_slugs_pk" PRIMARY KEY("home_type","home_id","object_type","slug"),
	CONSTRAINT "former_slugs_lower" CHECK (slug = lower(slug)),
	CONSTRAINT "former_slugs_object_type" CHECK (object_type in ('resource', 'collection')),
	CONSTRAINT "former_slugs_home_type" CHECK (home_type in ('user', 'workspace'))
);
--> statement-breakpoint
ALTER TABLE "workspace_slugs" DROP CONSTRAINT "workspace_slugs_workspace_id_workspaces_id_fk";
--> statement-breakpoint
ALTER TABLE "workspace_slugs" ALTER COLUMN "workspace_id" DROP NOT NULL;--> statement-breakpoint
CREATE INDEX "former_slugs_object_idx" ON "former_slugs" USING btree ("object_type","object_id","created_at");--> statement-breakpoint
ALTER TABLE "workspace_slugs" ADD CONSTRAINT "workspace_slugs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
-- Addresses of workspaces that came from elsewhere than the app: they are theirs, too.
INSERT INTO workspace_slugs (slug, workspace_id, created_at) SELECT slug, id, created_at FROM workspaces WHERE slug NOT IN (SELECT slug FROM workspace_slugs);
