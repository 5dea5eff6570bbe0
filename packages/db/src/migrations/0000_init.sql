CREATE TABLE `organization_members` (
	`organization_id` text(64) NOT NULL,
	`user_id` text(64) NOT NULL,
	`role` text(32) NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`organization_id`, `user_id`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`workos_org_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "organization_members_role" CHECK(role in ('admin', 'member'))
);
--> statement-breakpoint
CREATE INDEX `organization_members_user_idx` ON `organization_members` (`user_id`,`organization_id`,`role`);--> statement-breakpoint
CREATE TABLE `organizations` (
	`workos_org_id` text(64) PRIMARY KEY NOT NULL,
	`name` text(200) NOT NULL,
	`avatar_url` text,
	`banner_url` text,
	`theme` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `users` (
	`workos_user_id` text(64) PRIMARY KEY NOT NULL,
	`handle` text(40) NOT NULL,
	`email` text(320) NOT NULL,
	`display_name` text(120) NOT NULL,
	`bio` text,
	`avatar_url` text,
	`search_key` text(120) NOT NULL,
	`organization_id` text(64) NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`workos_org_id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "users_handle_lower" CHECK(handle = lower(handle))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `users_handle_unique` ON `users` (`handle`);--> statement-breakpoint
CREATE INDEX `users_search_idx` ON `users` (`search_key`);--> statement-breakpoint
CREATE INDEX `users_organization_idx` ON `users` (`organization_id`);--> statement-breakpoint
CREATE TABLE `workspace_slugs` (
	`slug` text(60) PRIMARY KEY NOT NULL,
	`workspace_id` text(64) NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "workspace_slugs_lower" CHECK(slug = lower(slug))
);
--> statement-breakpoint
CREATE INDEX `workspace_slugs_workspace_idx` ON `workspace_slugs` (`workspace_id`);--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`name` text(120) NOT NULL,
	`slug` text(60) NOT NULL,
	`description` text,
	`owner_type` text(32) NOT NULL,
	`owner_id` text(64) NOT NULL,
	`avatar_url` text,
	`banner_url` text,
	`theme` text,
	`visibility` text(32) DEFAULT 'public' NOT NULL,
	`guest_readable` integer DEFAULT true NOT NULL,
	`search_key` text(120) NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "workspaces_slug_lower" CHECK(slug = lower(slug)),
	CONSTRAINT "workspaces_owner_type" CHECK(owner_type in ('user', 'organization')),
	CONSTRAINT "workspaces_visibility" CHECK(visibility in ('public', 'private'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workspaces_slug_unique` ON `workspaces` (`slug`);--> statement-breakpoint
CREATE INDEX `workspaces_public_idx` ON `workspaces` (`guest_readable`,`id`);--> statement-breakpoint
CREATE INDEX `workspaces_owner_idx` ON `workspaces` (`owner_type`,`owner_id`,`id`);--> statement-breakpoint
CREATE INDEX `workspaces_search_idx` ON `workspaces` (`guest_readable`,`search_key`);--> statement-breakpoint
CREATE TABLE `album_songs` (
	`album_resource_id` text(64) NOT NULL,
	`song_resource_id` text(64) NOT NULL,
	`disc_number` integer DEFAULT 1 NOT NULL,
	`track_number` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`album_resource_id`, `song_resource_id`),
	FOREIGN KEY (`album_resource_id`) REFERENCES `albums`(`resource_id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`song_resource_id`) REFERENCES `songs`(`resource_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "album_songs_numbers" CHECK(disc_number >= 1 and track_number >= 1)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `album_songs_track_unique` ON `album_songs` (`album_resource_id`,`disc_number`,`track_number`);--> statement-breakpoint
CREATE INDEX `album_songs_song_idx` ON `album_songs` (`song_resource_id`,`album_resource_id`);--> statement-breakpoint
CREATE TABLE `albums` (
	`resource_id` text(64) PRIMARY KEY NOT NULL,
	`release_date` integer,
	`upc` text(14),
	`cover_art_url` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `resource_authors` (
	`resource_id` text(64) NOT NULL,
	`author_type` text(32) NOT NULL,
	`author_id` text(64) NOT NULL,
	`role` text(60),
	`position` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`resource_id`, `author_type`, `author_id`),
	FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "resource_authors_type" CHECK(author_type in ('user', 'workspace'))
);
--> statement-breakpoint
CREATE INDEX `resource_authors_author_idx` ON `resource_authors` (`author_type`,`author_id`,`resource_id`);--> statement-breakpoint
CREATE INDEX `resource_authors_credits_idx` ON `resource_authors` (`resource_id`,`position`,`author_type`,`author_id`,`role`);--> statement-breakpoint
CREATE TABLE `resources` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`owner_type` text(32) NOT NULL,
	`owner_id` text(64) NOT NULL,
	`workspace_id` text(64),
	`slug` text(120) NOT NULL,
	`type` text(32) NOT NULL,
	`title` text(200),
	`excerpt` text(320),
	`status` text(32) DEFAULT 'LISTED' NOT NULL,
	`published_at` integer,
	`guest_readable` integer DEFAULT true NOT NULL,
	`search_key` text(200) NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "resources_slug_lower" CHECK(slug = lower(slug)),
	CONSTRAINT "resources_owner_type" CHECK(owner_type in ('user', 'organization')),
	CONSTRAINT "resources_type" CHECK(type in ('post', 'status', 'song', 'album')),
	CONSTRAINT "resources_status" CHECK(status in ('LISTED', 'UNLISTED')),
	CONSTRAINT "resources_title" CHECK((type = 'status' and title is null) or (type <> 'status' and title is not null)),
	CONSTRAINT "resources_home" CHECK(workspace_id is not null or type = 'status')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `resources_slug_unique` ON `resources` (`workspace_id`,`slug`);--> statement-breakpoint
CREATE INDEX `resources_public_idx` ON `resources` (`guest_readable`,`status`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_public_type_idx` ON `resources` (`guest_readable`,`status`,`type`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_search_idx` ON `resources` (`guest_readable`,`status`,`search_key`);--> statement-breakpoint
CREATE INDEX `resources_workspace_idx` ON `resources` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `resources_profile_idx` ON `resources` (`workspace_id`,`status`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_profile_type_idx` ON `resources` (`workspace_id`,`status`,`type`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_owner_idx` ON `resources` (`owner_type`,`owner_id`,`id`);--> statement-breakpoint
CREATE TABLE `songs` (
	`resource_id` text(64) PRIMARY KEY NOT NULL,
	`duration_ms` integer,
	`genre` text(80),
	`release_date` integer,
	`isrc` text(12),
	`audio_url` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `posts` (
	`resource_id` text(64) PRIMARY KEY NOT NULL,
	`body` text NOT NULL,
	`body_html` text NOT NULL,
	`featured_image` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE TABLE `resource_urls` (
	`resource_id` text(64) NOT NULL,
	`position` integer NOT NULL,
	`name` text(120) NOT NULL,
	`url` text NOT NULL,
	`service` text(32) DEFAULT 'other' NOT NULL,
	`icon` text(120),
	`countries` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`resource_id`, `position`),
	FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "resource_urls_service" CHECK(service in ('spotify', 'apple-music', 'youtube', 'youtube-music', 'bandcamp', 'soundcloud', 'tidal', 'deezer', 'amazon-music', 'qobuz', 'beatport', 'audiomack', 'discogs', 'instagram', 'tiktok', 'patreon', 'website', 'other')),
	CONSTRAINT "resource_urls_scheme" CHECK(url like 'https://%' or url like 'http://%')
);
--> statement-breakpoint
CREATE TABLE `permission_actions` (
	`slug` text(60) PRIMARY KEY NOT NULL,
	`name` text(120) NOT NULL,
	`description` text,
	`category` text(32) NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "permission_actions_category" CHECK(category in ('content', 'resource', 'workspace', 'admin'))
);
--> statement-breakpoint
CREATE TABLE `permissions` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`subject_type` text(32) NOT NULL,
	`subject_id` text(64) NOT NULL,
	`object_type` text(32) NOT NULL,
	`object_id` text(64) NOT NULL,
	`action` text(60) NOT NULL,
	`value` text(32) NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`action`) REFERENCES `permission_actions`(`slug`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "permissions_subject_type" CHECK(subject_type in ('user', 'team', 'organization', 'static')),
	CONSTRAINT "permissions_object_type" CHECK(object_type in ('workspace', 'resource', 'organization', 'collection')),
	CONSTRAINT "permissions_value" CHECK(value in ('allow', 'deny', 'unset'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `permissions_unique` ON `permissions` (`object_type`,`object_id`,`subject_type`,`subject_id`,`action`);--> statement-breakpoint
CREATE INDEX `permissions_subject_idx` ON `permissions` (`subject_type`,`subject_id`,`object_type`,`object_id`);--> statement-breakpoint
CREATE TABLE `team_users` (
	`team_id` text(64) NOT NULL,
	`user_id` text(64) NOT NULL,
	`added_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`team_id`, `user_id`),
	FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `team_users_user_idx` ON `team_users` (`user_id`,`team_id`);--> statement-breakpoint
CREATE TABLE `teams` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`organization_id` text(64) NOT NULL,
	`name` text(120) NOT NULL,
	`owner_id` text(64) NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`workos_org_id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`owner_id`) REFERENCES `users`(`workos_user_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `teams_name_unique` ON `teams` (`organization_id`,`name`);--> statement-breakpoint
CREATE INDEX `teams_owner_idx` ON `teams` (`owner_id`);--> statement-breakpoint
CREATE TABLE `engagement_comments` (
	`engagement_id` text(64) PRIMARY KEY NOT NULL,
	`text` text NOT NULL,
	`parent_id` text(64),
	`deleted_at` integer,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`engagement_id`) REFERENCES `engagements`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`parent_id`) REFERENCES `engagement_comments`(`engagement_id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `engagement_comments_parent_idx` ON `engagement_comments` (`parent_id`,`engagement_id`);--> statement-breakpoint
CREATE TABLE `engagement_mentions` (
	`engagement_id` text(64) NOT NULL,
	`mentioned_type` text(32) NOT NULL,
	`mentioned_id` text(64) NOT NULL,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`engagement_id`, `mentioned_type`, `mentioned_id`),
	FOREIGN KEY (`engagement_id`) REFERENCES `engagements`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "engagement_mentions_type" CHECK(mentioned_type in ('user', 'workspace'))
);
--> statement-breakpoint
CREATE INDEX `engagement_mentions_mentioned_idx` ON `engagement_mentions` (`mentioned_type`,`mentioned_id`,`engagement_id`);--> statement-breakpoint
CREATE TABLE `engagements` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`subject_type` text(32) NOT NULL,
	`subject_id` text(64) NOT NULL,
	`action` text(32) NOT NULL,
	`object_type` text(32) NOT NULL,
	`object_id` text(64) NOT NULL,
	`occurrence` text(64) DEFAULT '' NOT NULL,
	`created_at` integer NOT NULL,
	CONSTRAINT "engagements_subject_type" CHECK(subject_type in ('user', 'workspace')),
	CONSTRAINT "engagements_action" CHECK(action in ('like', 'comment', 'repost', 'follow', 'subscribe', 'mention', 'bookmark')),
	CONSTRAINT "engagements_object_type" CHECK(object_type in ('resource', 'workspace', 'collection', 'user'))
);
--> statement-breakpoint
CREATE UNIQUE INDEX `engagements_once` ON `engagements` (`subject_type`,`subject_id`,`action`,`object_type`,`object_id`,`occurrence`);--> statement-breakpoint
CREATE INDEX `engagements_object_idx` ON `engagements` (`object_type`,`object_id`,`action`,`id`);--> statement-breakpoint
CREATE INDEX `engagements_subject_idx` ON `engagements` (`subject_type`,`subject_id`,`action`,`id`);--> statement-breakpoint
CREATE TABLE `collection_item_filters` (
	`collection_id` text(64) NOT NULL,
	`item_type` text(32) NOT NULL,
	`item_id` text(64) NOT NULL,
	`engagement_action` text(32) NOT NULL,
	`is_visible` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`collection_id`, `item_type`, `item_id`, `engagement_action`),
	FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "collection_item_filters_type" CHECK(item_type in ('resource', 'collection', 'user', 'workspace')),
	CONSTRAINT "collection_item_filters_action" CHECK(engagement_action in ('like', 'comment', 'repost', 'follow', 'subscribe', 'mention', 'bookmark'))
);
--> statement-breakpoint
CREATE TABLE `collection_items` (
	`collection_id` text(64) NOT NULL,
	`item_type` text(32) NOT NULL,
	`item_id` text(64) NOT NULL,
	`position` text(200) NOT NULL,
	`note` text,
	`added_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`collection_id`, `item_type`, `item_id`),
	FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "collection_items_type" CHECK(item_type in ('resource', 'collection', 'user', 'workspace'))
);
--> statement-breakpoint
CREATE INDEX `collection_items_order_idx` ON `collection_items` (`collection_id`,`position`,`item_type`,`item_id`);--> statement-breakpoint
CREATE INDEX `collection_items_item_idx` ON `collection_items` (`item_type`,`item_id`,`collection_id`);--> statement-breakpoint
CREATE TABLE `collections` (
	`id` text(64) PRIMARY KEY NOT NULL,
	`owner_type` text(32) NOT NULL,
	`owner_id` text(64) NOT NULL,
	`name` text(120) NOT NULL,
	`slug` text(120) NOT NULL,
	`description` text,
	`type` text(32) NOT NULL,
	`kind` text(32),
	`status` text(32) DEFAULT 'LISTED' NOT NULL,
	`item_count` integer DEFAULT 0 NOT NULL,
	`guest_readable` integer DEFAULT true NOT NULL,
	`search_key` text(120) NOT NULL,
	`version` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "collections_slug_lower" CHECK(slug = lower(slug)),
	CONSTRAINT "collections_owner_type" CHECK(owner_type in ('user', 'workspace')),
	CONSTRAINT "collections_type" CHECK(type in ('static', 'manual', 'smart')),
	CONSTRAINT "collections_kind" CHECK(kind in ('resources', 'following', 'reposts', 'likes', 'bookmarks', 'subscriptions', 'comments')),
	CONSTRAINT "collections_status" CHECK(status in ('LISTED', 'UNLISTED')),
	CONSTRAINT "collections_kind_type" CHECK((type = 'static' and kind is not null) or (type = 'manual' and kind is null) or type = 'smart')
);
--> statement-breakpoint
CREATE UNIQUE INDEX `collections_slug_unique` ON `collections` (`owner_type`,`owner_id`,`slug`);--> statement-breakpoint
CREATE UNIQUE INDEX `collections_kind_unique` ON `collections` (`owner_type`,`owner_id`,`kind`);--> statement-breakpoint
CREATE INDEX `collections_public_idx` ON `collections` (`guest_readable`,`status`,`type`,`id`);--> statement-breakpoint
CREATE INDEX `collections_owner_idx` ON `collections` (`owner_type`,`owner_id`,`type`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `collections_search_idx` ON `collections` (`guest_readable`,`status`,`type`,`search_key`);--> statement-breakpoint
CREATE TABLE `feature_presets` (
	`name` text(32) PRIMARY KEY NOT NULL,
	`features` text NOT NULL,
	`description` text,
	`display_order` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "feature_presets_name" CHECK(name in ('free', 'basic', 'pro', 'enterprise'))
);
--> statement-breakpoint
CREATE TABLE `feature_pricing` (
	`feature_slug` text(60) PRIMARY KEY NOT NULL,
	`base_price_cents` integer NOT NULL,
	`cost_of_operation` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`feature_slug`) REFERENCES `features`(`slug`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "feature_pricing_not_negative" CHECK(base_price_cents >= 0 and cost_of_operation >= 0)
);
--> statement-breakpoint
CREATE TABLE `features` (
	`slug` text(60) PRIMARY KEY NOT NULL,
	`name` text(120) NOT NULL,
	`description` text,
	`category` text(32) NOT NULL,
	`milestone` text(60),
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	CONSTRAINT "features_category" CHECK(category in ('identity', 'content', 'discovery', 'analytics', 'monetization', 'admin', 'support'))
);
--> statement-breakpoint
CREATE TABLE `user_features` (
	`user_id` text(64) NOT NULL,
	`feature_slug` text(60) NOT NULL,
	`limit_value` integer,
	`granted_at` integer NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	PRIMARY KEY(`user_id`, `feature_slug`),
	FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`feature_slug`) REFERENCES `features`(`slug`) ON UPDATE no action ON DELETE cascade
);
--> statement-breakpoint
CREATE INDEX `user_features_feature_idx` ON `user_features` (`feature_slug`,`user_id`);--> statement-breakpoint
CREATE TABLE `user_subscriptions` (
	`user_id` text(64) PRIMARY KEY NOT NULL,
	`stripe_customer_id` text(64),
	`stripe_subscription_id` text(64),
	`active_features` text NOT NULL,
	`custom_price_cents` integer,
	`discount_pct` integer DEFAULT 0 NOT NULL,
	`discount_type` text(32),
	`billing_cycle_start` integer,
	`billing_cycle_end` integer,
	`is_active` integer DEFAULT true NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON UPDATE no action ON DELETE cascade,
	CONSTRAINT "user_subscriptions_discount_type" CHECK(discount_type in ('volume', 'promo', 'free-incentive')),
	CONSTRAINT "user_subscriptions_discount_pct" CHECK(discount_pct between 0 and 50)
);
--> statement-breakpoint
CREATE UNIQUE INDEX `user_subscriptions_stripe_unique` ON `user_subscriptions` (`stripe_subscription_id`);--> statement-breakpoint
CREATE INDEX `user_subscriptions_customer_idx` ON `user_subscriptions` (`stripe_customer_id`);--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`caller_id` text(64) NOT NULL,
	`key` text(255) NOT NULL,
	`fingerprint` text(64) NOT NULL,
	`minted_id` text(64) NOT NULL,
	`response_status` integer,
	`response_headers` text,
	`response_body` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`caller_id`, `key`)
);
--> statement-breakpoint
CREATE INDEX `idempotency_keys_created_idx` ON `idempotency_keys` (`created_at`);