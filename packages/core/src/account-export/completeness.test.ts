/**
 * Every way in which a row can refer to a person or to something of theirs has a decision: the file
 * of the export that has such rows, or why there is none. A new reference fails here until somebody
 * decides, and the world below has to have a row of each.
 */
import * as schema from '@vesta-cx/db';
import type { AnyTable } from '@vesta-cx/db/query';
import { getTableColumns, getTableName, type Column } from 'drizzle-orm';
import { beforeAll, describe, expect, it } from 'vitest';
import { nameOf } from '../../test/dangling.ts';
import { fullFixture } from '../../test/full-fixture.ts';
import { db, person } from '../../test/make.ts';
import { references, tables, type Person } from '../kernel/index.ts';
import { files } from './index.ts';
import { workedOut } from './rows.ts';

/** Of a row that has no other reason to be there. `never`: no row is anybody's for this alone. */
type Decision = { in: string } | { not: string } | { never: string };

const account = { in: 'account.json' };
const works = { in: 'resources.json' };
const collectionsFile = { in: 'collections.json' };
const items = { in: 'collection-items.json' };
const hidden = { in: 'collection-filters.json' };
const acts = { in: 'engagements.json' };
const rules = { in: 'permissions.json' };
const keys = { in: 'api-keys.json' };
const log = { in: 'audit-log.json' };
const theirAct = { not: 'an act of whoever did it, and in their export' };
const theirCollection = { not: 'what others keep in their collections is theirs' };
const derived = { never: 'worked out from the owner and the rules' };

