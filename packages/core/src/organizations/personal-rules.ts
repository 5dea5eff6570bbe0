/**
 * What a member is allowed by name on things of the organization. It needs no place there, so it
 * stays when they go, unless somebody takes it away. What they are denied always stays: going lets
 * nobody in.
 */
import {
  collections,
  organizations,
  permissions,
  resources,
  workspaces,
  type PermissionObjectType,
} from '@vesta-cx/db';
import { batch, type Database, type Statement } from '@vesta-cx/db/query';
import { and, asc, eq, exists, inArray, sql, type Column, type SQL } from 'drizzle-orm';
import { slicesOf } from '../kernel/index.ts';
import { objectName, objectOfRule, recordCleared } from '../audit/index.ts';
import {
  mayOnCollection,
  mayOnResource,
  mayOnWorkspace,
  principalOf,
  type Authorized,
} from '../permissions/index.ts';
import { rights, type SeenOrganization } from './queries.ts';

/** One thing that somebody is allowed by name. */
export interface PersonalRule {
  id: string;
  action: string;
  object: { type: PermissionObjectType; id: string; name: string };
  /** The workspace that the object is or is in; null for the organization itself. */
  workspace: { slug: string } | null;
  /** True if whoever asks administers the object, so that its rules are theirs to open. */
  administered: boolean;
}

/**
 * Returns what a person is allowed by name on things that the organization owns: to themself all of it, to
 * others what is on things that they administer. At most `most` of each kind of thing.
 */
export async function personalRules(
  db: Database,
  organization: Authorized<'read', SeenOrganization>,
  userId: string,
  most = everything,
): Promise<PersonalRule[]> {
  const { workosOrgId } = organization;
  const viewer = principalOf(organization);
  const isSelf = viewer.userId === userId;
  const { admin } = await rights(db, viewer, organization);
  const shown = (name: Column | SQL, slug: Column | SQL, may: SQL) => ({
    id: permissions.id,
    action: permissions.action,
    objectId: permissions.objectId,
    name: sql<string>`${name}`.as('name'),
    slug: sql<string | null>`${slug}`.as('slug'),
    administered: may.mapWith(Boolean).as('administered'),
  });
  const onOrganization = admin ? sql`1 = 1` : sql`1 = 0`;
  const onWorkspace = mayOnWorkspace(viewer, 'admin');
  const onResource = mayOnResource(viewer, 'admin');
  const onCollection = mayOnCollection(viewer, 'admin');
  const within = (type: PermissionObjectType, may: SQL) =>
    and(allowed(userId, type), isOf(type, workosOrgId), isSelf ? undefined : may);
  const page = [asc(permissions.objectId), asc(permissions.action)] as const;
  const found = await batch(db, (q) => [
    q
      .select(shown(organizations.name, sql`null`, onOrganization))
      .from(permissions)
      .innerJoin(organizations, eq(organizations.workosOrgId, permissions.objectId))
      .where(within('organization', onOrganization))
      .orderBy(...page)
      .limit(most),
    q
      .select(shown(workspaces.name, workspaces.slug, onWorkspace))
      .from(permissions)
      .innerJoin(workspaces, eq(workspaces.id, permissions.objectId))
      .where(within('workspace', onWorkspace))
      .orderBy(...page)
      .limit(most),
    q
      .select(shown(objectName.resource, workspaces.slug, onResource))
      .from(permissions)
      .innerJoin(resources, eq(resources.id, permissions.objectId))
      .innerJoin(workspaces, eq(workspaces.id, resources.workspaceId))
      .where(within('resource', onResource))
      .orderBy(...page)
      .limit(most),
    q
      .select(shown(collections.name, workspaces.slug, onCollection))
      .from(permissions)
      .innerJoin(collections, eq(collections.id, permissions.objectId))
      .innerJoin(workspaces, eq(workspaces.id, collections.ownerId))
      .where(within('collection', onCollection))
      .orderBy(...page)
      .limit(most),
  ]);
  return found.flatMap((rows, i) =>
    rows.map(({ id, action, objectId, name, slug, administered }) => ({
      id,
      action,
      object: { type: kinds[i]!, id: objectId, name },
      workspace: slug === null ? null : { slug },
      administered,
    })),
  );
}

/** More than anybody was ever allowed by name. */
const everything = 1_000_000;

const kinds = ['organization', 'workspace', 'resource', 'collection'] as const;

/** Takes rules of `personalRules` away, each with its line in the log: statements for a batch. */
export function clearPersonalRules(
  q: Database,
  organization: Authorized<'read', SeenOrganization>,
  userId: string,
  rules: readonly PersonalRule[],
): Statement[] {
  const { workosOrgId } = organization;
  const alike = Map.groupBy(rules, ({ object }) => object.type);
  return [...alike].flatMap(([type, group]) =>
    slicesOf(
      group.map(({ id }) => id),
      idsPerStatement,
    ).flatMap((ids) => {
      // What has another owner or another meaning by now stays.
      const where = and(
        inArray(permissions.id, ids),
        allowed(userId, type),
        exists(objectOfRule(q, type, sql`1`, isOf(type, workosOrgId))),
      )!;
      return [
        // Before the change: of two who clear it at once, one does it.
        ...recordCleared(q, principalOf(organization), where, [type]),
        q.delete(permissions).where(where),
      ];
    }),
  );
}

const allowed = (userId: string, type: PermissionObjectType): SQL =>
  and(
    eq(permissions.subjectType, 'user'),
    eq(permissions.subjectId, userId),
    eq(permissions.objectType, type),
    eq(permissions.value, 'allow'),
  )!;

/** SQL condition: the thing, and where it is in a workspace that one too, is the organization's. */
function isOf(type: PermissionObjectType, id: string): SQL {
  if (type === 'organization') return eq(organizations.workosOrgId, id);
  const home = and(eq(workspaces.ownerType, 'organization'), eq(workspaces.ownerId, id))!;
  if (type === 'workspace') return home;
  if (type === 'resource') {
    return and(home, eq(resources.ownerType, 'organization'), eq(resources.ownerId, id))!;
  }
  return and(home, eq(collections.ownerType, 'workspace'))!;
}

/** As many ids as fit into one statement on D1 beside the rest of it. */
const idsPerStatement = 70;
