/** Invitations as whoever they were sent to sees and accepts them. */
import { users } from '@vesta-cx/db';
import type { Database, Page } from '@vesta-cx/db/query';
import type { Workos, WorkosInvitation, WorkosMembership } from '@vesta-cx/utils/workos';
import { eq } from 'drizzle-orm';
import { record } from '../audit/index.ts';
import {
  AppError,
  forbidden,
  notFound,
  unauthenticated,
  upstream,
  type Person,
} from '../kernel/index.ts';
import {
  cannotUndo,
  findInvitation,
  listInvitations,
  mailKey,
  shown,
  type Invitation,
} from './invitation.ts';
import { mirrorMembership, mirrorOrganization, sendMirrored } from './mirror.ts';
import { organizationNames } from './organization-names.ts';
import {
  clearPending,
  isPending,
  withPendingChange,
  type PendingChange,
} from './pending-changes.ts';
import { read, type SeenOrganization, type Slice } from './queries.ts';
import { callWorkos, commitOrCompensate } from './workos-calls.ts';

/**
 * The open invitations that were sent to the person, newest first. WorkOS knows of others too, so a
 * page may be short and still have a next one.
 */
export async function invitationsFor(
  db: Database,
  workos: Workos,
  person: Person,
  slice: Slice,
): Promise<Page<Invitation & { organizationName: string }>> {
  const email = await emailOf(db, person);
  const { items, next } = await listInvitations(workos, { email }, slice);
  const open = items.filter((one) => one.state === 'pending' && one.organizationId !== null);
  const names = await organizationNames(
    db,
    workos,
    open.map((one) => one.organizationId!),
  );
  const found = open.flatMap((one) => {
    const organizationName = names.get(one.organizationId!);
    return organizationName === undefined ? [] : [{ ...shown(one), organizationName }];
  });
  return { items: found, next };
}

/** Returns what the link in a letter leads to: whoever has it may see this. Throws `not_found`. */
export async function invitationByToken(
  db: Database,
  workos: Workos,
  token: string,
): Promise<Invitation & { organizationName: string }> {
  const found = await callWorkos('invitation', () => workos.invitations.findByToken(token));
  const id = found?.organizationId;
  const organizationName = id ? (await organizationNames(db, workos, [id])).get(id) : undefined;
  if (!found || organizationName === undefined) throw notFound('invitation');
  return { ...shown(found), organizationName };
}

/**
 * Accepts an invitation that was sent to the person. Again, and after somebody gave them a place
 * otherwise, it changes nothing. Throws `not_found` for everybody else, `gone` when it was revoked
 * or has expired.
 */
export async function accept(
  db: Database,
  workos: Workos,
  person: Person,
  id: string,
): Promise<SeenOrganization> {
  const email = await emailOf(db, person);
  const found = await findInvitation(workos, id);
  if (!found?.organizationId || mailKey(found.email) !== mailKey(email)) {
    throw notFound('invitation');
  }
  const { organizationId } = found;
  const organization = await callWorkos('organization', () =>
    workos.organizations.get(organizationId),
  );
  if (!organization) throw notFound('organization');
  const pending: PendingChange = { organizationId, userId: person.userId, what: 'join' };
  const place = await withPendingChange(db, pending, () =>
    callWorkos('invitation', () => take(workos, person, found, organizationId)),
  );
  await commitOrCompensate(
    () =>
      sendMirrored(db, (q) => [
        ...mirrorOrganization(q, organization),
        // Again nobody joins.
        record(q, person, {
          log: { organizationId, workspaceId: null },
          action: 'organization.member.join',
          object: { type: 'user', id: person.userId },
          detail: { role: place.role },
          onlyIf: isPending(q, pending),
        }),
        clearPending(q, pending),
        ...mirrorMembership(q, place),
      ]),
    // Then WorkOS's news of it, which come again, are all that is told.
    () => Promise.resolve(clearPending(db, pending)).then(cannotUndo),
  );
  return read(db, person, organizationId);
}

async function take(
  workos: Workos,
  { userId }: Person,
  { id, state }: WorkosInvitation,
  organizationId: string,
): Promise<WorkosMembership> {
  const find = () => workos.memberships.find(organizationId, userId);
  const already = await find();
  if (already) {
    // Nothing is left to accept, and nobody else may use it.
    if (state === 'pending') await workos.invitations.revoke(id).catch(() => {});
    return already;
  }
  if (state === 'expired') {
    throw new AppError('gone', 'This invitation has expired: ask for another one.');
  }
  if (state !== 'pending') {
    throw new AppError('gone', 'This invitation was withdrawn or used already.');
  }
  // Of two tabs that accept at once one is refused; what counts is the place.
  const refusal = await workos.invitations.accept(id).then(
    () => null,
    (error: unknown) => error,
  );
  const place = await find();
  if (place) return place;
  throw (
    refusal ??
    upstream('WorkOS accepted the invitation but added no membership: ask for another one.')
  );
}

/** Their address as WorkOS has verified it. A key that is for something else is nobody here. */
async function emailOf(db: Database, { userId, key }: Person): Promise<string> {
  if (key?.confinedTo) throw forbidden('This API key is for something else');
  const [user] = await db
    .select({ email: users.email })
    .from(users)
    .where(eq(users.workosUserId, userId))
    .limit(1);
  if (!user) throw unauthenticated('This account is gone');
  return user.email.toLowerCase();
}
