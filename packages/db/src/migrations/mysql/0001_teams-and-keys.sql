CREATE TABLE `user_handles` (
	`handle` varchar(40) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`user_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `user_handles_handle` PRIMARY KEY(`handle`),
	CONSTRAINT `user_handles_lower` CHECK(handle = lower(handle))
);
--> statement-breakpoint
CREATE TABLE `api_keys` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`owner_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`owner_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_by` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`hash` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`hint` varchar(12) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`scopes` json NOT NULL,
	`expires_at` datetime(3),
	`last_used_at` datetime(3),
	`revoked_at` datetime(3),
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `api_keys_id` PRIMARY KEY(`id`),
	CONSTRAINT `api_keys_hash_unique` UNIQUE(`hash`),
	CONSTRAINT `api_keys_owner_type` CHECK(owner_type in ('user', 'organization', 'workspace'))
);
--> statement-breakpoint
CREATE TABLE `audit_events` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`organization_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`workspace_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`user_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`acting_as_type` varchar(32) character set utf8mb4 collate utf8mb4_bin,
	`acting_as_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`means` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`key_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`action` varchar(60) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`object_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`object_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`object_name` varchar(200) character set utf8mb4 collate utf8mb4_bin,
	`detail` json,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `audit_events_id` PRIMARY KEY(`id`),
	CONSTRAINT `audit_events_acting_as_type` CHECK(acting_as_type in ('user', 'workspace')),
	CONSTRAINT `audit_events_means` CHECK(means in ('session', 'key', 'workos', 'system'))
);
--> statement-breakpoint
CREATE TABLE `workos_events` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`event` varchar(80) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`object_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`occurred_at` datetime(3) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `workos_events_id` PRIMARY KEY(`id`)
);
--> statement-breakpoint
ALTER TABLE `organization_members` ADD `workos_membership_id` varchar(64) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `organization_members` ADD `workos_updated_at` datetime(3);--> statement-breakpoint
ALTER TABLE `organizations` ADD `workos_updated_at` datetime(3);--> statement-breakpoint
ALTER TABLE `users` ADD `workos_updated_at` datetime(3);--> statement-breakpoint
ALTER TABLE `user_handles` ADD CONSTRAINT `user_handles_user_id_users_workos_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `api_keys` ADD CONSTRAINT `api_keys_created_by_fk` FOREIGN KEY (`created_by`) REFERENCES `users`(`workos_user_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `user_handles_user_idx` ON `user_handles` (`user_id`);--> statement-breakpoint
CREATE INDEX `api_keys_owner_idx` ON `api_keys` (`owner_type`,`owner_id`,`id`);--> statement-breakpoint
CREATE INDEX `api_keys_created_by_idx` ON `api_keys` (`created_by`);--> statement-breakpoint
CREATE INDEX `audit_events_organization_idx` ON `audit_events` (`organization_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_org_action_idx` ON `audit_events` (`organization_id`,`action`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_org_user_idx` ON `audit_events` (`organization_id`,`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_workspace_idx` ON `audit_events` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_ws_action_idx` ON `audit_events` (`workspace_id`,`action`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_ws_user_idx` ON `audit_events` (`workspace_id`,`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `audit_events_user_idx` ON `audit_events` (`user_id`,`id`);--> statement-breakpoint
CREATE INDEX `workos_events_object_idx` ON `workos_events` (`object_id`,`event`);--> statement-breakpoint
CREATE INDEX `workos_events_created_idx` ON `workos_events` (`created_at`);--> statement-breakpoint
CREATE INDEX `organization_members_workos_idx` ON `organization_members` (`workos_membership_id`);--> statement-breakpoint
-- Everybody's present handle is claimed.
INSERT INTO `user_handles` (`handle`, `user_id`, `created_at`) SELECT `handle`, `workos_user_id`, `created_at` FROM `users`;