const decisions: Record<string, Decision> = {
  'user_handles.user_id → users': account,
  'organization_members.user_id → users': account,
  'team_users.user_id → users': account,
  'user_features.user_id → users': account,
  'user_subscriptions.user_id → users': account,
  'teams.owner_id → users': { in: 'teams.json' },
  'team_users.team_id → teams': { not: 'who else is in a team is theirs and the organization’s' },
  'workspaces.owner_id → users': { in: 'workspaces.json' },
  'workspace_slugs.workspace_id → workspaces': { in: 'addresses.json' },
  'former_slugs.object_id → resources': { in: 'former-addresses.json' },
  'former_slugs.object_id → collections': { in: 'former-addresses.json' },
  'former_slugs.home_id → users': { never: 'what has addresses below a person is theirs' },
  'former_slugs.home_id → workspaces': {
    not: 'what somebody else owns in a workspace is in their export',
  },
  'resources.owner_id → users': works,
  'resources.workspace_id → workspaces': {
    not: 'what somebody else owns in a workspace is in their export',
  },
  'resource_authors.resource_id → resources': works,
  'resource_authors.author_id → users': { in: 'credits.json' },
  'resource_authors.author_id → workspaces': { in: 'credits.json' },
  'songs.resource_id → resources': works,
  'albums.resource_id → resources': works,
  'posts.resource_id → resources': works,
  'resource_urls.resource_id → resources': works,
  'album_songs.album_resource_id → albums': works,
  'album_songs.song_resource_id → songs': { not: 'the tracks of somebody else’s album are theirs' },
  'collections.owner_id → users': collectionsFile,
  'collections.owner_id → workspaces': collectionsFile,
  'collection_items.collection_id → collections': items,
  'collection_items.item_id → users': theirCollection,
  'collection_items.item_id → workspaces': theirCollection,
  'collection_items.item_id → resources': theirCollection,
  'collection_items.item_id → collections': theirCollection,
  'collection_item_filters.collection_id → collections': hidden,
  'collection_item_filters.item_id → users': theirCollection,
  'collection_item_filters.item_id → workspaces': theirCollection,
  'collection_item_filters.item_id → resources': theirCollection,
  'collection_item_filters.item_id → collections': theirCollection,
  'engagements.subject_id → users': acts,
  'engagements.subject_id → workspaces': acts,
  'engagements.object_id → users': theirAct,
  'engagements.object_id → workspaces': theirAct,
  'engagements.object_id → resources': theirAct,
  'engagements.object_id → collections': theirAct,
  'engagement_comments.engagement_id → engagements': acts,
  'engagement_comments.parent_id → engagement_comments': theirAct,
  'engagement_mentions.engagement_id → engagements': acts,
  'engagement_mentions.mentioned_id → users': { in: 'mentions.json' },
  'engagement_mentions.mentioned_id → workspaces': { in: 'mentions.json' },
  ...Object.fromEntries(
    ['users', 'workspaces', 'resources', 'collections', 'teams'].map((target) => [
      `search_entries.object_id → ${target}`,
      { not: 'worked out from the names, which are there' },
    ]),
  ),
  'search_entries.scope': { never: 'names an organization, which is nobody’s own' },
  'permissions.subject_id → users': rules,
  'permissions.subject_id → teams': {
    not: 'what a team may do with things of others is for their owners to tell',
  },
  'permissions.object_id → workspaces': rules,
  'permissions.object_id → resources': rules,
  'permissions.object_id → collections': rules,
  'api_keys.created_by → users': keys,
  'api_keys.owner_id → users': keys,
  'api_keys.owner_id → workspaces': keys,
  'api_keys.parent_id → api_keys': { not: 'a key is in the export of whoever made it' },
  // What follows is in no map of references: the log outlives what it speaks of.
  'audit_events.user_id': log,
  'audit_events.workspace_id': log,
  'audit_events.acting_as_id': { not: 'in the log of what it was done to' },
  'audit_events.object_id': { not: 'in the log of what it was done to' },
  'audit_events.organization_id': { never: 'names an organization, which is nobody’s own' },
  'audit_events.key_id': { not: 'what somebody else did, in the log of what it was done to' },
  'idempotency_keys.caller_id': {
    not: 'kept for a day so that a request sent again makes nothing more; what it made is there',
  },
  'idempotency_keys.minted_id': { not: 'as `caller_id`' },
  'idempotency_keys.fingerprint': { never: 'a hash' },
  'api_keys.hash': { never: 'of no use to anybody' },
  'engagements.occurrence': { never: 'the id of the row itself' },
  'workspaces.circle': derived,
  'resources.circle': derived,
  'collections.circle': derived,
  'organization_members.workos_membership_id': {
    never: 'WorkOS’s name of a membership, not a person',
  },
  'user_subscriptions.stripe_customer_id': { never: 'Stripe’s name of a person; refers to no row' },
  'user_subscriptions.stripe_subscription_id': { never: 'Stripe’s; refers to no row' },
  'workos_events.object_id': { not: 'that news of WorkOS was dealt with, kept for a while' },
};

/** What is nobody's own, so that what refers to it is not because of that somebody's. */
const common = new Set<AnyTable>([schema.organizations, schema.features, schema.permissionActions]);

/** Columns that the export leaves out of rows that it has. */
const leftOut: ReadonlyMap<AnyTable, readonly string[]> = new Map<AnyTable, readonly string[]>([
  [schema.apiKeys, ['hash']],
  ...[schema.users, schema.teams, schema.workspaces, schema.resources, schema.collections].map(
    (table) => [table, workedOut] as const,
  ),
]);

interface Way {
  name: string;
  table: AnyTable;
  refers: (row: Record<string, unknown>) => boolean;
}

let ada: Person;
/** The keys of what is Ada's, by table. */
let own: Map<AnyTable, Set<unknown>>;
const rows = new Map<AnyTable, Record<string, unknown>[]>();

const propertyOf = (column: Column) =>
  Object.entries(getTableColumns(column.table)).find(([, one]) => one === column)![0];

const referring = references.filter(({ target }) => !common.has(target));

/** Columns as wide as an id that are in no map of references and no key of their own. */
const unmapped = tables.flatMap((table) =>
  Object.values<Column>(getTableColumns(table))
    .filter(
      (column) =>
        (column as { length?: number }).length === 64 &&
        !column.primary &&
        !references.some((one) => one.column === column),
    )
    .map((column) => ({ table, column, name: `${getTableName(table)}.${column.name}` })),
);

