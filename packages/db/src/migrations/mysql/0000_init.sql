CREATE TABLE `organization_members` (
	`organization_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`user_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`role` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `organization_members_pk` PRIMARY KEY(`organization_id`,`user_id`),
	CONSTRAINT `organization_members_role` CHECK(role in ('admin', 'member'))
);
--> statement-breakpoint
CREATE TABLE `organizations` (
	`workos_org_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(200) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`avatar_url` longtext,
	`banner_url` longtext,
	`theme` json,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `organizations_workos_org_id` PRIMARY KEY(`workos_org_id`)
);
--> statement-breakpoint
CREATE TABLE `users` (
	`workos_user_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`handle` varchar(40) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`email` varchar(320) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`display_name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`bio` longtext,
	`avatar_url` longtext,
	`search_key` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`organization_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `users_workos_user_id` PRIMARY KEY(`workos_user_id`),
	CONSTRAINT `users_handle_unique` UNIQUE(`handle`),
	CONSTRAINT `users_handle_lower` CHECK(handle = lower(handle))
);
--> statement-breakpoint
CREATE TABLE `workspace_slugs` (
	`slug` varchar(60) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`workspace_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `workspace_slugs_slug` PRIMARY KEY(`slug`),
	CONSTRAINT `workspace_slugs_lower` CHECK(slug = lower(slug))
);
--> statement-breakpoint
CREATE TABLE `workspaces` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`slug` varchar(60) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`description` longtext,
	`owner_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`owner_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`avatar_url` longtext,
	`banner_url` longtext,
	`theme` json,
	`visibility` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL DEFAULT 'public',
	`guest_readable` boolean NOT NULL DEFAULT true,
	`search_key` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `workspaces_id` PRIMARY KEY(`id`),
	CONSTRAINT `workspaces_slug_unique` UNIQUE(`slug`),
	CONSTRAINT `workspaces_slug_lower` CHECK(slug = lower(slug)),
	CONSTRAINT `workspaces_owner_type` CHECK(owner_type in ('user', 'organization')),
	CONSTRAINT `workspaces_visibility` CHECK(visibility in ('public', 'private'))
);
--> statement-breakpoint
CREATE TABLE `album_songs` (
	`album_resource_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`song_resource_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`disc_number` int NOT NULL DEFAULT 1,
	`track_number` int NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `album_songs_pk` PRIMARY KEY(`album_resource_id`,`song_resource_id`),
	CONSTRAINT `album_songs_track_unique` UNIQUE(`album_resource_id`,`disc_number`,`track_number`),
	CONSTRAINT `album_songs_numbers` CHECK(disc_number >= 1 and track_number >= 1)
);
--> statement-breakpoint
CREATE TABLE `albums` (
	`resource_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`release_date` datetime(3),
	`upc` varchar(14) character set utf8mb4 collate utf8mb4_bin,
	`cover_art_url` longtext,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `albums_resource_id` PRIMARY KEY(`resource_id`)
);
--> statement-breakpoint
CREATE TABLE `resource_authors` (
	`resource_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`author_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`author_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`role` varchar(60) character set utf8mb4 collate utf8mb4_bin,
	`position` int NOT NULL DEFAULT 0,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `resource_authors_pk` PRIMARY KEY(`resource_id`,`author_type`,`author_id`),
	CONSTRAINT `resource_authors_type` CHECK(author_type in ('user', 'workspace'))
);
--> statement-breakpoint
CREATE TABLE `resources` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`owner_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`owner_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`workspace_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`slug` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`title` varchar(200) character set utf8mb4 collate utf8mb4_bin,
	`excerpt` varchar(320) character set utf8mb4 collate utf8mb4_bin,
	`status` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL DEFAULT 'LISTED',
	`published_at` datetime(3),
	`guest_readable` boolean NOT NULL DEFAULT true,
	`search_key` varchar(200) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `resources_id` PRIMARY KEY(`id`),
	CONSTRAINT `resources_slug_unique` UNIQUE(`workspace_id`,`slug`),
	CONSTRAINT `resources_slug_lower` CHECK(slug = lower(slug)),
	CONSTRAINT `resources_owner_type` CHECK(owner_type in ('user', 'organization')),
	CONSTRAINT `resources_type` CHECK(type in ('post', 'status', 'song', 'album')),
	CONSTRAINT `resources_status` CHECK(status in ('LISTED', 'UNLISTED')),
	CONSTRAINT `resources_title` CHECK((type = 'status' and title is null) or (type <> 'status' and title is not null)),
	CONSTRAINT `resources_home` CHECK(workspace_id is not null or type = 'status')
);
--> statement-breakpoint
CREATE TABLE `songs` (
	`resource_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`duration_ms` int,
	`genre` varchar(80) character set utf8mb4 collate utf8mb4_bin,
	`release_date` datetime(3),
	`isrc` varchar(12) character set utf8mb4 collate utf8mb4_bin,
	`audio_url` longtext,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `songs_resource_id` PRIMARY KEY(`resource_id`)
);
--> statement-breakpoint
CREATE TABLE `posts` (
	`resource_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`body` longtext NOT NULL,
	`body_html` longtext NOT NULL,
	`featured_image` longtext,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `posts_resource_id` PRIMARY KEY(`resource_id`)
);
--> statement-breakpoint
CREATE TABLE `resource_urls` (
	`resource_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`position` int NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`url` longtext NOT NULL,
	`service` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL DEFAULT 'other',
	`icon` varchar(120) character set utf8mb4 collate utf8mb4_bin,
	`countries` json,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `resource_urls_pk` PRIMARY KEY(`resource_id`,`position`),
	CONSTRAINT `resource_urls_service` CHECK(service in ('spotify', 'apple-music', 'youtube', 'youtube-music', 'bandcamp', 'soundcloud', 'tidal', 'deezer', 'amazon-music', 'qobuz', 'beatport', 'audiomack', 'discogs', 'instagram', 'tiktok', 'patreon', 'website', 'other')),
	CONSTRAINT `resource_urls_scheme` CHECK(url like 'https://%' or url like 'http://%')
);
--> statement-breakpoint
CREATE TABLE `permission_actions` (
	`slug` varchar(60) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`description` longtext,
	`category` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `permission_actions_slug` PRIMARY KEY(`slug`),
	CONSTRAINT `permission_actions_category` CHECK(category in ('content', 'resource', 'workspace', 'admin'))
);
--> statement-breakpoint
CREATE TABLE `permissions` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`subject_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`subject_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`object_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`object_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`action` varchar(60) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`value` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `permissions_id` PRIMARY KEY(`id`),
	CONSTRAINT `permissions_unique` UNIQUE(`object_type`,`object_id`,`subject_type`,`subject_id`,`action`),
	CONSTRAINT `permissions_subject_type` CHECK(subject_type in ('user', 'team', 'organization', 'static')),
	CONSTRAINT `permissions_object_type` CHECK(object_type in ('workspace', 'resource', 'organization', 'collection')),
	CONSTRAINT `permissions_value` CHECK(value in ('allow', 'deny', 'unset'))
);
--> statement-breakpoint
CREATE TABLE `team_users` (
	`team_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`user_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`added_at` datetime(3) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `team_users_pk` PRIMARY KEY(`team_id`,`user_id`)
);
--> statement-breakpoint
CREATE TABLE `teams` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`organization_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`owner_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `teams_id` PRIMARY KEY(`id`),
	CONSTRAINT `teams_name_unique` UNIQUE(`organization_id`,`name`)
);
--> statement-breakpoint
CREATE TABLE `engagement_comments` (
	`engagement_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`text` longtext NOT NULL,
	`parent_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`deleted_at` datetime(3),
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `engagement_comments_engagement_id` PRIMARY KEY(`engagement_id`)
);
--> statement-breakpoint
CREATE TABLE `engagement_mentions` (
	`engagement_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`mentioned_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`mentioned_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `engagement_mentions_pk` PRIMARY KEY(`engagement_id`,`mentioned_type`,`mentioned_id`),
	CONSTRAINT `engagement_mentions_type` CHECK(mentioned_type in ('user', 'workspace'))
);
--> statement-breakpoint
CREATE TABLE `engagements` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`subject_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`subject_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`action` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`object_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`object_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`occurrence` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL DEFAULT '',
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `engagements_id` PRIMARY KEY(`id`),
	CONSTRAINT `engagements_once` UNIQUE(`subject_type`,`subject_id`,`action`,`object_type`,`object_id`,`occurrence`),
	CONSTRAINT `engagements_subject_type` CHECK(subject_type in ('user', 'workspace')),
	CONSTRAINT `engagements_action` CHECK(action in ('like', 'comment', 'repost', 'follow', 'subscribe', 'mention', 'bookmark')),
	CONSTRAINT `engagements_object_type` CHECK(object_type in ('resource', 'workspace', 'collection', 'user'))
);
--> statement-breakpoint
CREATE TABLE `collection_item_filters` (
	`collection_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`item_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`item_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`engagement_action` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`is_visible` boolean NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `collection_item_filters_pk` PRIMARY KEY(`collection_id`,`item_type`,`item_id`,`engagement_action`),
	CONSTRAINT `collection_item_filters_type` CHECK(item_type in ('resource', 'collection', 'user', 'workspace')),
	CONSTRAINT `collection_item_filters_action` CHECK(engagement_action in ('like', 'comment', 'repost', 'follow', 'subscribe', 'mention', 'bookmark'))
);
--> statement-breakpoint
CREATE TABLE `collection_items` (
	`collection_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`item_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`item_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`position` varchar(200) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`note` longtext,
	`added_at` datetime(3) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `collection_items_pk` PRIMARY KEY(`collection_id`,`item_type`,`item_id`),
	CONSTRAINT `collection_items_type` CHECK(item_type in ('resource', 'collection', 'user', 'workspace'))
);
--> statement-breakpoint
CREATE TABLE `collections` (
	`id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`owner_type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`owner_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`slug` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`description` longtext,
	`type` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`kind` varchar(32) character set utf8mb4 collate utf8mb4_bin,
	`status` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL DEFAULT 'LISTED',
	`item_count` int NOT NULL DEFAULT 0,
	`guest_readable` boolean NOT NULL DEFAULT true,
	`search_key` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`version` int NOT NULL DEFAULT 1,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `collections_id` PRIMARY KEY(`id`),
	CONSTRAINT `collections_slug_unique` UNIQUE(`owner_type`,`owner_id`,`slug`),
	CONSTRAINT `collections_kind_unique` UNIQUE(`owner_type`,`owner_id`,`kind`),
	CONSTRAINT `collections_slug_lower` CHECK(slug = lower(slug)),
	CONSTRAINT `collections_owner_type` CHECK(owner_type in ('user', 'workspace')),
	CONSTRAINT `collections_type` CHECK(type in ('static', 'manual', 'smart')),
	CONSTRAINT `collections_kind` CHECK(kind in ('resources', 'following', 'reposts', 'likes', 'bookmarks', 'subscriptions', 'comments')),
	CONSTRAINT `collections_status` CHECK(status in ('LISTED', 'UNLISTED')),
	CONSTRAINT `collections_kind_type` CHECK((type = 'static' and kind is not null) or (type = 'manual' and kind is null) or type = 'smart')
);
--> statement-breakpoint
CREATE TABLE `feature_presets` (
	`name` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`features` json NOT NULL,
	`description` longtext,
	`display_order` int NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `feature_presets_name` PRIMARY KEY(`name`),
	CONSTRAINT `feature_presets_name` CHECK(name in ('free', 'basic', 'pro', 'enterprise'))
);
--> statement-breakpoint
CREATE TABLE `feature_pricing` (
	`feature_slug` varchar(60) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`base_price_cents` int NOT NULL,
	`cost_of_operation` int NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `feature_pricing_feature_slug` PRIMARY KEY(`feature_slug`),
	CONSTRAINT `feature_pricing_not_negative` CHECK(base_price_cents >= 0 and cost_of_operation >= 0)
);
--> statement-breakpoint
CREATE TABLE `features` (
	`slug` varchar(60) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`name` varchar(120) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`description` longtext,
	`category` varchar(32) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`milestone` varchar(60) character set utf8mb4 collate utf8mb4_bin,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `features_slug` PRIMARY KEY(`slug`),
	CONSTRAINT `features_category` CHECK(category in ('identity', 'content', 'discovery', 'analytics', 'monetization', 'admin', 'support'))
);
--> statement-breakpoint
CREATE TABLE `user_features` (
	`user_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`feature_slug` varchar(60) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`limit_value` int,
	`granted_at` datetime(3) NOT NULL,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `user_features_pk` PRIMARY KEY(`user_id`,`feature_slug`)
);
--> statement-breakpoint
CREATE TABLE `user_subscriptions` (
	`user_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`stripe_customer_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`stripe_subscription_id` varchar(64) character set utf8mb4 collate utf8mb4_bin,
	`active_features` json NOT NULL,
	`custom_price_cents` int,
	`discount_pct` int NOT NULL DEFAULT 0,
	`discount_type` varchar(32) character set utf8mb4 collate utf8mb4_bin,
	`billing_cycle_start` datetime(3),
	`billing_cycle_end` datetime(3),
	`is_active` boolean NOT NULL DEFAULT true,
	`created_at` datetime(3) NOT NULL,
	`updated_at` datetime(3) NOT NULL,
	CONSTRAINT `user_subscriptions_user_id` PRIMARY KEY(`user_id`),
	CONSTRAINT `user_subscriptions_stripe_unique` UNIQUE(`stripe_subscription_id`),
	CONSTRAINT `user_subscriptions_discount_type` CHECK(discount_type in ('volume', 'promo', 'free-incentive')),
	CONSTRAINT `user_subscriptions_discount_pct` CHECK(discount_pct between 0 and 50)
);
--> statement-breakpoint
CREATE TABLE `idempotency_keys` (
	`caller_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`key` varchar(255) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`fingerprint` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`minted_id` varchar(64) character set utf8mb4 collate utf8mb4_bin NOT NULL,
	`response_status` int,
	`response_headers` json,
	`response_body` longtext,
	`created_at` datetime(3) NOT NULL,
	CONSTRAINT `idempotency_keys_pk` PRIMARY KEY(`caller_id`,`key`)
);
--> statement-breakpoint
ALTER TABLE `organization_members` ADD CONSTRAINT `organization_members_user_id_users_workos_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `organization_members` ADD CONSTRAINT `organization_members_organization_fk` FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`workos_org_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `users` ADD CONSTRAINT `users_organization_id_organizations_workos_org_id_fk` FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`workos_org_id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `workspace_slugs` ADD CONSTRAINT `workspace_slugs_workspace_id_workspaces_id_fk` FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `album_songs` ADD CONSTRAINT `album_songs_album_resource_id_albums_resource_id_fk` FOREIGN KEY (`album_resource_id`) REFERENCES `albums`(`resource_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `album_songs` ADD CONSTRAINT `album_songs_song_resource_id_songs_resource_id_fk` FOREIGN KEY (`song_resource_id`) REFERENCES `songs`(`resource_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `albums` ADD CONSTRAINT `albums_resource_id_resources_id_fk` FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `resource_authors` ADD CONSTRAINT `resource_authors_resource_id_resources_id_fk` FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `resources` ADD CONSTRAINT `resources_workspace_id_workspaces_id_fk` FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `songs` ADD CONSTRAINT `songs_resource_id_resources_id_fk` FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `posts` ADD CONSTRAINT `posts_resource_id_resources_id_fk` FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `resource_urls` ADD CONSTRAINT `resource_urls_resource_id_resources_id_fk` FOREIGN KEY (`resource_id`) REFERENCES `resources`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `permissions` ADD CONSTRAINT `permissions_action_permission_actions_slug_fk` FOREIGN KEY (`action`) REFERENCES `permission_actions`(`slug`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `team_users` ADD CONSTRAINT `team_users_team_id_teams_id_fk` FOREIGN KEY (`team_id`) REFERENCES `teams`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `team_users` ADD CONSTRAINT `team_users_user_id_users_workos_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `teams` ADD CONSTRAINT `teams_organization_id_organizations_workos_org_id_fk` FOREIGN KEY (`organization_id`) REFERENCES `organizations`(`workos_org_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `teams` ADD CONSTRAINT `teams_owner_id_users_workos_user_id_fk` FOREIGN KEY (`owner_id`) REFERENCES `users`(`workos_user_id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `engagement_comments` ADD CONSTRAINT `engagement_comments_engagement_id_engagements_id_fk` FOREIGN KEY (`engagement_id`) REFERENCES `engagements`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `engagement_comments` ADD CONSTRAINT `engagement_comments_parent_fk` FOREIGN KEY (`parent_id`) REFERENCES `engagement_comments`(`engagement_id`) ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `engagement_mentions` ADD CONSTRAINT `engagement_mentions_engagement_id_engagements_id_fk` FOREIGN KEY (`engagement_id`) REFERENCES `engagements`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `collection_item_filters` ADD CONSTRAINT `collection_item_filters_collection_id_collections_id_fk` FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `collection_items` ADD CONSTRAINT `collection_items_collection_id_collections_id_fk` FOREIGN KEY (`collection_id`) REFERENCES `collections`(`id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `feature_pricing` ADD CONSTRAINT `feature_pricing_feature_slug_features_slug_fk` FOREIGN KEY (`feature_slug`) REFERENCES `features`(`slug`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `user_features` ADD CONSTRAINT `user_features_user_id_users_workos_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `user_features` ADD CONSTRAINT `user_features_feature_slug_features_slug_fk` FOREIGN KEY (`feature_slug`) REFERENCES `features`(`slug`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE `user_subscriptions` ADD CONSTRAINT `user_subscriptions_user_id_users_workos_user_id_fk` FOREIGN KEY (`user_id`) REFERENCES `users`(`workos_user_id`) ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX `organization_members_user_idx` ON `organization_members` (`user_id`,`organization_id`,`role`);--> statement-breakpoint
CREATE INDEX `users_search_idx` ON `users` (`search_key`);--> statement-breakpoint
CREATE INDEX `users_organization_idx` ON `users` (`organization_id`);--> statement-breakpoint
CREATE INDEX `workspace_slugs_workspace_idx` ON `workspace_slugs` (`workspace_id`);--> statement-breakpoint
CREATE INDEX `workspaces_public_idx` ON `workspaces` (`guest_readable`,`id`);--> statement-breakpoint
CREATE INDEX `workspaces_owner_idx` ON `workspaces` (`owner_type`,`owner_id`,`id`);--> statement-breakpoint
CREATE INDEX `workspaces_search_idx` ON `workspaces` (`guest_readable`,`search_key`);--> statement-breakpoint
CREATE INDEX `album_songs_song_idx` ON `album_songs` (`song_resource_id`,`album_resource_id`);--> statement-breakpoint
CREATE INDEX `resource_authors_author_idx` ON `resource_authors` (`author_type`,`author_id`,`resource_id`);--> statement-breakpoint
CREATE INDEX `resource_authors_credits_idx` ON `resource_authors` (`resource_id`,`position`,`author_type`,`author_id`,`role`);--> statement-breakpoint
CREATE INDEX `resources_public_idx` ON `resources` (`guest_readable`,`status`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_public_type_idx` ON `resources` (`guest_readable`,`status`,`type`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_search_idx` ON `resources` (`guest_readable`,`status`,`search_key`);--> statement-breakpoint
CREATE INDEX `resources_workspace_idx` ON `resources` (`workspace_id`,`id`);--> statement-breakpoint
CREATE INDEX `resources_profile_idx` ON `resources` (`workspace_id`,`status`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_profile_type_idx` ON `resources` (`workspace_id`,`status`,`type`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_owner_idx` ON `resources` (`owner_type`,`owner_id`,`id`);--> statement-breakpoint
CREATE INDEX `permissions_subject_idx` ON `permissions` (`subject_type`,`subject_id`,`object_type`,`object_id`);--> statement-breakpoint
CREATE INDEX `team_users_user_idx` ON `team_users` (`user_id`,`team_id`);--> statement-breakpoint
CREATE INDEX `teams_owner_idx` ON `teams` (`owner_id`);--> statement-breakpoint
CREATE INDEX `engagement_comments_parent_idx` ON `engagement_comments` (`parent_id`,`engagement_id`);--> statement-breakpoint
CREATE INDEX `engagement_mentions_mentioned_idx` ON `engagement_mentions` (`mentioned_type`,`mentioned_id`,`engagement_id`);--> statement-breakpoint
CREATE INDEX `engagements_object_idx` ON `engagements` (`object_type`,`object_id`,`action`,`id`);--> statement-breakpoint
CREATE INDEX `engagements_subject_idx` ON `engagements` (`subject_type`,`subject_id`,`action`,`id`);--> statement-breakpoint
CREATE INDEX `collection_items_order_idx` ON `collection_items` (`collection_id`,`position`,`item_type`,`item_id`);--> statement-breakpoint
CREATE INDEX `collection_items_item_idx` ON `collection_items` (`item_type`,`item_id`,`collection_id`);--> statement-breakpoint
CREATE INDEX `collections_public_idx` ON `collections` (`guest_readable`,`status`,`type`,`id`);--> statement-breakpoint
CREATE INDEX `collections_owner_idx` ON `collections` (`owner_type`,`owner_id`,`type`,`status`,`id`);--> statement-breakpoint
CREATE INDEX `collections_search_idx` ON `collections` (`guest_readable`,`status`,`type`,`search_key`);--> statement-breakpoint
CREATE INDEX `user_features_feature_idx` ON `user_features` (`feature_slug`,`user_id`);--> statement-breakpoint
CREATE INDEX `user_subscriptions_customer_idx` ON `user_subscriptions` (`stripe_customer_id`);--> statement-breakpoint
CREATE INDEX `idempotency_keys_created_idx` ON `idempotency_keys` (`created_at`);