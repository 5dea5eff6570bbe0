/** Small makers for tests: real use cases on a real database. */
import { db } from '#test-database';
import * as schema from '@vesta-cx/db';
import { newId, type PermissionSubjectType, type PermissionObjectType } from '@vesta-cx/db';
import { batch } from '@vesta-cx/db/query';
import type { Person } from '../src/kernel/index.ts';
import { refreshObject } from '../src/permissions/index.ts';
import * as users from '../src/users/index.ts';
import * as workspaces from '../src/workspaces/index.ts';

export { db };

let count = 0;
const next = () => (count += 1);

/** Somebody who has signed in once. */
export async function person(name = `Person ${next()}`): Promise<Person> {
  const userId = `user_test_${newId()}`;
  await users.signIn(db, {
    workosUserId: userId,
    email: `${userId}@example.com`,
    firstName: name,
    lastName: null,
    avatarUrl: null,
    organizationId: null,
  });
  return { userId };
}

/** A workspace that `owner` has just made. */
export async function workspace(
  owner: Person,
  input: Partial<workspaces.CreateWorkspace> = {},
): Promise<schema.Workspace> {
  const n = next();
  return workspaces.create(db, owner, {
    name: `Workspace ${n}`,
    slug: `workspace-${n}-${newId().slice(-6)}`,
    ...input,
  });
}

/** A permission row. `allow('user', ada.userId, 'workspace', id, 'read')`. */
export async function rule(
  value: 'allow' | 'deny' | 'unset',
  subjectType: PermissionSubjectType,
  subjectId: string,
  objectType: PermissionObjectType,
  objectId: string,
  action = 'read',
): Promise<void> {
  await db
    .insert(schema.permissions)
    .values({ value, subjectType, subjectId, objectType, objectId, action });
}

/** Returns what becomes of `rule` in lists: those that are written by hand do not see to it. */
export const refresh = (type: PermissionObjectType, id: string): Promise<unknown> =>
  batch(db, (q) => refreshObject(q, { type, id }));

/** Somebody follows a workspace. */
export async function follow({ userId }: Person, { id }: schema.Workspace): Promise<void> {
  await db.insert(schema.engagements).values({
    subjectType: 'user',
    subjectId: userId,
    action: 'follow',
    objectType: 'workspace',
    objectId: id,
  });
}
