import {
  collections,
  globalOrganizationId,
  organizationMembers,
  organizations,
  searchEntries,
  userHandles,
  users,
  type User,
} from '@vesta-cx/db';
import {
  batch,
  insertIgnore,
  isUniqueViolation,
  searchKey,
  type Database,
  type Statement,
} from '@vesta-cx/db/query';
import type { Identity } from '@vesta-cx/utils/auth';
import { and, eq, lte, sql } from 'drizzle-orm';
import { insertStaticCollections } from '../actors/index.ts';
import {
  AppError,
  freeSlug,
  slugify,
  type SlugSpace,
  idIfExists,
  deleteSearchEntries,
  insertSearchEntries,
  oneLine,
  isMarkedDeleted,
  wasDeleted,
} from '../kernel/index.ts';
import {
  sendMirrored,
  endMembership,
  membershipsOf,
  saveMembership,
  type Source,
} from '../organizations/index.ts';
import { installBasics } from '../setup/index.ts';
import { reservedHandles } from './reserved.ts';
import { searchable } from './searchable.ts';
import { cutText } from '@vesta-cx/utils/text';

/** What signing in needs to know of a person. */
export type SignIn = Pick<
  Identity,
  'workosUserId' | 'email' | 'firstName' | 'lastName' | 'avatarUrl' | 'organizationId'
> &
  Partial<Pick<Identity, 'memberships' | 'askedAt'>>;

const attempts = 5;

/**
 * The person's row. The first sign-in makes it, with a free handle and the static collections;
 * every sign-in mirrors the mail address and the memberships that WorkOS knows. Throws `gone` for
 * an account that was deleted, whatever session or token is left of it.
 */
export async function signIn(db: Database, identity: SignIn): Promise<User> {
  const known = await findUser(db, identity.workosUserId);
  const user = known ?? (await createUser(db, identity));
  const { memberships, askedAt = new Date() } = identity;
  if (user.email !== identity.email || memberships) {
    const { workosUserId: userId } = user;
    const still = new Set(memberships?.map(({ organizationId }) => organizationId));
    const places = memberships ? await membershipsOf(db, userId) : [];
    const before = new Map(places.map(({ organizationId, role }) => [organizationId, role]));
    const left = places.filter(notIn(still));
    await sendMirrored(db, (q) => [
      ...(user.email === identity.email
        ? []
        : [q.update(users).set({ email: identity.email }).where(eq(users.workosUserId, userId))]),
      // Who has left an organization loses its rights here as well.
      ...left.flatMap(({ organizationId }) =>
        // Who has joined since then, in another tab, stays.
        endMembership(
          q,
          atSignIn,
          { organizationId, userId },
          lte(organizationMembers.createdAt, askedAt),
        ),
      ),
      ...(memberships ?? []).flatMap(({ organizationName, ...membership }) => [
        insertIgnore(q, organizations, {
          workosOrgId: membership.organizationId,
          name: organizationName ?? membership.organizationId,
        }),
        ...saveMembership(
          q,
          atSignIn,
          { ...membership, userId, active: true },
          before.get(membership.organizationId),
        ),
      ]),
    ]);
  }
  return { ...user, email: identity.email };
}

async function createUser(db: Database, identity: SignIn): Promise<User> {
  if (await wasDeleted(db, identity.workosUserId)) throw isGone();
  // An instance that was never seeded gets what people need with the first of them.
  await installBasics(db);
  const displayName = nameOf(identity);
  const base = wantedHandle(displayName === unnamed ? '' : displayName);
  const home = identity.memberships?.[0];
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const handle = await freeSlug(db, base, handleSpace, attempt);
    const made = batch(db, (q) => [
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
        organizationId: idIfExists(
          organizations.workosOrgId,
          home?.organizationId ?? globalOrganizationId,
        ),
      }),
      claimHandle(q, identity.workosUserId),
      deleteSearchEntries(q, { type: 'user', id: identity.workosUserId }),
      ...insertSearchEntries(
        q,
        searchable({ workosUserId: identity.workosUserId, handle, displayName }),
      ),
      ...insertStaticCollections(q, 'user', identity.workosUserId, true),
      ...unlessBuried(q, identity.workosUserId),
    ]);
    // Somebody had this handle before, or another tab has claimed it for this person.
    await made.catch((error: unknown) => {
      if (!isUniqueViolation(error)) throw error;
    });
    const user = await findUser(db, identity.workosUserId);
    if (user) return user;
    if (await wasDeleted(db, identity.workosUserId)) throw isGone();
  }
  throw new AppError('unavailable', 'No free handle was found; try again');
}

/** Claims the handle that the person's row has: nobody else can ever take it. */
export function claimHandle(q: Database, userId: string): Statement {
  return q.insert(userHandles).select(
    q
      .select({
        handle: users.handle,
        userId: sql<string>`${users.workosUserId}`.as('user_id'),
        createdAt: sql<Date>`${sql.param(new Date(), userHandles.createdAt)}`.as('created_at'),
      })
      .from(users)
      .where(eq(users.workosUserId, userId)),
  );
}

const atSignIn: Source = { means: 'workos', detail: { at: 'sign-in' } };

const notIn =
  (organizationIds: ReadonlySet<string>) =>
  ({ organizationId }: { organizationId: string }) =>
    !organizationIds.has(organizationId);

/** Takes back what the first sign-in has just made, for a person deleted since we looked. */
const unlessBuried = (q: Database, userId: string): Statement[] => {
  const buried = isMarkedDeleted(q, userId);
  return [
    q
      .delete(collections)
      .where(and(eq(collections.ownerType, 'user'), eq(collections.ownerId, userId), buried)),
    q.delete(userHandles).where(and(eq(userHandles.userId, userId), buried)),
    q
      .delete(searchEntries)
      .where(and(eq(searchEntries.objectType, 'user'), eq(searchEntries.objectId, userId), buried)),
    q.delete(users).where(and(eq(users.workosUserId, userId), buried)),
  ];
};

const isGone = () => new AppError('gone', 'This account was deleted');

async function findUser(db: Database, id: string): Promise<User | undefined> {
  const [user] = await db.select().from(users).where(eq(users.workosUserId, id)).limit(1);
  return user;
}

/** The handle for this name, if it leaves something to read. */
export function wantedHandle(name: string): string {
  const handle = slugify(name, 30);
  return handle.length > 1 ? handle : 'fan';
}

/** All that people have or had, deleted accounts included. */
export const handleSpace: SlugSpace = {
  column: userHandles.handle,
  maxLength: 40,
  reserved: reservedHandles,
};

/** What is made public of a mail address is nothing: whoever gives no name is asked for one. */
const unnamed = 'Somebody new';

/** Returns whether the person was never asked what they want to be called, or has not answered yet. */
export const isUnnamed = ({ displayName }: Pick<User, 'displayName'>): boolean =>
  displayName === unnamed;

function nameOf({ firstName, lastName }: SignIn): string {
  const name = oneLine([firstName, lastName].filter(Boolean).join(' '));
  return cutText((name || unnamed).toWellFormed(), 120);
}
