DROP INDEX `resources_public_idx` ON `resources`;--> statement-breakpoint
DROP INDEX `resources_public_type_idx` ON `resources`;--> statement-breakpoint
DROP INDEX `resources_circle_idx` ON `resources`;--> statement-breakpoint
DROP INDEX `resources_circle_type_idx` ON `resources`;--> statement-breakpoint
DROP INDEX `resources_profile_idx` ON `resources`;--> statement-breakpoint
DROP INDEX `resources_profile_type_idx` ON `resources`;--> statement-breakpoint
-- Widened, cut to the day and narrowed, each of which can be done again.
ALTER TABLE `albums` MODIFY COLUMN `release_date` varchar(26) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
UPDATE `albums` SET `release_date` = left(`release_date`, 10);--> statement-breakpoint
ALTER TABLE `albums` MODIFY COLUMN `release_date` varchar(10) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
-- Widened, cut to the day and narrowed, each of which can be done again.
ALTER TABLE `songs` MODIFY COLUMN `release_date` varchar(26) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
UPDATE `songs` SET `release_date` = left(`release_date`, 10);--> statement-breakpoint
ALTER TABLE `songs` MODIFY COLUMN `release_date` varchar(10) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `resources` ADD `dated_at` datetime(3);--> statement-breakpoint
ALTER TABLE `resources` ADD `announced` boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE `albums` ADD CONSTRAINT `albums_release_date` CHECK (release_date like '____-__-__');--> statement-breakpoint
ALTER TABLE `songs` ADD CONSTRAINT `songs_release_date` CHECK (release_date like '____-__-__');--> statement-breakpoint
CREATE INDEX `resources_announced_idx` ON `resources` (`workspace_id`,`status`,`announced`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_published_idx` ON `resources` (`workspace_id`,`status`,`type`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_public_idx` ON `resources` (`guest_readable`,`status`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_public_type_idx` ON `resources` (`guest_readable`,`status`,`type`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_circle_idx` ON `resources` (`circle`,`status`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_circle_type_idx` ON `resources` (`circle`,`status`,`type`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_profile_idx` ON `resources` (`workspace_id`,`status`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_profile_type_idx` ON `resources` (`workspace_id`,`status`,`type`,`dated_at`,`id`);--> statement-breakpoint
-- Where each stands in lists: at its day of release where it has one.
UPDATE resources SET dated_at = coalesce(
  (select cast(s.release_date as datetime(3)) from songs s where s.resource_id = resources.id),
  (select cast(a.release_date as datetime(3)) from albums a where a.resource_id = resources.id),
  published_at) WHERE published_at is not null;--> statement-breakpoint
UPDATE resources SET announced = true WHERE dated_at > published_at;
