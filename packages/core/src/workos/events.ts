/**
 * WorkOS's news, as they come: the same twice changes nothing, late ones undo nothing newer, and what
 * was deleted is not made again.
 */
import { organizations, users, workosEvents } from '@vesta-cx/db';
import { isUniqueViolation, type Database, type Statement } from '@vesta-cx/db/query';
import type { Workos } from '@vesta-cx/utils/workos';
import { and, eq, isNull, lte, ne, or, sql } from 'drizzle-orm';
import { roleIn } from '../permissions/index.ts';
import {
  callWorkos,
  closureOf,
  isDeleted,
  isOf,
  mirrorOrganization,
  sendMirrored,
  endMembership,
  saveMembership,
} from '../organizations/index.ts';
import { removalOfAccount, signIn } from '../users/index.ts';
import { changeIn, type WorkosChange, type WorkosEvent } from './parse.ts';

/** What became of an event. */
export type Outcome = 'applied' | 'repeated' | 'ignored';

/**
 * Writes down what WorkOS says. `notice` must be known to come from WorkOS. Throws `invalid` for
 * what can't be read and `upstream` when WorkOS must be asked and does not answer; it tells it again.
 */
export async function receive(db: Database, workos: Workos, notice: WorkosEvent): Promise<Outcome> {
  const news = changeIn(notice);
  if (!news) return 'ignored';
  if (await isKnown(db, notice.id)) return 'repeated';
  await prepare(db, workos, news);
  const changes = await changesOf(db, news);
  try {
    await sendMirrored(db, (q) => [
      q.insert(workosEvents).values({
        id: notice.id,
        event: notice.event,
        objectId: news.about.id,
        occurredAt: notice.created_at,
      }),
      ...changes(q),
    ]);
  } catch (error) {
    // The same event came twice at the same time.
    if (isUniqueViolation(error) && (await isKnown(db, notice.id))) return 'repeated';
    throw error;
  }
  return 'applied';
}

async function isKnown(db: Database, id: string): Promise<boolean> {
  const [known] = await db
    .select({ id: workosEvents.id })
    .from(workosEvents)
    .where(eq(workosEvents.id, id))
    .limit(1);
  return known !== undefined;
}

/** A place needs its organization and its person here; news of them may still be on their way. */
async function prepare(db: Database, workos: Workos, news: WorkosChange): Promise<void> {
  if (news.kind === 'user.written') {
    const { about } = news;
    if (await isDeleted(db, 'user.deleted', about.id)) return;
    if (news.isNew) await makeUser(db, about);
    return;
  }
  if (news.kind !== 'membership.written' || !news.about.active) return;
  const { organizationId, userId } = news.about;
  const [[organization], [user]] = await Promise.all([
    db
      .select({ id: organizations.workosOrgId })
      .from(organizations)
      .where(eq(organizations.workosOrgId, organizationId)),
    db.select({ id: users.workosUserId }).from(users).where(eq(users.workosUserId, userId)),
  ]);
  if (!organization) {
    const found = await callWorkos('organization', () => workos.organizations.get(organizationId));
    if (found) await sendMirrored(db, (q) => mirrorOrganization(q, found));
  }
  if (!user && !(await isDeleted(db, 'user.deleted', userId))) {
    const found = await callWorkos('user', () => workos.users.get(userId));
    if (found) await makeUser(db, found);
  }
}

type WorkosUser = Extract<WorkosChange, { kind: 'user.written' }>['about'];

const makeUser = (db: Database, { id, ...user }: Omit<WorkosUser, 'updatedAt'>) =>
  signIn(db, { workosUserId: id, organizationId: null, ...user });

async function changesOf(db: Database, news: WorkosChange): Promise<(q: Database) => Statement[]> {
  switch (news.kind) {
    case 'organization.written':
      return (q) => mirrorOrganization(q, news.about);
    case 'organization.deleted':
      return (await closureOf(db, news.about.id, fromWorkos)).changes;
    case 'membership.written':
    case 'membership.deleted':
      return placeChanges(db, news);
    case 'user.written':
      return (q) => mirrorUser(q, news.about);
    case 'user.deleted':
      return removalOfAccount(db, news.about.id, fromWorkos);
  }
}

/** A change of somebody's place is logged, unless vesta asked for it: then it was logged already. */
async function placeChanges(
  db: Database,
  news: Extract<WorkosChange, { kind: `membership.${string}` }>,
): Promise<(q: Database) => Statement[]> {
  if (news.kind === 'membership.deleted') {
    return (q) => endMembership(q, fromWorkos, news.about, isOf(news.about));
  }
  const { userId, organizationId } = news.about;
  const role = await roleIn(db, userId, organizationId);
  return (q) => saveMembership(q, fromWorkos, news.about, role);
}

const fromWorkos = { means: 'workos' } as const;

/** Returns what of a person is WorkOS's to say: their mail address. */
function mirrorUser(q: Database, { id, email, updatedAt }: WorkosUser): Statement[] {
  const newer = and(
    eq(users.workosUserId, id),
    or(isNull(users.workosUpdatedAt), lte(users.workosUpdatedAt, updatedAt)),
  );
  return [
    q
      .update(users)
      .set({ email, workosUpdatedAt: updatedAt })
      .where(and(newer, ne(users.email, email))),
    q
      .update(users)
      .set({ workosUpdatedAt: updatedAt, updatedAt: sql`${users.updatedAt}` })
      .where(newer),
  ];
}

const day = 24 * 60 * 60_000;

/** How long news are remembered: WorkOS tells none again after a few days. */
const remembered = 30 * day;

/** As long as a browser keeps a session's cookie: one that was ended must not come back. */
const endsRemembered = 400 * day;

/** Forgets news of more than thirty days ago; that a session was ended after 400 days. */
export async function purgeEvents(db: Database, now: Date): Promise<void> {
  const before = (age: number) => lte(workosEvents.createdAt, new Date(now.getTime() - age));
  await db
    .delete(workosEvents)
    .where(
      and(
        before(remembered),
        or(ne(workosEvents.event, 'session.revoked'), before(endsRemembered)),
      ),
    );
}
