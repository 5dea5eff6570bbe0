ALTER TABLE `workspaces` ADD `circle` varchar(64) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `resources` ADD `circle` varchar(64) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
ALTER TABLE `collections` ADD `circle` varchar(64) character set utf8mb4 collate utf8mb4_bin;--> statement-breakpoint
CREATE INDEX `workspaces_circle_idx` ON `workspaces` (`circle`,`id`);--> statement-breakpoint
CREATE INDEX `workspaces_circle_search_idx` ON `workspaces` (`circle`,`search_key`);--> statement-breakpoint
CREATE INDEX `resources_circle_idx` ON `resources` (`circle`,`status`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_circle_type_idx` ON `resources` (`circle`,`status`,`type`,`published_at`,`id`);--> statement-breakpoint
CREATE INDEX `resources_circle_search_idx` ON `resources` (`circle`,`status`,`search_key`);--> statement-breakpoint
CREATE INDEX `collections_circle_idx` ON `collections` (`circle`,`status`,`type`,`id`);--> statement-breakpoint
CREATE INDEX `collections_circle_search_idx` ON `collections` (`circle`,`status`,`type`,`search_key`);--> statement-breakpoint
-- Who beyond guests may read, for rows from before: no other row has a circle.
update workspaces set circle = case when coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = workspaces.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = workspaces.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when workspaces.visibility = 'public' then 1 else 0 end) = 1 then 'authenticated'
  when coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = workspaces.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'follower') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = workspaces.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'follower') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when workspaces.visibility = 'public' then 1 else 0 end) = 1
    or coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = workspaces.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'subscriber') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = workspaces.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'subscriber') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when workspaces.visibility = 'public' then 1 else 0 end) = 1 then workspaces.id end
where workspaces.guest_readable = false and exists (select 1 from permissions where subject_type = 'static');
--> statement-breakpoint
update resources set circle = (select case when coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'resource' and p.object_id = resources.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.id is null then 1 else coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = w.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = w.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.visibility = 'public' then 1 else 0 end) end) = 1 then 'authenticated'
  when coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'resource' and p.object_id = resources.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'follower') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.id is null then 1 else coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = w.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'follower') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = w.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'follower') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.visibility = 'public' then 1 else 0 end) end) = 1
    or coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'resource' and p.object_id = resources.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'subscriber') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.id is null then 1 else coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = w.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'subscriber') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = w.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'subscriber') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.visibility = 'public' then 1 else 0 end) end) = 1 then coalesce(w.id, resources.owner_id) end
  from (select 1 as present) place left join workspaces w on w.id = resources.workspace_id)
where resources.guest_readable = false and exists (select 1 from permissions where subject_type = 'static');
--> statement-breakpoint
update collections set circle = (select case when coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'collection' and p.object_id = collections.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.id is null then 1 else coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = w.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = w.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.visibility = 'public' then 1 else 0 end) end) = 1 then 'authenticated'
  when coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'collection' and p.object_id = collections.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'follower') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.id is null then 1 else coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = w.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'follower') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = w.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'follower') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.visibility = 'public' then 1 else 0 end) end) = 1
    or coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'collection' and p.object_id = collections.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'subscriber') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.id is null then 1 else coalesce((select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'workspace' and p.object_id = w.id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'subscriber') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    (select min(case when p.value = 'deny' then 0 else 1 end) from permissions p
      where p.object_type = 'organization' and p.object_id = w.owner_id and p.subject_type = 'static'
        and p.subject_id in ('authenticated', 'subscriber') and ((p.value = 'allow' and p.action in ('read', 'write', 'delete', 'admin'))
          or (p.value = 'deny' and p.action = 'read'))),
    case when w.visibility = 'public' then 1 else 0 end) end) = 1 then collections.owner_id end
  from (select 1 as present) place left join workspaces w
    on collections.owner_type = 'workspace' and w.id = collections.owner_id)
where collections.guest_readable = false and exists (select 1 from permissions where subject_type = 'static');
