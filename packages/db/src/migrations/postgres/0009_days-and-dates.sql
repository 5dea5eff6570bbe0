DROP INDEX "resources_public_idx";--> statement-breakpoint
DROP INDEX "resources_public_type_idx";--> statement-breakpoint
DROP INDEX "resources_circle_idx";--> statement-breakpoint
DROP INDEX "resources_circle_type_idx";--> statement-breakpoint
DROP INDEX "resources_profile_idx";--> statement-breakpoint
DROP INDEX "resources_profile_type_idx";--> statement-breakpoint
ALTER TABLE "albums" ALTER COLUMN "release_date" SET DATA TYPE varchar(10) COLLATE "C" USING to_char("release_date" at time zone 'UTC', 'YYYY-MM-DD');--> statement-breakpoint
ALTER TABLE "songs" ALTER COLUMN "release_date" SET DATA TYPE varchar(10) COLLATE "C" USING to_char("release_date" at time zone 'UTC', 'YYYY-MM-DD');--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "dated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "resources" ADD COLUMN "announced" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "resources_announced_idx" ON "resources" USING btree ("workspace_id","status","announced","dated_at","id");--> statement-breakpoint
CREATE INDEX "resources_published_idx" ON "resources" USING btree ("workspace_id","status","type","published_at","id");--> statement-breakpoint
CREATE INDEX "resources_public_idx" ON "resources" USING btree ("guest_readable","status","dated_at","id");--> statement-breakpoint
CREATE INDEX "resources_public_type_idx" ON "resources" USING btree ("guest_readable","status","type","dated_at","id");--> statement-breakpoint
CREATE INDEX "resources_circle_idx" ON "resources" USING btree ("circle","status","dated_at","id");--> statement-breakpoint
CREATE INDEX "resources_circle_type_idx" ON "resources" USING btree ("circle","status","type","dated_at","id");--> statement-breakpoint
CREATE INDEX "resources_profile_idx" ON "resources" USING btree ("workspace_id","status","dated_at","id");--> statement-breakpoint
CREATE INDEX "resources_profile_type_idx" ON "resources" USING btree ("workspace_id","status","type","dated_at","id");--> statement-breakpoint
ALTER TABLE "albums" ADD CONSTRAINT "albums_release_date" CHECK (release_date like '____-__-__');--> statement-breakpoint
ALTER TABLE "songs" ADD CONSTRAINT "songs_release_date" CHECK (release_date like '____-__-__');--> statement-breakpoint
-- Where each stands in lists: at its day of release where it has one.
UPDATE resources SET dated_at = coalesce(
  (select (s.release_date || 'T00:00:00Z')::timestamptz from songs s where s.resource_id = resources.id),
  (select (a.release_date || 'T00:00:00Z')::timestamptz from albums a where a.resource_id = resources.id),
  published_at) WHERE published_at is not null;--> statement-breakpoint
UPDATE resources SET announced = true WHERE dated_at > published_at;
