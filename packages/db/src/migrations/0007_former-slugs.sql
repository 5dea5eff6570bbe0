PRAGMA defer_foreign_keys=ON;--> statement-breakpoint
CREATE TABLE `former_slugs` (
	`object_type` text(32) NOT NULL,
	`object_id` text(64) NOT NULL,
	`home_type` text(32) NOT NULL,
	`home_id` text(64) NOT NULL,
	`slug` text(120) NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`home_type`, `home_id`, `object_type`, `slug`),
	CONSTRAINT "former_slugs_lower" CHECK(slug = lower(slug)),
	CONSTRAINT "former_slugs_object_type" CHECK(object_type in ('resource', 'collection')),
	CONSTRAINT "former_slugs_home_type" CHECK(home_type in ('user', 'workspace'))
);
--> statement-breakpoint
CREATE INDEX `former_slugs_object_idx` ON `former_slugs` (`object_type`,`object_id`,`created_at`);--> statement-breakpoint
CREATE TABLE `__new_workspace_slugs` (
	`slug` text(60) PRIMARY KEY NOT NULL,
	`workspace_id` text(64),
	`created_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE set null,
	CONSTRAINT "workspace_slugs_lower" CHECK(slug = lower(slug))
);
--> statement-breakpoint
INSERT INTO `__new_workspace_slugs`("slug", "workspace_id", "created_at") SELECT "slug", "workspace_id", "created_at" FROM `workspace_slugs`;--> statement-breakpoint
UPDATE `__new_workspace_slugs` SET `slug` = '~' || `slug`;--> statement-breakpoint
UPDATE `workspace_slugs` SET `slug` = '~' || `slug`;--> statement-breakpoint
DROP TABLE `workspace_slugs`;--> statement-breakpoint
ALTER TABLE `__new_workspace_slugs` RENAME TO `workspace_slugs`;--> statement-breakpoint
UPDATE `workspace_slugs` SET `slug` = substr(`slug`, 2);--> statement-breakpoint
CREATE INDEX `workspace_slugs_workspace_idx` ON `workspace_slugs` (`workspace_id`);--> statement-breakpoint
-- Addresses of workspaces that came from elsewhere than the app: they are theirs, too.
INSERT INTO workspace_slugs (slug, workspace_id, created_at) SELECT slug, id, created_at FROM workspaces WHERE slug NOT IN (SELECT slug FROM workspace_slugs);
