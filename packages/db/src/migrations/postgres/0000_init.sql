CREATE TABLE "organization_members" (
	"organization_id" varchar(64) COLLATE "C" NOT NULL,
	"user_id" varchar(64) COLLATE "C" NOT NULL,
	"role" varchar(32) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "organization_members_pk" PRIMARY KEY("organization_id","user_id"),
	CONSTRAINT "organization_members_role" CHECK (role in ('admin', 'member'))
);
--> statement-breakpoint
CREATE TABLE "organizations" (
	"workos_org_id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"name" varchar(200) COLLATE "C" NOT NULL,
	"avatar_url" text,
	"banner_url" text,
	"theme" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "users" (
	"workos_user_id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"handle" varchar(40) COLLATE "C" NOT NULL,
	"email" varchar(320) COLLATE "C" NOT NULL,
	"display_name" varchar(120) COLLATE "C" NOT NULL,
	"bio" text,
	"avatar_url" text,
	"search_key" varchar(120) COLLATE "C" NOT NULL,
	"organization_id" varchar(64) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "users_handle_lower" CHECK (handle = lower(handle))
);
--> statement-breakpoint
CREATE TABLE "workspace_slugs" (
	"slug" varchar(60) COLLATE "C" PRIMARY KEY NOT NULL,
	"workspace_id" varchar(64) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workspace_slugs_lower" CHECK (slug = lower(slug))
);
--> statement-breakpoint
CREATE TABLE "workspaces" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"name" varchar(120) COLLATE "C" NOT NULL,
	"slug" varchar(60) COLLATE "C" NOT NULL,
	"description" text,
	"owner_type" varchar(32) COLLATE "C" NOT NULL,
	"owner_id" varchar(64) COLLATE "C" NOT NULL,
	"avatar_url" text,
	"banner_url" text,
	"theme" jsonb,
	"visibility" varchar(32) COLLATE "C" DEFAULT 'public' NOT NULL,
	"guest_readable" boolean DEFAULT true NOT NULL,
	"search_key" varchar(120) COLLATE "C" NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "workspaces_slug_lower" CHECK (slug = lower(slug)),
	CONSTRAINT "workspaces_owner_type" CHECK (owner_type in ('user', 'organization')),
	CONSTRAINT "workspaces_visibility" CHECK (visibility in ('public', 'private'))
);
--> statement-breakpoint
CREATE TABLE "album_songs" (
	"album_resource_id" varchar(64) COLLATE "C" NOT NULL,
	"song_resource_id" varchar(64) COLLATE "C" NOT NULL,
	"disc_number" integer DEFAULT 1 NOT NULL,
	"track_number" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "album_songs_pk" PRIMARY KEY("album_resource_id","song_resource_id"),
	CONSTRAINT "album_songs_numbers" CHECK (disc_number >= 1 and track_number >= 1)
);
--> statement-breakpoint
CREATE TABLE "albums" (
	"resource_id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"release_date" timestamp (3) with time zone,
	"upc" varchar(14) COLLATE "C",
	"cover_art_url" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "resource_authors" (
	"resource_id" varchar(64) COLLATE "C" NOT NULL,
	"author_type" varchar(32) COLLATE "C" NOT NULL,
	"author_id" varchar(64) COLLATE "C" NOT NULL,
	"role" varchar(60) COLLATE "C",
	"position" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "resource_authors_pk" PRIMARY KEY("resource_id","author_type","author_id"),
	CONSTRAINT "resource_authors_type" CHECK (author_type in ('user', 'workspace'))
);
--> statement-breakpoint
CREATE TABLE "resources" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_type" varchar(32) COLLATE "C" NOT NULL,
	"owner_id" varchar(64) COLLATE "C" NOT NULL,
	"workspace_id" varchar(64) COLLATE "C",
	"slug" varchar(120) COLLATE "C" NOT NULL,
	"type" varchar(32) COLLATE "C" NOT NULL,
	"title" varchar(200) COLLATE "C",
	"excerpt" varchar(320) COLLATE "C",
	"status" varchar(32) COLLATE "C" DEFAULT 'LISTED' NOT NULL,
	"published_at" timestamp (3) with time zone,
	"guest_readable" boolean DEFAULT true NOT NULL,
	"search_key" varchar(200) COLLATE "C" NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "resources_slug_lower" CHECK (slug = lower(slug)),
	CONSTRAINT "resources_owner_type" CHECK (owner_type in ('user', 'organization')),
	CONSTRAINT "resources_type" CHECK (type in ('post', 'status', 'song', 'album')),
	CONSTRAINT "resources_status" CHECK (status in ('LISTED', 'UNLISTED')),
	CONSTRAINT "resources_title" CHECK ((type = 'status' and title is null) or (type <> 'status' and title is not null)),
	CONSTRAINT "resources_home" CHECK (workspace_id is not null or type = 'status')
);
--> statement-breakpoint
CREATE TABLE "songs" (
	"resource_id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"duration_ms" integer,
	"genre" varchar(80) COLLATE "C",
	"release_date" timestamp (3) with time zone,
	"isrc" varchar(12) COLLATE "C",
	"audio_url" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "posts" (
	"resource_id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"body" text NOT NULL,
	"body_html" text NOT NULL,
	"featured_image" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "resource_urls" (
	"resource_id" varchar(64) COLLATE "C" NOT NULL,
	"position" integer NOT NULL,
	"name" varchar(120) COLLATE "C" NOT NULL,
	"url" text NOT NULL,
	"service" varchar(32) COLLATE "C" DEFAULT 'other' NOT NULL,
	"icon" varchar(120) COLLATE "C",
	"countries" jsonb,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "resource_urls_pk" PRIMARY KEY("resource_id","position"),
	CONSTRAINT "resource_urls_service" CHECK (service in ('spotify', 'apple-music', 'youtube', 'youtube-music', 'bandcamp', 'soundcloud', 'tidal', 'deezer', 'amazon-music', 'qobuz', 'beatport', 'audiomack', 'discogs', 'instagram', 'tiktok', 'patreon', 'website', 'other')),
	CONSTRAINT "resource_urls_scheme" CHECK (url like 'https://%' or url like 'http://%')
);
--> statement-breakpoint
CREATE TABLE "permission_actions" (
	"slug" varchar(60) COLLATE "C" PRIMARY KEY NOT NULL,
	"name" varchar(120) COLLATE "C" NOT NULL,
	"description" text,
	"category" varchar(32) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "permission_actions_category" CHECK (category in ('content', 'resource', 'workspace', 'admin'))
);
--> statement-breakpoint
CREATE TABLE "permissions" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"subject_type" varchar(32) COLLATE "C" NOT NULL,
	"subject_id" varchar(64) COLLATE "C" NOT NULL,
	"object_type" varchar(32) COLLATE "C" NOT NULL,
	"object_id" varchar(64) COLLATE "C" NOT NULL,
	"action" varchar(60) COLLATE "C" NOT NULL,
	"value" varchar(32) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "permissions_subject_type" CHECK (subject_type in ('user', 'team', 'organization', 'static')),
	CONSTRAINT "permissions_object_type" CHECK (object_type in ('workspace', 'resource', 'organization', 'collection')),
	CONSTRAINT "permissions_value" CHECK (value in ('allow', 'deny', 'unset'))
);
--> statement-breakpoint
CREATE TABLE "team_users" (
	"team_id" varchar(64) COLLATE "C" NOT NULL,
	"user_id" varchar(64) COLLATE "C" NOT NULL,
	"added_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "team_users_pk" PRIMARY KEY("team_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "teams" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"organization_id" varchar(64) COLLATE "C" NOT NULL,
	"name" varchar(120) COLLATE "C" NOT NULL,
	"owner_id" varchar(64) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engagement_comments" (
	"engagement_id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"text" text NOT NULL,
	"parent_id" varchar(64) COLLATE "C",
	"deleted_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "engagement_mentions" (
	"engagement_id" varchar(64) COLLATE "C" NOT NULL,
	"mentioned_type" varchar(32) COLLATE "C" NOT NULL,
	"mentioned_id" varchar(64) COLLATE "C" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagement_mentions_pk" PRIMARY KEY("engagement_id","mentioned_type","mentioned_id"),
	CONSTRAINT "engagement_mentions_type" CHECK (mentioned_type in ('user', 'workspace'))
);
--> statement-breakpoint
CREATE TABLE "engagements" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"subject_type" varchar(32) COLLATE "C" NOT NULL,
	"subject_id" varchar(64) COLLATE "C" NOT NULL,
	"action" varchar(32) COLLATE "C" NOT NULL,
	"object_type" varchar(32) COLLATE "C" NOT NULL,
	"object_id" varchar(64) COLLATE "C" NOT NULL,
	"occurrence" varchar(64) COLLATE "C" DEFAULT '' NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "engagements_subject_type" CHECK (subject_type in ('user', 'workspace')),
	CONSTRAINT "engagements_action" CHECK (action in ('like', 'comment', 'repost', 'follow', 'subscribe', 'mention', 'bookmark')),
	CONSTRAINT "engagements_object_type" CHECK (object_type in ('resource', 'workspace', 'collection', 'user'))
);
--> statement-breakpoint
CREATE TABLE "collection_item_filters" (
	"collection_id" varchar(64) COLLATE "C" NOT NULL,
	"item_type" varchar(32) COLLATE "C" NOT NULL,
	"item_id" varchar(64) COLLATE "C" NOT NULL,
	"engagement_action" varchar(32) COLLATE "C" NOT NULL,
	"is_visible" boolean NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "collection_item_filters_pk" PRIMARY KEY("collection_id","item_type","item_id","engagement_action"),
	CONSTRAINT "collection_item_filters_type" CHECK (item_type in ('resource', 'collection', 'user', 'workspace')),
	CONSTRAINT "collection_item_filters_action" CHECK (engagement_action in ('like', 'comment', 'repost', 'follow', 'subscribe', 'mention', 'bookmark'))
);
--> statement-breakpoint
CREATE TABLE "collection_items" (
	"collection_id" varchar(64) COLLATE "C" NOT NULL,
	"item_type" varchar(32) COLLATE "C" NOT NULL,
	"item_id" varchar(64) COLLATE "C" NOT NULL,
	"position" varchar(200) COLLATE "C" NOT NULL,
	"note" text,
	"added_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "collection_items_pk" PRIMARY KEY("collection_id","item_type","item_id"),
	CONSTRAINT "collection_items_type" CHECK (item_type in ('resource', 'collection', 'user', 'workspace'))
);
--> statement-breakpoint
CREATE TABLE "collections" (
	"id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"owner_type" varchar(32) COLLATE "C" NOT NULL,
	"owner_id" varchar(64) COLLATE "C" NOT NULL,
	"name" varchar(120) COLLATE "C" NOT NULL,
	"slug" varchar(120) COLLATE "C" NOT NULL,
	"description" text,
	"type" varchar(32) COLLATE "C" NOT NULL,
	"kind" varchar(32) COLLATE "C",
	"status" varchar(32) COLLATE "C" DEFAULT 'LISTED' NOT NULL,
	"item_count" integer DEFAULT 0 NOT NULL,
	"guest_readable" boolean DEFAULT true NOT NULL,
	"search_key" varchar(120) COLLATE "C" NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "collections_slug_lower" CHECK (slug = lower(slug)),
	CONSTRAINT "collections_owner_type" CHECK (owner_type in ('user', 'workspace')),
	CONSTRAINT "collections_type" CHECK (type in ('static', 'manual', 'smart')),
	CONSTRAINT "collections_kind" CHECK (kind in ('resources', 'following', 'reposts', 'likes', 'bookmarks', 'subscriptions', 'comments')),
	CONSTRAINT "collections_status" CHECK (status in ('LISTED', 'UNLISTED')),
	CONSTRAINT "collections_kind_type" CHECK ((type = 'static' and kind is not null) or (type = 'manual' and kind is null) or type = 'smart')
);
--> statement-breakpoint
CREATE TABLE "feature_presets" (
	"name" varchar(32) COLLATE "C" PRIMARY KEY NOT NULL,
	"features" jsonb NOT NULL,
	"description" text,
	"display_order" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "feature_presets_name" CHECK (name in ('free', 'basic', 'pro', 'enterprise'))
);
--> statement-breakpoint
CREATE TABLE "feature_pricing" (
	"feature_slug" varchar(60) COLLATE "C" PRIMARY KEY NOT NULL,
	"base_price_cents" integer NOT NULL,
	"cost_of_operation" integer NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "feature_pricing_not_negative" CHECK (base_price_cents >= 0 and cost_of_operation >= 0)
);
--> statement-breakpoint
CREATE TABLE "features" (
	"slug" varchar(60) COLLATE "C" PRIMARY KEY NOT NULL,
	"name" varchar(120) COLLATE "C" NOT NULL,
	"description" text,
	"category" varchar(32) COLLATE "C" NOT NULL,
	"milestone" varchar(60) COLLATE "C",
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "features_category" CHECK (category in ('identity', 'content', 'discovery', 'analytics', 'monetization', 'admin', 'support'))
);
--> statement-breakpoint
CREATE TABLE "user_features" (
	"user_id" varchar(64) COLLATE "C" NOT NULL,
	"feature_slug" varchar(60) COLLATE "C" NOT NULL,
	"limit_value" integer,
	"granted_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_features_pk" PRIMARY KEY("user_id","feature_slug")
);
--> statement-breakpoint
CREATE TABLE "user_subscriptions" (
	"user_id" varchar(64) COLLATE "C" PRIMARY KEY NOT NULL,
	"stripe_customer_id" varchar(64) COLLATE "C",
	"stripe_subscription_id" varchar(64) COLLATE "C",
	"active_features" jsonb NOT NULL,
	"custom_price_cents" integer,
	"discount_pct" integer DEFAULT 0 NOT NULL,
	"discount_type" varchar(32) COLLATE "C",
	"billing_cycle_start" timestamp (3) with time zone,
	"billing_cycle_end" timestamp (3) with time zone,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"updated_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "user_subscriptions_discount_type" CHECK (discount_type in ('volume', 'promo', 'free-incentive')),
	CONSTRAINT "user_subscriptions_discount_pct" CHECK (discount_pct between 0 and 50)
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"caller_id" varchar(64) COLLATE "C" NOT NULL,
	"key" varchar(255) COLLATE "C" NOT NULL,
	"fingerprint" varchar(64) COLLATE "C" NOT NULL,
	"minted_id" varchar(64) COLLATE "C" NOT NULL,
	"response_status" integer,
	"response_headers" jsonb,
	"response_body" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "idempotency_keys_pk" PRIMARY KEY("caller_id","key")
);
--> statement-breakpoint
ALTER TABLE "organization_members" ADD CONSTRAINT "organization_members_user_id_users_workos_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("workos_user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organization_members" ADD CONSTRAINT "organization_members_organization_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("workos_org_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_organization_id_organizations_workos_org_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("workos_org_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workspace_slugs" ADD CONSTRAINT "workspace_slugs_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "album_songs" ADD CONSTRAINT "album_songs_album_resource_id_albums_resource_id_fk" FOREIGN KEY ("album_resource_id") REFERENCES "public"."albums"("resource_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "album_songs" ADD CONSTRAINT "album_songs_song_resource_id_songs_resource_id_fk" FOREIGN KEY ("song_resource_id") REFERENCES "public"."songs"("resource_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "albums" ADD CONSTRAINT "albums_resource_id_resources_id_fk" FOREIGN KEY ("resource_id") REFERENCES "public"."resources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resource_authors" ADD CONSTRAINT "resource_authors_resource_id_resources_id_fk" FOREIGN KEY ("resource_id") REFERENCES "public"."resources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resources" ADD CONSTRAINT "resources_workspace_id_workspaces_id_fk" FOREIGN KEY ("workspace_id") REFERENCES "public"."workspaces"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "songs" ADD CONSTRAINT "songs_resource_id_resources_id_fk" FOREIGN KEY ("resource_id") REFERENCES "public"."resources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "posts" ADD CONSTRAINT "posts_resource_id_resources_id_fk" FOREIGN KEY ("resource_id") REFERENCES "public"."resources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "resource_urls" ADD CONSTRAINT "resource_urls_resource_id_resources_id_fk" FOREIGN KEY ("resource_id") REFERENCES "public"."resources"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "permissions" ADD CONSTRAINT "permissions_action_permission_actions_slug_fk" FOREIGN KEY ("action") REFERENCES "public"."permission_actions"("slug") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_users" ADD CONSTRAINT "team_users_team_id_teams_id_fk" FOREIGN KEY ("team_id") REFERENCES "public"."teams"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "team_users" ADD CONSTRAINT "team_users_user_id_users_workos_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("workos_user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_organization_id_organizations_workos_org_id_fk" FOREIGN KEY ("organization_id") REFERENCES "public"."organizations"("workos_org_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "teams" ADD CONSTRAINT "teams_owner_id_users_workos_user_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("workos_user_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_comments" ADD CONSTRAINT "engagement_comments_engagement_id_engagements_id_fk" FOREIGN KEY ("engagement_id") REFERENCES "public"."engagements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_comments" ADD CONSTRAINT "engagement_comments_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."engagement_comments"("engagement_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "engagement_mentions" ADD CONSTRAINT "engagement_mentions_engagement_id_engagements_id_fk" FOREIGN KEY ("engagement_id") REFERENCES "public"."engagements"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_item_filters" ADD CONSTRAINT "collection_item_filters_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "collection_items" ADD CONSTRAINT "collection_items_collection_id_collections_id_fk" FOREIGN KEY ("collection_id") REFERENCES "public"."collections"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "feature_pricing" ADD CONSTRAINT "feature_pricing_feature_slug_features_slug_fk" FOREIGN KEY ("feature_slug") REFERENCES "public"."features"("slug") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_features" ADD CONSTRAINT "user_features_user_id_users_workos_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("workos_user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_features" ADD CONSTRAINT "user_features_feature_slug_features_slug_fk" FOREIGN KEY ("feature_slug") REFERENCES "public"."features"("slug") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "user_subscriptions" ADD CONSTRAINT "user_subscriptions_user_id_users_workos_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("workos_user_id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "organization_members_user_idx" ON "organization_members" USING btree ("user_id","organization_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "users_handle_unique" ON "users" USING btree ("handle");--> statement-breakpoint
CREATE INDEX "users_search_idx" ON "users" USING btree ("search_key");--> statement-breakpoint
CREATE INDEX "users_organization_idx" ON "users" USING btree ("organization_id");--> statement-breakpoint
CREATE INDEX "workspace_slugs_workspace_idx" ON "workspace_slugs" USING btree ("workspace_id");--> statement-breakpoint
CREATE UNIQUE INDEX "workspaces_slug_unique" ON "workspaces" USING btree ("slug");--> statement-breakpoint
CREATE INDEX "workspaces_public_idx" ON "workspaces" USING btree ("guest_readable","id");--> statement-breakpoint
CREATE INDEX "workspaces_owner_idx" ON "workspaces" USING btree ("owner_type","owner_id","id");--> statement-breakpoint
CREATE INDEX "workspaces_search_idx" ON "workspaces" USING btree ("guest_readable","search_key");--> statement-breakpoint
CREATE UNIQUE INDEX "album_songs_track_unique" ON "album_songs" USING btree ("album_resource_id","disc_number","track_number");--> statement-breakpoint
CREATE INDEX "album_songs_song_idx" ON "album_songs" USING btree ("song_resource_id","album_resource_id");--> statement-breakpoint
CREATE INDEX "resource_authors_author_idx" ON "resource_authors" USING btree ("author_type","author_id","resource_id");--> statement-breakpoint
CREATE INDEX "resource_authors_credits_idx" ON "resource_authors" USING btree ("resource_id","position","author_type","author_id","role");--> statement-breakpoint
CREATE UNIQUE INDEX "resources_slug_unique" ON "resources" USING btree ("workspace_id","slug");--> statement-breakpoint
CREATE INDEX "resources_public_idx" ON "resources" USING btree ("guest_readable","status","published_at","id");--> statement-breakpoint
CREATE INDEX "resources_public_type_idx" ON "resources" USING btree ("guest_readable","status","type","published_at","id");--> statement-breakpoint
CREATE INDEX "resources_search_idx" ON "resources" USING btree ("guest_readable","status","search_key");--> statement-breakpoint
CREATE INDEX "resources_workspace_idx" ON "resources" USING btree ("workspace_id","id");--> statement-breakpoint
CREATE INDEX "resources_profile_idx" ON "resources" USING btree ("workspace_id","status","published_at","id");--> statement-breakpoint
CREATE INDEX "resources_profile_type_idx" ON "resources" USING btree ("workspace_id","status","type","published_at","id");--> statement-breakpoint
CREATE INDEX "resources_owner_idx" ON "resources" USING btree ("owner_type","owner_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "permissions_unique" ON "permissions" USING btree ("object_type","object_id","subject_type","subject_id","action");--> statement-breakpoint
CREATE INDEX "permissions_subject_idx" ON "permissions" USING btree ("subject_type","subject_id","object_type","object_id");--> statement-breakpoint
CREATE INDEX "team_users_user_idx" ON "team_users" USING btree ("user_id","team_id");--> statement-breakpoint
CREATE UNIQUE INDEX "teams_name_unique" ON "teams" USING btree ("organization_id","name");--> statement-breakpoint
CREATE INDEX "teams_owner_idx" ON "teams" USING btree ("owner_id");--> statement-breakpoint
CREATE INDEX "engagement_comments_parent_idx" ON "engagement_comments" USING btree ("parent_id","engagement_id");--> statement-breakpoint
CREATE INDEX "engagement_mentions_mentioned_idx" ON "engagement_mentions" USING btree ("mentioned_type","mentioned_id","engagement_id");--> statement-breakpoint
CREATE UNIQUE INDEX "engagements_once" ON "engagements" USING btree ("subject_type","subject_id","action","object_type","object_id","occurrence");--> statement-breakpoint
CREATE INDEX "engagements_object_idx" ON "engagements" USING btree ("object_type","object_id","action","id");--> statement-breakpoint
CREATE INDEX "engagements_subject_idx" ON "engagements" USING btree ("subject_type","subject_id","action","id");--> statement-breakpoint
CREATE INDEX "collection_items_order_idx" ON "collection_items" USING btree ("collection_id","position","item_type","item_id");--> statement-breakpoint
CREATE INDEX "collection_items_item_idx" ON "collection_items" USING btree ("item_type","item_id","collection_id");--> statement-breakpoint
CREATE UNIQUE INDEX "collections_slug_unique" ON "collections" USING btree ("owner_type","owner_id","slug");--> statement-breakpoint
CREATE UNIQUE INDEX "collections_kind_unique" ON "collections" USING btree ("owner_type","owner_id","kind");--> statement-breakpoint
CREATE INDEX "collections_public_idx" ON "collections" USING btree ("guest_readable","status","type","id");--> statement-breakpoint
CREATE INDEX "collections_owner_idx" ON "collections" USING btree ("owner_type","owner_id","type","status","id");--> statement-breakpoint
CREATE INDEX "collections_search_idx" ON "collections" USING btree ("guest_readable","status","type","search_key");--> statement-breakpoint
CREATE INDEX "user_features_feature_idx" ON "user_features" USING btree ("feature_slug","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "user_subscriptions_stripe_unique" ON "user_subscriptions" USING btree ("stripe_subscription_id");--> statement-breakpoint
CREATE INDEX "user_subscriptions_customer_idx" ON "user_subscriptions" USING btree ("stripe_customer_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_created_idx" ON "idempotency_keys" USING btree ("created_at");