import { describe, expect, it } from 'vitest';
import { broken } from '@vesta-cx/db/invariants';
import { openStore } from './open.ts';
import { transfer } from './transfer.ts';
import { emptyDatabase, engines } from './testing/databases.ts';
import { sceneDatabase, worldDatabase } from './testing/rows.ts';

/** What breaks a rule, in SQL that all engines understand; the rules that must be named. */
const breaks: [sql: string, ...rules: string[]][] = [
  ['delete from workspace_slugs', 'a workspace holds its address'],
  ['delete from user_handles', 'a person holds their handle'],
  [
    "delete from collection_items where item_type = 'workspace'",
    'item_count counts the items',
    'an engagement shows in its static collection',
  ],
  [
    "update collections set item_count = item_count + 1 where type = 'manual'",
    'item_count counts the items',
  ],
  ["delete from search_entries where object_type = 'user'", 'search finds whatever has a name'],
  [
    "update search_entries set scope = 'public' where scope = ''",
    'search is for whoever may read it',
  ],
  [
    'update workspaces set guest_readable = not guest_readable',
    'a workspace keeps what the rules answer',
  ],
  [
    'update resources set guest_readable = not guest_readable',
    'a resource keeps what the rules answer',
  ],
  ["update collections set circle = 'nobody'", 'a collection keeps what the rules answer'],
  [
    "update resource_authors set author_id = concat('x', author_id)",
    'a thing that is referred to exists',
  ],
  ["delete from engagements where action = 'like'", 'a static collection shows nothing else'],
  [
    "update engagements set occurrence = 'twice' where action = 'follow'",
    'what is repeated has its own occurrence',
  ],
  [
    "update engagements set action = 'mention' where action = 'comment'",
    'every comment has its text',
  ],
  ['delete from songs', 'every post, song and album has its part'],
  [
    "update resources set owner_id = 'other' where workspace_id is not null",
    'a resource has the owner of its workspace',
  ],
  ["delete from collections where kind = 'likes'", 'an actor has exactly seven static collections'],
  ["update resources set excerpt = null where type = 'status'", 'a status has words'],
];

describe.each(engines)('%s', (engine) => {
  it('a scene and a world keep every rule', async () => {
    for (const source of [await sceneDatabase(), await worldDatabase(10)]) {
      await using from = source;
      await using to = await emptyDatabase(engine);
      await transfer({ from: from.url, to: to.url });
      const store = await openStore(to.url);
      expect(await broken((sql) => store.rows(sql))).toEqual({});
      await store.close();
    }
  });

  it('whatever is broken is named', async () => {
    await using source = await sceneDatabase();
    await using database = await emptyDatabase(engine);
    await transfer({ from: source.url, to: database.url });
    const store = await openStore(database.url);
    for (const [sql, ...named] of breaks) {
      await database.sql(sql);
      const found = await broken((query) => store.rows(query));
      expect(Object.keys(found), sql).toEqual(expect.arrayContaining(named));
    }
    await store.close();
  });
});

it('a reference that no foreign key of the database watches is named', async () => {
  await using database = await sceneDatabase();
  const { DatabaseSync } = await import('node:sqlite');
  const db = new DatabaseSync(database.url.replace('sqlite:', ''), {
    enableForeignKeyConstraints: false,
  });
  db.exec("update team_users set user_id = 'x' || user_id");
  db.close();
  const store = await openStore(database.url);
  expect(Object.keys(await broken((sql) => store.rows(sql)))).toEqual(['foreign keys hold']);
  await store.close();
});
