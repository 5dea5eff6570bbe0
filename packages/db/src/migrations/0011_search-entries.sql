CREATE TABLE `search_entries` (
	`object_type` text(32) NOT NULL,
	`object_id` text(64) NOT NULL,
	`inside` integer NOT NULL,
	`token` text(60) NOT NULL,
	`scope` text(64) NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`object_type`, `object_id`, `inside`, `token`),
	CONSTRAINT "search_entries_type" CHECK(object_type in ('workspace', 'resource', 'collection', 'user', 'team'))
);
--> statement-breakpoint
CREATE INDEX `search_entries_all_idx` ON `search_entries` (`scope`,`inside`,`token`,`object_type`,`object_id`);--> statement-breakpoint
CREATE INDEX `search_entries_type_idx` ON `search_entries` (`scope`,`object_type`,`inside`,`token`,`object_id`);
--> statement-breakpoint
-- Of what is there, names are found by how they begin until `db:reindex` has entered their other words: only code can fold them.
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'workspace', id, false, rtrim(substr(search_key, 1, 60)), case when guest_readable then 'public' else coalesce(circle, '') end, created_at from workspaces where search_key <> '';--> statement-breakpoint
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'resource', id, false, rtrim(substr(search_key, 1, 60)), case when status <> 'LISTED' or published_at is null then '' when guest_readable then 'public' else coalesce(circle, '') end, created_at from resources where search_key <> '';--> statement-breakpoint
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'collection', id, false, rtrim(substr(search_key, 1, 60)), case when status <> 'LISTED' then '' when guest_readable then 'public' else coalesce(circle, '') end, created_at from collections where type = 'manual' and search_key <> '';--> statement-breakpoint
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'user', workos_user_id, false, rtrim(substr(search_key, 1, 60)), 'public', created_at from users where search_key <> '';--> statement-breakpoint
insert into search_entries (object_type, object_id, inside, token, scope, created_at) select 'team', id, false, rtrim(substr(search_key, 1, 60)), organization_id, created_at from teams where search_key <> '';
