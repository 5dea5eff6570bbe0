/** Reading rules: those of the thing itself, and those that it inherits. */
import {
  organizations,
  permissionActions,
  permissions,
  users,
  workspaces,
  type Permission,
  type PermissionAction,
  type PermissionCategory,
  type PermissionObjectType,
  type PermissionSubjectType,
} from '@vesta-cx/db';
import {
  after,
  decodeCursor,
  orderOf,
  pageOf,
  type Database,
  type Keyset,
  type Page,
} from '@vesta-cx/db/query';
import { and, eq, inArray, ne, type SQL } from 'drizzle-orm';
import { invalidField } from '../kernel/index.ts';
import { administeredOn, type Administered, type ObjectRef } from './objects.ts';
import type { RuleValue } from './schemas.ts';
import { named, type NamedSubject } from './subjects.ts';

/** A rule, and what its subject is called; null where that is not for the reader to know. */
export type NamedPermission = Permission & { subject: NamedSubject | null };

/** Which rules of a thing a list has. */
export interface ListPermissions {
  limit: number;
  cursor?: string | undefined;
  subjectType?: readonly PermissionSubjectType[] | undefined;
  subjectId?: string | undefined;
  action?: string | undefined;
  value?: RuleValue | undefined;
}

const bySubject: Keyset = {
  columns: [permissions.subjectType, permissions.subjectId, permissions.action],
  direction: 'asc',
};

/** The rules written on the thing itself, by subject. Throws `invalid` for a foreign cursor. */
export async function list(
  db: Database,
  object: Administered,
  { limit, cursor, ...filters }: ListPermissions,
): Promise<Page<NamedPermission>> {
  const { items, next } = await rowsOn(db, object, limit, cursor, filters);
  return { items: await withNames(db, object, items), next };
}

/** Something around a thing whose rules count for it too. */
export interface Parent extends ObjectRef {
  name: string;
  /** Its first rules; null for who does not administer it. */
  rules: NamedPermission[] | null;
  /** True if it has more rules than those. */
  more: boolean;
}

/** Returns who owns the thing, and what it inherits from. */
export async function sources(
  db: Database,
  object: Administered,
): Promise<{ owner: { type: string; name: string } | null; parents: Parent[] }> {
  const [own, ...above] = object.chain;
  const open = await administeredOn(db, object);
  const parents = await Promise.all(
    above.map(async ({ type, id }): Promise<Parent> => {
      const [name, rules] = await Promise.all([
        nameOf(db, type, id),
        open.has(id) ? rowsOn(db, { type, id }, mostInherited) : null,
      ]);
      return {
        ...{ type, id, name, more: rules !== null && rules.next !== null },
        rules: rules && (await withNames(db, object, rules.items)),
      };
    }),
  );
  const owner = own.owner ?? { type: 'organization' as const, id: own.id };
  return { owner: { type: owner.type, name: await nameOf(db, owner.type, owner.id) }, parents };
}

/** Maximum of a parent's rules that are shown. */
const mostInherited = 50;

/** The registry of actions, by slug. */
export async function actions(
  db: Database,
  {
    limit,
    cursor,
    category,
  }: {
    limit: number;
    cursor?: string | undefined;
    category?: readonly PermissionCategory[] | undefined;
  },
): Promise<Page<PermissionAction>> {
  const order: Keyset = { columns: [permissionActions.slug], direction: 'asc' };
  const rows = await db
    .select()
    .from(permissionActions)
    .where(
      and(category && inArray(permissionActions.category, [...category]), beyond(order, cursor)),
    )
    .orderBy(...orderOf(order))
    .limit(limit + 1);
  return pageOf(rows, limit, ({ slug }) => [slug]);
}

async function rowsOn(
  db: Database,
  { type, id }: ObjectRef,
  limit: number,
  cursor?: string,
  filters: Omit<ListPermissions, 'limit' | 'cursor'> = {},
): Promise<Page<Permission>> {
  const { subjectType, subjectId, action, value } = filters;
  const rows = await db
    .select()
    .from(permissions)
    .where(
      and(
        eq(permissions.objectType, type),
        eq(permissions.objectId, id),
        subjectType && inArray(permissions.subjectType, [...subjectType]),
        subjectId ? eq(permissions.subjectId, subjectId) : undefined,
        action ? eq(permissions.action, action) : undefined,
        value ? eq(permissions.value, value) : ne(permissions.value, 'unset'),
        beyond(bySubject, cursor),
      ),
    )
    .orderBy(...orderOf(bySubject))
    .limit(limit + 1);
  return pageOf(rows, limit, (row) => [row.subjectType, row.subjectId, row.action]);
}

async function withNames(
  db: Database,
  object: Administered,
  rows: Permission[],
): Promise<NamedPermission[]> {
  const subjects = await named(db, object, rows);
  return rows.map((row) => ({
    ...row,
    subject:
      subjects.find(
        ({ subjectType, subjectId }) =>
          subjectType === row.subjectType && subjectId === row.subjectId,
      ) ?? null,
  }));
}

function beyond(order: Keyset, cursor: string | undefined): SQL | undefined {
  if (!cursor) return undefined;
  const values = decodeCursor(cursor, order.columns);
  if (!values) throw invalidField('cursor', 'This cursor does not belong to this list');
  return after(order, values);
}

/** Returns what a parent or an owner is called; whoever administers the thing knows those. */
async function nameOf(
  db: Database,
  type: PermissionObjectType | 'user',
  id: string,
): Promise<string> {
  const found =
    type === 'user'
      ? await db.select({ name: users.displayName }).from(users).where(eq(users.workosUserId, id))
      : type === 'organization'
        ? await db
            .select({ name: organizations.name })
            .from(organizations)
            .where(eq(organizations.workosOrgId, id))
        : await db.select({ name: workspaces.name }).from(workspaces).where(eq(workspaces.id, id));
  return found[0]?.name ?? '';
}
