/** Rules that go, each with its line in the logs around the thing that it was about. */
import {
  collections,
  dialect,
  organizations,
  permissionObjectTypes,
  permissions,
  resources,
  workspaces,
  type PermissionObjectType,
} from '@vesta-cx/db';
import type { Database, Statement } from '@vesta-cx/db/query';
import { and, eq, exists, sql, type Column, type SQL } from 'drizzle-orm';
import type { Principal } from '../kernel/index.ts';
import { recordEach } from './record.ts';

/**
 * Writes down that each rule which `where` finds was taken away: statements for a batch, before those
 * that do it. What is in no workspace has no log.
 */
export const recordCleared = (
  q: Database,
  who: Principal | 'workos' | 'system',
  where: SQL,
  types: readonly PermissionObjectType[] = permissionObjectTypes,
): Statement[] =>
  types.map((type) =>
    recordEach(
      q,
      who,
      {
        log: logAround(q, type),
        action: 'permission.clear',
        object: {
          type,
          id: sql`${permissions.objectId}`,
          name: sql`(${objectOfRule(q, type, objectName[type])})`,
        },
        detail: ruleAsJson,
      },
      {
        from: permissions,
        where: and(eq(permissions.objectType, type), where, exists(objectOfRule(q, type, sql`1`)))!,
        key: permissions.id,
      },
    ),
  );

/** Something of the thing that a row of `permissions` is about, where that has a log. */
export function objectOfRule(
  q: Database,
  type: PermissionObjectType,
  value: Column | SQL,
  only?: SQL,
) {
  const it = { it: sql`${value}`.as('it') };
  switch (type) {
    case 'organization':
      return q
        .select(it)
        .from(organizations)
        .where(and(eq(organizations.workosOrgId, permissions.objectId), only));
    case 'workspace':
      return q
        .select(it)
        .from(workspaces)
        .where(and(eq(workspaces.id, permissions.objectId), only));
    case 'resource':
      return q
        .select(it)
        .from(resources)
        .innerJoin(workspaces, eq(workspaces.id, resources.workspaceId))
        .where(and(eq(resources.id, permissions.objectId), only));
    case 'collection':
      return q
        .select(it)
        .from(collections)
        .innerJoin(workspaces, eq(workspaces.id, collections.ownerId))
        .where(
          and(
            eq(collections.id, permissions.objectId),
            eq(collections.ownerType, 'workspace'),
            only,
          ),
        );
  }
}

/** What a thing is called that rules can be about. */
export const objectName: Record<PermissionObjectType, Column | SQL> = {
  organization: organizations.name,
  workspace: workspaces.name,
  resource: sql`coalesce(${resources.title}, ${resources.slug})`,
  collection: collections.name,
};

function logAround(q: Database, type: PermissionObjectType) {
  if (type === 'organization') {
    return { organizationId: sql<string>`${permissions.objectId}`, workspaceId: null };
  }
  const owner = objectOfRule(q, type, workspaces.ownerId, eq(workspaces.ownerType, 'organization'));
  return {
    organizationId: sql<string | null>`(${owner})`,
    workspaceId: sql<string>`(${objectOfRule(q, type, workspaces.id)})`,
  };
}

/** What a line says of a rule. Types, ids and actions have nothing in them that JSON escapes. */
const ruleAsJson: SQL = (() => {
  const shape = JSON.stringify({ subjectType: '#1', subjectId: '#2', action: '#3' });
  const text = sql`replace(replace(replace(${shape}, '#1', ${permissions.subjectType}),
    '#2', ${permissions.subjectId}), '#3', ${permissions.action})`;
  // The others take a text for JSON by themselves.
  return dialect === 'postgres' ? sql`cast(${text} as jsonb)` : text;
})();
