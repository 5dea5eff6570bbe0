CREATE TABLE "search_entries" (
	"object_type" varchar(32) COLLATE "C" NOT NULL,
	"object_id" varchar(64) COLLATE "C" NOT NULL,
	"inside" boolean NOT NULL,
	"token" varchar(60) COLLATE "C" NOT NULL,
	"scope" varchar(64) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "search_entries_pk" PRIMARY KEY("object_type","object_id","inside","token"),
	CONSTRAINT "search_entries_type" CHECK (object_type in ('workspace', 'resource', 'collection', 'user', 'team'))
);
--> statement-breakpoint
CREATE INDEX "search_entries_all_idx" ON "search_entries" USING btree ("scope","inside","token","object_type","object_id");--> statement-breakpoint
CREATE INDEX "search_entries_type_idx" ON "search_entries" USING btree ("scope","object_type","inside","token","object_id");
--> statement-breakpoint
-- Of what is there, names are found by how they begin until `db:reindex` has entered their other words: only code can fold them.
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'workspace', id, false, rtrim(substr(search_key, 1, 60)), case when guest_readable then 'public' else coalesce(circle, '') end, created_at from workspaces where search_key <> '';--> statement-breakpoint
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'resource', id, false, rtrim(substr(search_key, 1, 60)), case when status <> 'LISTED' or published_at is null then '' when guest_readable then 'public' else coalesce(circle, '') end, created_at from resources where search_key <> '';--> statement-breakpoint
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'collection', id, false, rtrim(substr(search_key, 1, 60)), case when status <> 'LISTED' then '' when guest_readable then 'public' else coalesce(circle, '') end, created_at from collections where type = 'manual' and search_key <> '';--> statement-breakpoint
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'user', workos_user_id, false, rtrim(substr(search_key, 1, 60)), 'public', created_at from users where search_key <> '';--> statement-breakpoint
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'team', id, false, rtrim(substr(search_key, 1, 60)), organization_id, created_at from teams where search_key <> '';
