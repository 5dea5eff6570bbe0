DROP INDEX `users_search_idx` ON `users`;--> statement-breakpoint
ALTER TABLE `teams` ADD `search_key` varchar(120) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
CREATE INDEX `teams_search_idx` ON `teams` (`organization_id`,`search_key`,`id`);--> statement-breakpoint
CREATE INDEX `users_search_idx` ON `users` (`search_key`,`workos_user_id`);
--> statement-breakpoint
-- Plain letters fold here as they do in code; other names are folded by code until they are written anew.
update teams set search_key = lower(name) where length(name) = char_length(name) and name not like '%  %';
