DROP INDEX "users_search_idx";--> statement-breakpoint
ALTER TABLE "teams" ADD COLUMN "search_key" varchar(120) COLLATE "C";--> statement-breakpoint
CREATE INDEX "teams_search_idx" ON "teams" USING btree ("organization_id","search_key","id");--> statement-breakpoint
CREATE INDEX "users_search_idx" ON "users" USING btree ("search_key","workos_user_id");
--> statement-breakpoint
-- Plain letters fold here as they do in code; other names are folded by code until they are written anew.
update teams set search_key = lower(name) where octet_length(name) = char_length(name) and name not like '%  %';
