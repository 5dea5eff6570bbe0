CREATE INDEX `api_keys_maker_idx` ON `api_keys` (`created_by`,`id`);--> statement-breakpoint
DROP INDEX `api_keys_created_by_idx`;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `parent_id` text(64) REFERENCES api_keys(id);--> statement-breakpoint
CREATE INDEX `api_keys_parent_idx` ON `api_keys` (`parent_id`);
