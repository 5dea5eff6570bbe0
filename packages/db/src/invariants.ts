/**
 * What must be true of any vesta database, said in SQL that all engines understand: each query finds
 * the rows that break a rule. Queries have at most five parts, for D1 refuses more in one.
 */
import { is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import * as schema from './schema/index.ts';

const targets: Record<string, string> = {
  user: 'select workos_user_id from users',
  organization: 'select workos_org_id from organizations',
  workspace: 'select id from workspaces',
  resource: 'select id from resources',
  collection: 'select id from collections',
  team: 'select id from teams',
  static: "'guest', 'authenticated', 'follower', 'subscriber'",
};

/** Polymorphic pairs, which no foreign key watches: table, column prefix, possible types. */
const pairs: [table: string, prefix: string, types: string[]][] = [
  ['workspaces', 'owner', ['user', 'organization']],
  ['resources', 'owner', ['user', 'organization']],
  ['resource_authors', 'author', ['user', 'workspace']],
  ['collections', 'owner', ['user', 'workspace']],
  ['former_slugs', 'object', ['resource', 'collection']],
  ['search_entries', 'object', ['workspace', 'resource', 'collection', 'user', 'team']],
  ['former_slugs', 'home', ['user', 'workspace']],
  ['collection_items', 'item', ['resource', 'collection', 'user', 'workspace']],
  ['collection_item_filters', 'item', ['resource', 'collection', 'user', 'workspace']],
  ['engagements', 'subject', ['user', 'workspace']],
  ['engagements', 'object', ['resource', 'workspace', 'collection', 'user']],
  ['engagement_mentions', 'mentioned', ['user', 'workspace']],
  ['permissions', 'subject', ['user', 'team', 'organization', 'static']],
  ['permissions', 'object', ['workspace', 'resource', 'organization', 'collection']],
];

/** A reference that a foreign key watches, where the database has them. */
const references = Object.values(schema).flatMap((table) => {
  if (!is(table, SQLiteTable)) return [];
  const { name, foreignKeys } = getTableConfig(table);
  return foreignKeys.map((key) => {
    const { columns, foreignColumns, foreignTable } = key.reference();
    const [column, target] = [columns[0]!.name, foreignColumns[0]!.name];
    const there = `select ${target} from ${getTableConfig(foreignTable).name}`;
    return `select '${name}' as t, ${column} from ${name}
      where ${column} is not null and ${column} not in (${there})`;
  });
});

/** Who has the handles of deleted accounts is nobody: without collections, and not to be found. */
const somebody = "handle not like '~%'";

const actors = `(select 'user' as type, workos_user_id as id from users where ${somebody}
  union all select 'workspace', id from workspaces)`;

/** The items that engagements call for in static collections. */
const expectedItems = `
  select c.id as collection_id, e.object_type as item_type, e.object_id as item_id
    from engagements e join collections c on c.owner_type = e.subject_type
      and c.owner_id = e.subject_id and c.kind = case e.action when 'like' then 'likes'
        when 'repost' then 'reposts' when 'bookmark' then 'bookmarks' when 'comment' then 'comments'
        when 'subscribe' then 'subscriptions' when 'follow' then 'following' end
    where e.action <> 'follow' or e.object_type = 'collection'
  union
  select mine.id, 'collection', theirs.id
    from engagements e join collections mine on mine.owner_type = e.subject_type
      and mine.owner_id = e.subject_id and mine.kind = 'following'
    join collections theirs on theirs.owner_type = e.object_type and theirs.owner_id = e.object_id
      and theirs.kind in ('resources', 'reposts')
    where e.action = 'follow'
  union
  select c.id, 'resource', r.id from resources r join collections c on c.kind = 'resources'
      and c.owner_type = case when r.workspace_id is null then r.owner_type else 'workspace' end
      and c.owner_id = coalesce(r.workspace_id, r.owner_id)`;

const shownItems = `select i.collection_id, i.item_type, i.item_id from collection_items i
  join collections c on c.id = i.collection_id where c.type = 'static'`;

/** 1 or 0, since a truth is a number in SQLite and none in PostgreSQL. */
const flag = (condition: string) => `case when ${condition} then 1 else 0 end`;

/** Returns what the rows for these audiences say about reading. */
const saysRows = (type: string, id: string, audiences: string) => `(select case
    when max(${flag("value = 'deny' and action = 'read'")}) = 1 then 0
    when max(${flag("value = 'allow' and action in ('read', 'write', 'delete', 'admin')")}) = 1 then 1 end
  from permissions where subject_type = 'static' and subject_id in (${audiences})
    and object_type = '${type}' and object_id = ${id})`;
const onWorkspace = (audiences: string) => `coalesce(${saysRows('workspace', 'w.id', audiences)},
  ${saysRows('organization', 'w.owner_id', audiences)}, ${flag("w.visibility = 'public'")})`;
const on = (type: string, id: string, audiences: string) => `coalesce(
  ${saysRows(type, id, audiences)}, case when w.id is null then 1 else ${onWorkspace(audiences)} end)`;

/** Finds the rows, called `row`, that keep other answers than the rules give. */
const kept = (
  row: string,
  from: string,
  actor: string,
  may: (audiences: string) => string,
) => `select ${row}.id from ${from} where ${flag(`${row}.guest_readable`)} <> ${may("'guest'")}
  or coalesce(${row}.circle, '') <> case when ${may("'guest'")} = 1 then ''
    when ${may("'authenticated'")} = 1 then 'authenticated'
    when ${may("'authenticated', 'follower'")} = 1 or ${may("'authenticated', 'subscriber'")} = 1
      then ${actor} else '' end`;

/** By what must hold. A list is for a rule of several queries. */
/** Queries by what the rule says that their rows break. */
export type Rules = Record<string, string | string[]>;

const rules: Rules = {
  'a thing that is referred to exists': pairs.flatMap(([table, prefix, types]) =>
    types.map(
      (type) => `select '${table}' as t, ${prefix}_type, ${prefix}_id from ${table}
        where ${prefix}_type = '${type}' and ${prefix}_id not in (${targets[type]})`,
    ),
  ),
  'foreign keys hold': references,
  'a workspace holds its address': `select id from workspaces where not exists (
    select 1 from workspace_slugs s where s.slug = workspaces.slug and s.workspace_id = workspaces.id)`,
  'a person holds their handle': `select workos_user_id from users where ${somebody} and not exists (
    select 1 from user_handles h where h.handle = users.handle and h.user_id = users.workos_user_id)`,
  'a former address is below the home of what had it, and nobody has it now': `select f.slug
    from former_slugs f left join resources r on f.object_type = 'resource' and r.id = f.object_id
      left join collections c on f.object_type = 'collection' and c.id = f.object_id
    where f.home_id <> coalesce(r.workspace_id, c.owner_id)
      or exists (select 1 from resources x where f.object_type = 'resource'
        and x.workspace_id = f.home_id and x.slug = f.slug)
      or exists (select 1 from collections x where f.object_type = 'collection'
        and x.owner_type = f.home_type and x.owner_id = f.home_id and x.slug = f.slug)`,
  'an actor has exactly seven static collections': `select type, id from ${actors} a where 7 <> (
    select count(*) from collections c where c.owner_type = a.type and c.owner_id = a.id
      and c.type = 'static')`,
  'an engagement shows in its static collection': `select * from (${expectedItems}) expected
    except ${shownItems}`,
  'a static collection shows nothing else': `${shownItems} except select * from (${expectedItems}) expected`,
  'item_count counts the items': `select c.id, c.item_count from collections c where c.item_count <>
    (select count(*) from collection_items i where i.collection_id = c.id)`,
  'what is repeated has its own occurrence': `select id from engagements where occurrence <>
    case when action in ('comment', 'mention') then id else '' end`,
  'every comment has its text': `select id from engagements where (action = 'comment') <>
    (id in (select engagement_id from engagement_comments))`,
  'an answer is about the same thing, and later': `select c.engagement_id from engagement_comments c
    join engagements e on e.id = c.engagement_id join engagements p on p.id = c.parent_id
    where p.object_id <> e.object_id or p.created_at > e.created_at`,
  'every post, song and album has its part': `select id, type from resources r where type <> 'status'
    and not exists (select 1 from posts where resource_id = r.id and r.type = 'post'
      union all select 1 from songs where resource_id = r.id and r.type = 'song'
      union all select 1 from albums where resource_id = r.id and r.type = 'album')`,
  'no part belongs to another type': `select id from resources where
    (type <> 'post' and id in (select resource_id from posts))
    or (type <> 'song' and id in (select resource_id from songs))
    or (type <> 'album' and id in (select resource_id from albums))`,
  'a resource has the owner of its workspace': `select r.id from resources r
    join workspaces w on w.id = r.workspace_id
    where r.owner_type <> w.owner_type or r.owner_id <> w.owner_id`,
  'a workspace keeps what the rules answer': kept('w', 'workspaces w', 'w.id', onWorkspace),
  'a resource keeps what the rules answer': kept(
    'r',
    'resources r left join workspaces w on w.id = r.workspace_id',
    'coalesce(w.id, r.owner_id)',
    (audiences) => on('resource', 'r.id', audiences),
  ),
  'a collection keeps what the rules answer': kept(
    'c',
    "collections c left join workspaces w on w.id = c.owner_id and c.owner_type = 'workspace'",
    'c.owner_id',
    (audiences) => on('collection', 'c.id', audiences),
  ),
  'search finds whatever has a name': `select 'workspace' as t, id from workspaces where search_key <> ''
      and id not in (select object_id from search_entries where object_type = 'workspace')
    union all select 'resource', id from resources where search_key <> ''
      and id not in (select object_id from search_entries where object_type = 'resource')
    union all select 'collection', id from collections where type = 'manual' and search_key <> ''
      and id not in (select object_id from search_entries where object_type = 'collection')
    union all select 'user', workos_user_id from users where search_key <> '' and ${somebody}
      and workos_user_id not in (select object_id from search_entries where object_type = 'user')
    union all select 'team', id from teams where search_key <> ''
      and id not in (select object_id from search_entries where object_type = 'team')`,
  'search is for whoever may read it': `select e.object_type, e.object_id from search_entries e
    left join workspaces w on e.object_type = 'workspace' and w.id = e.object_id
    left join resources r on e.object_type = 'resource' and r.id = e.object_id
    left join collections c on e.object_type = 'collection' and c.id = e.object_id
    where e.object_type not in ('user', 'team') and e.scope <> case
      when r.status = 'UNLISTED' or c.status = 'UNLISTED' or (r.id is not null and r.published_at is null)
        then ''
      when coalesce(w.guest_readable, r.guest_readable, c.guest_readable) then 'public'
      else coalesce(w.circle, r.circle, c.circle, '') end`,
  'a status has words': `select id from resources where type = 'status' and excerpt is null`,
};

/** Runs a query and gives its rows. */
export type Query = (sql: string) => unknown[] | Promise<unknown[]>;

/**
 * Finds the broken rules, each with at most five of the rows that break it. Reads whole tables. `more`
 * are rules of the caller's own; `only` is what the names of the rules match.
 */
export async function broken(
  query: Query,
  { more = {}, only = /./ }: { more?: Rules; only?: RegExp } = {},
): Promise<Record<string, unknown[]>> {
  const found: Record<string, unknown[]> = {};
  for (const [rule, queries] of Object.entries({ ...rules, ...more })) {
    if (!only.test(rule)) continue;
    for (const one of [queries].flat()) {
      const rows = await query(`select * from (${one}) as broken limit 5`);
      if (rows.length > 0) found[rule] = [...(found[rule] ?? []), ...rows].slice(0, 5);
    }
  }
  return found;
}