const ways: Way[] = [
  ...referring.map((reference) => ({
    name: nameOf(reference),
    table: reference.table,
    refers: (row: Record<string, unknown>) =>
      (!reference.type || row[propertyOf(reference.type.column)] === reference.type.value) &&
      own.get(reference.target)!.has(row[propertyOf(reference.column)]),
  })),
  ...unmapped.map(({ name, table, column }) => ({
    name,
    table,
    refers: (row: Record<string, unknown>) =>
      [...own.values()].some((ids) => ids.has(row[propertyOf(column)])),
  })),
];

beforeAll(async () => {
  ada = await person('Ada');
  own = await fullFixture(ada, await person('Emil'));
  for (const table of tables) {
    rows.set(table, (await db.select().from(table as never)) as Record<string, unknown>[]);
  }
});

it('every way in which a row can refer to somebody has a decision, and none is left over', () => {
  expect(Object.keys(decisions).toSorted()).toEqual(ways.map(({ name }) => name).toSorted());
  const kinds = new Set(referring.map(({ target }) => target));
  expect(new Set(own.keys())).toEqual(kinds);
});

const fileOf = (name: string) => {
  const decision = decisions[name]!;
  return 'in' in decision ? decision.in : null;
};

/** Returns which ways hold of a row; of those that bring it into the export, and the others. */
const waysOf = (table: AnyTable, row: Record<string, unknown>) => {
  const held = ways.filter((way) => way.table === table && way.refers(row));
  return Map.groupBy(held, ({ name }) => (fileOf(name) ? 'in' : 'not'));
};

describe('of every row in a world that is full of Ada', () => {
  it('there is one for each way that is decided, for no other reason', () => {
    const alone = new Set<string>();
    const hold = new Set<string>();
    for (const [table, all] of rows) {
      for (const row of all) {
        const { in: into = [], not = [] } = Object.fromEntries(waysOf(table, row));
        if (into.length === 1) alone.add(into[0]!.name);
        if (into.length === 0) for (const { name } of not) hold.add(name);
      }
    }
    const untried = ways
      .map(({ name }) => name)
      .filter((name) => !(fileOf(name) ? alone : hold).has(name));
    const never = Object.entries(decisions).flatMap(([name, one]) =>
      'never' in one ? [name] : [],
    );
    expect(untried.toSorted()).toEqual(never.toSorted());
  });

  it('the export has what it has to have, whole, and nothing else', async () => {
    const all = new Map<string, Record<string, unknown>[]>();
    for await (const { name, input } of files(db, ada)) {
      if (!name.endsWith('.json')) continue;
      let text = '';
      for await (const piece of typeof input === 'string' ? [input] : input) text += piece;
      all.set(name, objectsIn(JSON.parse(text)));
    }
    for (const [table, found] of rows) {
      for (const row of found) {
        const { in: into = [], not = [] } = Object.fromEntries(waysOf(table, row));
        const told = JSON.stringify(row);
        for (const { name } of into) {
          expect(has(all.get(fileOf(name)!) ?? [], table, row), `${name}: ${told}`).toBe(true);
        }
        if (into.length > 0) continue;
        for (const { name } of not) {
          expect(has([...all.values()].flat(), table, row), `${name}: ${told}`).toBe(false);
        }
      }
    }
  });
});

/** Every object in a document, however deep. */
function objectsIn(value: unknown): Record<string, unknown>[] {
  if (typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap(objectsIn);
  return Array.isArray(value) ? inside : [value as Record<string, unknown>, ...inside];
}

/** Returns whether one of the objects says everything that the row does. */
function has(objects: Record<string, unknown>[], table: AnyTable, row: Record<string, unknown>) {
  const out = leftOut.get(table) ?? [];
  const wanted = Object.entries(JSON.parse(JSON.stringify(row)) as Record<string, unknown>)
    .filter(([name]) => !out.includes(name))
    .map(([name, value]) => [name, JSON.stringify(value)] as const);
  return objects.some((one) =>
    wanted.every(([name, value]) => JSON.stringify(one[name]) === value),
  );
}
