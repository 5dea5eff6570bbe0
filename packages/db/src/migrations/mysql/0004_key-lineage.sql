-- Before the other one goes: the foreign key needs one of them.
CREATE INDEX `api_keys_maker_idx` ON `api_keys` (`created_by`,`id`);--> statement-breakpoint
DROP INDEX `api_keys_created_by_idx` ON `api_keys`;--> statement-breakpoint
ALTER TABLE `api_keys` ADD `parent_id` varchar(64) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
CREATE INDEX `api_keys_parent_idx` ON `api_keys` (`parent_id`);--> statement-breakpoint
ALTER TABLE `api_keys` ADD CONSTRAINT `api_keys_parent_fk` FOREIGN KEY (`parent_id`) REFERENCES `api_keys`(`id`) ON DELETE no action ON UPDATE no action;
