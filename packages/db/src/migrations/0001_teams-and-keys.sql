CREATE TABLE `user_handles` (
	`handle` text(40) PRIMARY KEY NOT NULL,
	`user_id` text(64) NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "user_handles_lower" CHECK(handle = lower(handle))
);
--> statement-breakpoint
CREATE INDEX `user_handles_user_idx` ON `user_handles` (`user_id`);--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`owner_type` text(32) NOT NULL,
	`owner_id` text(64) NOT NULL,
	`created_by` text(64) NOT NULL,
	`name` text(120) NOT NULL,
	`hash` text(64) NOT NULL,
	`hint` text(12) NOT NULL,
	`scopes` text NOT NULL,
	`expires_at` integer,
	`last_used_at` integer,
	`revoked_at` integer,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`created_by`) REFERENCES `users`(`workos_user_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "api_keys_owner_type" CHECK(owner_type in ('user', 'organization', 'workspace'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `api_keys_hash_unique` ON `api_keys` (`hash`);--> statement-breakpoint
CREATE INDEX `api_keys_owner_idx` ON `api_keys` (`owner_type`,`owner_id`,`id`);--> statement-breakpoint
CREATE INDEX `api_keys_created_by_idx` ON `api_keys` (`created_by`);--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`organization_id` text(64),
	`workspace_id` text(64),
	`user_id` text(64),
	`acting_as_type` text(32),
	`acting_as_id` text(64),
	`means` text(32) NOT NULL,
	`key_id` text(64),
	`action` text(60) NOT NULL,
	`object_type` text(32) NOT NULL,
	`object_id` text(64) NOT NULL,
	`object_name` text(200),
	`detail` text,
	`created_at` integer NOT NULL,
	CONSTRAINT "audit_events_acting_as_type" CHECK(acting_as_type in ('user', 'workspace')),
	CONSTRAINT "audit_events_means" CHECK(means in ('session', 'key', 'workos', 'system'))
);
--> statement-breakpoint
CREATE INDEX `audit_events_organization_idx` ON `audit_events` (`organization_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_org_action_idx` ON `audit_events` (`organization_id`,`action`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_org_user_idx` ON `audit_events` (`organization_id`,`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_workspace_idx` ON `audit_events` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_ws_action_idx` ON `audit_events` (`workspace_id`,`action`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_ws_user_idx` ON `audit_events` (`workspace_id`,`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_user_idx` ON `audit_events` (`user_id`,`id`);--> statement-breakpoint
CREATE TABLE `workos_events` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`event` text(80) NOT NULL,
	`object_id` text(64) NOT NULL,
	`occurred_at` integer NOT NULL,
	`created_at` integer NOT NULL
);
--> statement-breakpoint
CREATE INDEX `workos_events_object_idx` ON `workos_events` (`object_id`,`event`);--> statement-breakpoint
CREATE INDEX `workos_events_created_idx` ON `workos_events` (`created_at`);--> statement-breakpoint
ALTER TABLE `organization_members` ADD `workos_membership_id` text(64);--> statement-breakpoint
ALTER TABLE `organization_members` ADD `workos_updated_at` integer;--> statement-breakpoint
CREATE INDEX `organization_members_workos_idx` ON `organization_members` (`workos_membership_id`);--> statement-breakpoint
ALTER TABLE `organizations` ADD `workos_updated_at` integer;--> statement-breakpoint
ALTER TABLE `users` ADD `workos_updated_at` integer;--> statement-breakpoint
-- Everybody's present handle is claimed.
INSERT INTO `user_handles` (`handle`, `user_id`, `created_at`) SELECT `handle`, `workos_user_id`, `created_at` FROM `users`;
