/** What a team is allowed and denied, as far as the reader may know what the rules are about. */
import {
  collections,
  organizations,
  permissions,
  resources,
  users,
  workspaces,
  type PermissionObjectType,
  type Team,
} from '@vesta-cx/db';
import {
  after,
  batch,
  decodeCursor,
  orderOf,
  pageOf,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import { ladder } from '@vesta-cx/utils/permissions';
import { and, eq, inArray, ne, sql, type Column, type SQL } from 'drizzle-orm';
import { objectName } from '../audit/index.ts';
import { invalidField } from '../kernel/index.ts';
import {
  inlineViewer,
  mayOnCollection,
  mayOnResource,
  mayOnWorkspace,
  principalOf,
  type Authorized,
} from '../permissions/index.ts';
import type { Slice } from './queries.ts';

/** One thing that a team has rules on, and what they say. */
export interface TeamRules {
  object: { type: PermissionObjectType; id: string; name: string; path: string };
  rules: { action: string; value: 'allow' | 'deny' }[];
}

const byObject: Keyset = {
  columns: [permissions.objectType, permissions.objectId, permissions.action],
  direction: 'asc',
};

/**
 * The rules about a team, those on one thing together. What the reader may not read is left out, so that a
 * page may be short, also empty, and still have a next one. Throws `invalid` for a cursor of another
 * list.
 */
export async function rules(
  db: Database,
  team: Authorized<'read', Team>,
  { limit, cursor }: Slice,
): Promise<Page<TeamRules>> {
  const values = cursor === undefined ? undefined : decodeCursor(cursor, byObject.columns);
  if (values === null) throw invalidField('cursor', 'This cursor does not belong to this list');
  const rows = await db
    .select()
    .from(permissions)
    .where(
      and(
        eq(permissions.subjectType, 'team'),
        eq(permissions.subjectId, team.id),
        ne(permissions.value, 'unset'),
        // Nothing asks about other actions yet.
        inArray(permissions.action, [...ladder]),
        values && after(byObject, values),
      ),
    )
    .orderBy(...orderOf(byObject))
    .limit(limit + 1);
  const { items, next } = pageOf(rows, limit, (row) => [row.objectType, row.objectId, row.action]);
  const groups = Map.groupBy(items, ({ objectType, objectId }) => `${objectType}:${objectId}`);
  const known = await objects(db, team, items);
  return {
    items: [...groups].flatMap(([key, own]) => {
      const object = known.get(key);
      if (!object) return [];
      return [
        {
          object,
          rules: own.map(({ action, value }) => ({ action, value: value as 'allow' | 'deny' })),
        },
      ];
    }),
    next,
  };
}

type About = { objectType: PermissionObjectType; objectId: string };

/** The things that rules are about and that the reader may read, by type and id. */
async function objects(
  db: Database,
  team: Authorized<'read', Team>,
  about: readonly About[],
): Promise<Map<string, TeamRules['object']>> {
  const reader = inlineViewer(principalOf(team));
  const idsOf = (type: PermissionObjectType) => [
    ...new Set(about.filter((one) => one.objectType === type).map(({ objectId }) => objectId)),
  ];
  const named = (
    name: SQL | Column,
    slug: SQL | Column,
    home: SQL | Column,
    handle: SQL | Column,
  ) => ({
    name: sql<string>`${name}`.as('name'),
    slug: sql<string | null>`${slug}`.as('slug'),
    home: sql<string | null>`${home}`.as('home'),
    handle: sql<string | null>`${handle}`.as('handle'),
  });
  const none = sql`null`;
  const isOut = sql`${resources.publishedAt} <= ${sql.param(new Date(), resources.publishedAt)}`;
  const found = await batch(db, (q) => [
    q
      .select({
        id: organizations.workosOrgId,
        ...named(organizations.name, none, none, none),
      })
      .from(organizations)
      .where(
        and(
          inArray(organizations.workosOrgId, idsOf('organization')),
          eq(organizations.workosOrgId, team.organizationId),
        ),
      ),
    q
      .select({
        id: workspaces.id,
        ...named(workspaces.name, none, workspaces.slug, none),
      })
      .from(workspaces)
      .where(and(inArray(workspaces.id, idsOf('workspace')), mayOnWorkspace(reader, 'read'))),
    q
      .select({
        id: resources.id,
        ...named(objectName.resource, resources.slug, workspaces.slug, users.handle),
      })
      .from(resources)
      .leftJoin(workspaces, eq(workspaces.id, resources.workspaceId))
      .leftJoin(users, eq(users.workosUserId, resources.ownerId))
      .where(
        and(
          inArray(resources.id, idsOf('resource')),
          // What is not out yet only those know who write it.
          sql`case when ${isOut} then ${mayOnResource(reader, 'read')}
            else ${mayOnResource(reader, 'write')} end`,
        ),
      ),
    q
      .select({
        id: collections.id,
        ...named(collections.name, collections.slug, workspaces.slug, users.handle),
      })
      .from(collections)
      .leftJoin(
        workspaces,
        and(eq(collections.ownerType, 'workspace'), eq(workspaces.id, collections.ownerId)),
      )
      .leftJoin(users, eq(users.workosUserId, collections.ownerId))
      .where(and(inArray(collections.id, idsOf('collection')), mayOnCollection(reader, 'read'))),
  ]);
  return new Map(
    found.flatMap((rows, i) =>
      rows.map(({ id, name, slug, home, handle }) => {
        const type = kinds[i]!;
        const owner = home ?? `user/${handle ?? ''}`;
        const paths: Record<PermissionObjectType, string> = {
          organization: `/dashboard/organizations/${id}`,
          workspace: `/${owner}`,
          resource: home === null ? `/${owner}#${id}` : `/${owner}/${slug}`,
          collection: `/${owner}/c/${slug}`,
        };
        return [`${type}:${id}`, { type, id, name, path: paths[type] }] as const;
      }),
    ),
  );
}

const kinds = ['organization', 'workspace', 'resource', 'collection'] as const;
