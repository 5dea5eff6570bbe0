import {
  globalOrganizationId,
  newId,
  organizationMembers,
  organizations,
  users,
  type User,
} from '@vesta-cx/db';
import { batch, insertIgnore, searchKey, startsWith, type Database } from '@vesta-cx/db/query';
import type { Identity } from '@vesta-cx/utils/auth';
import { eq } from 'drizzle-orm';
import { insertCollections, staticCollections } from '../collections/statics.ts';
import { AppError, freeSlug, slugify, stemOf } from '../kernel/index.ts';

/** What signing in needs to know of a person. */
export type SignIn = Pick<
  Identity,
  'workosUserId' | 'email' | 'firstName' | 'lastName' | 'avatarUrl' | 'organizationId'
> &
  Partial<Pick<Identity, 'memberships'>>;

const attempts = 5;

/**
 * The person's row. The first sign-in makes it, with a free handle and the static collections;
 * every sign-in mirrors the mail address and the memberships that WorkOS knows.
 */
export async function signIn(db: Database, identity: SignIn): Promise<User> {
  const known = await findUser(db, identity.workosUserId);
  const user = known ?? (await createUser(db, identity));
  const { memberships } = identity;
  if (user.email !== identity.email || memberships) {
    const { workosUserId: userId } = user;
    await batch(db, (q) => [
      ...(user.email === identity.email
        ? []
        : [q.update(users).set({ email: identity.email }).where(eq(users.workosUserId, userId))]),
      // The mirror is replaced: who has left an organization loses its rights here as well.
      ...(memberships
        ? [q.delete(organizationMembers).where(eq(organizationMembers.userId, userId))]
        : []),
      ...(memberships ?? []).flatMap(({ organizationId, organizationName, role }) => [
        insertIgnore(q, organizations, {
          workosOrgId: organizationId,
          name: organizationName ?? organizationId,
        }),
        insertIgnore(q, organizationMembers, { organizationId, userId, role }),
      ]),
    ]);
  }
  return { ...user, email: identity.email };
}

async function createUser(db: Database, identity: SignIn): Promise<User> {
  const displayName = nameOf(identity);
  const base = slugify(displayName, 30) || slugify(identity.email.split('@')[0] ?? '', 30) || 'fan';
  const home = identity.memberships?.[0];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    // Losing a race for a handle twice is a crowd: then anything free will do.
    const handle = attempt < 2 ? await freeHandle(db, base) : `${base}-${newId().slice(-6)}`;
    await batch(db, (q) => [
      ...(home
        ? [
            insertIgnore(q, organizations, {
              workosOrgId: home.organizationId,
              name: home.organizationName ?? home.organizationId,
            }),
          ]
        : []),
      // Ignored when another tab made the row, or when somebody else just took the handle.
      insertIgnore(q, users, {
        workosUserId: identity.workosUserId,
        handle,
        email: identity.email,
        displayName,
        avatarUrl: identity.avatarUrl,
        searchKey: searchKey(displayName),
        organizationId: home?.organizationId ?? globalOrganizationId,
      }),
      ...insertCollections(q, staticCollections('user', identity.workosUserId, true)),
    ]);
    const user = await findUser(db, identity.workosUserId);
    if (user) return user;
  }
  throw new AppError('unavailable', 'No free handle was found; try again');
}

async function findUser(db: Database, id: string): Promise<User | undefined> {
  const [user] = await db.select().from(users).where(eq(users.workosUserId, id)).limit(1);
  return user;
}

async function freeHandle(db: Database, base: string): Promise<string> {
  const rows = await db
    .select({ handle: users.handle })
    .from(users)
    .where(startsWith(users.handle, stemOf(base, 40)))
    .orderBy(users.handle)
    .limit(200);
  return freeSlug(base, new Set(rows.map(({ handle }) => handle)), 40);
}

function nameOf({ firstName, lastName, email }: SignIn): string {
  const name = [firstName, lastName].filter(Boolean).join(' ').trim();
  return (name || email.split('@')[0] || 'Someone').slice(0, 120);
}
