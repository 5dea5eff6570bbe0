PRAGMA defer_foreign_keys=ON;--> statement-breakpoint
DROP INDEX `resources_public_idx`;--> statement-breakpoint
DROP INDEX `resources_public_type_idx`;--> statement-breakpoint
DROP INDEX `resources_circle_idx`;--> statement-breakpoint
DROP INDEX `resources_circle_type_idx`;--> statement-breakpoint
DROP INDEX `resources_profile_idx`;--> statement-breakpoint
DROP INDEX `resources_profile_type_idx`;--> statement-breakpoint
ALTER TABLE `resources` ADD `dated_at` integer;--> statement-breakpoint
ALTER TABLE `resources` ADD `announced` integer DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX `resources_announced_idx` ON `resources` (`workspace_id`,`status`,`announced`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_published_idx` ON `resources` (`workspace_id`,`status`,`type`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_public_idx` ON `resources` (`guest_readable`,`status`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_public_type_idx` ON `resources` (`guest_readable`,`status`,`type`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_circle_idx` ON `resources` (`circle`,`status`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_circle_type_idx` ON `resources` (`circle`,`status`,`type`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_profile_idx` ON `resources` (`workspace_id`,`status`,`dated_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_profile_type_idx` ON `resources` (`workspace_id`,`status`,`type`,`dated_at`,`id`);--> statement-breakpoint
CREATE TABLE `__new_albums` (
	`resource_id` text(64) PRIMARY KEY NOT NULL,
	`release_date` text(10),
	`upc` text(14),
	`cover_art_url` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "albums_release_date" CHECK(release_date like '____-__-__')
);
--> statement-breakpoint
INSERT INTO `__new_albums`("resource_id", "release_date", "upc", "cover_art_url", "created_at", "updated_at") SELECT "resource_id", strftime('%Y-%m-%d', "release_date" / 1000.0, 'unixepoch'), "upc", "cover_art_url", "created_at", "updated_at" FROM `albums`;--> statement-breakpoint
UPDATE `__new_albums` SET `resource_id` = '~' || `resource_id`;--> statement-breakpoint
UPDATE `albums` SET `resource_id` = '~' || `resource_id`;--> statement-breakpoint
DROP TABLE `albums`;--> statement-breakpoint
ALTER TABLE `__new_albums` RENAME TO `albums`;--> statement-breakpoint
UPDATE `albums` SET `resource_id` = substr(`resource_id`, 2);--> statement-breakpoint
CREATE TABLE `__new_songs` (
	`resource_id` text(64) PRIMARY KEY NOT NULL,
	`duration_ms` integer,
	`genre` text(80),
	`release_date` text(10),
	`isrc` text(12),
	`audio_url` text,
	`cover_art_url` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "songs_release_date" CHECK(release_date like '____-__-__')
);
--> statement-breakpoint
INSERT INTO `__new_songs`("resource_id", "duration_ms", "genre", "release_date", "isrc", "audio_url", "cover_art_url", "created_at", "updated_at") SELECT "resource_id", "duration_ms", "genre", strftime('%Y-%m-%d', "release_date" / 1000.0, 'unixepoch'), "isrc", "audio_url", "cover_art_url", "created_at", "updated_at" FROM `songs`;--> statement-breakpoint
UPDATE `__new_songs` SET `resource_id` = '~' || `resource_id`;--> statement-breakpoint
UPDATE `songs` SET `resource_id` = '~' || `resource_id`;--> statement-breakpoint
DROP TABLE `songs`;--> statement-breakpoint
ALTER TABLE `__new_songs` RENAME TO `songs`;--> statement-breakpoint
UPDATE `songs` SET `resource_id` = substr(`resource_id`, 2);--> statement-breakpoint
-- Where each stands in lists: at its day of release where it has one.
UPDATE resources SET dated_at = coalesce(
  (select cast(strftime('%s', s.release_date) as integer) * 1000 from songs s where s.resource_id = resources.id),
  (select cast(strftime('%s', a.release_date) as integer) * 1000 from albums a where a.resource_id = resources.id),
  published_at) WHERE published_at is not null;--> statement-breakpoint
UPDATE resources SET announced = true WHERE dated_at > published_at;
