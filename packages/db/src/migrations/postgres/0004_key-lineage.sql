CREATE INDEX "api_keys_maker_idx" ON "api_keys" USING btree ("created_by","id");--> statement-breakpoint
DROP INDEX "api_keys_created_by_idx";--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "parent_id" varchar(64) COLLATE "C";--> statement-breakpoint
CREATE INDEX "api_keys_parent_idx" ON "api_keys" USING btree ("parent_id");--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_parent_fk" FOREIGN KEY ("parent_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;
