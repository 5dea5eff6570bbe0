/** Letters that ask somebody into an organization. WorkOS sends and keeps them. */
import { users } from '@vesta-cx/db';
import { batch, decodeCursor, encodeCursor, type Database, type Page } from '@vesta-cx/db/query';
import { mailSchema } from '@vesta-cx/db/validators';
import type { Workos, WorkosInvitation, WorkosMembership } from '@vesta-cx/utils/workos';
import { eq } from 'drizzle-orm';
import { z } from 'zod';
import { record, type AuditKind } from '../audit/index.ts';
import {
  AppError,
  forbidden,
  invalidField,
  notFound,
  readableMail,
  requireVersion,
  taken,
  unauthenticated,
  upstream,
  versionOf,
  type Expected,
  type Person,
} from '../kernel/index.ts';
import { principalOf, type Authorized } from '../permissions/index.ts';
import {
  withPendingChange,
  clearPending,
  isPending,
  type PendingChange,
} from './pending-changes.ts';
import { exclusively } from './exclusively.ts';
import { withinLetterLimit } from './invitation-limit.ts';
import { mirrorMembership, mirrorOrganization, sendMirrored } from './mirror.ts';
import { organizationNames } from './organization-names.ts';
import { read, requireAdministrator, type SeenOrganization, type Slice } from './queries.ts';
import { roleSchema } from './schemas.ts';
import { callWorkos, commitOrCompensate } from './workos-calls.ts';

export const inviteSchema = z.strictObject({
  email: mailSchema,
  role: roleSchema.default('member'),
});

/** An invitation without what would let somebody else use it. */
export type Invitation = Omit<WorkosInvitation, 'token' | 'organizationId'> & {
  organizationId: string;
};

/** The organization's invitations of every state, newest first. */
export async function invitations(
  workos: Workos,
  { workosOrgId: organizationId }: Authorized<'admin', SeenOrganization>,
  slice: Slice,
): Promise<Page<Invitation>> {
  const { items, next } = await listed(workos, { organizationId }, slice);
  return { items: items.map(shown), next };
}

/** One of the organization's invitations. Throws `not_found`. */
export async function invitation(
  workos: Workos,
  { workosOrgId }: Authorized<'admin', SeenOrganization>,
  id: string,
): Promise<Invitation> {
  const found = await find(workos, id);
  if (found?.organizationId !== workosOrgId) throw notFound('invitation');
  return shown(found);
}

/**
 * Has WorkOS write to somebody; of several at once one does. Throws `forbidden` when it asks them in as
 * administrator and whoever invites is none, `conflict` on `email` when they are a member or hold an
 * open invitation already, `too_many_requests` beyond `invitationLimit`.
 */
export async function invite(
  db: Database,
  workos: Workos,
  organization: Authorized<'admin', SeenOrganization>,
  { email: address, role }: z.output<typeof inviteSchema>,
): Promise<Invitation> {
  const { workosOrgId: organizationId } = organization;
  const { userId } = principalOf(organization);
  if (userId === null) throw unauthenticated();
  if (role === 'admin') requireAdministrator(organization);
  const sent = await exclusively(db, 'invitation', `${organizationId} ${mailKey(address)}`, () =>
    callWorkos('organization', async () => {
      const { email, known } = await spellingOf(workos, address);
      if (known && (await workos.memberships.find(organizationId, known.id))) {
        throw taken('email', 'This person is a member already');
      }
      const { items } = await workos.invitations.list({ organizationId, email });
      if (items.some(({ state }) => state === 'pending')) {
        throw taken('email', 'There is an open invitation for this address: send that one again');
      }
      const letter = { email, organizationId, inviterUserId: userId, role };
      return withinLetterLimit(db, organizationId, userId, () => workos.invitations.send(letter));
    }),
  );
  await commitOrCompensate(
    () => note(db, organization, sent, 'organization.invitation.send'),
    () => workos.invitations.revoke(sent.id),
  );
  return shown(sent);
}

/**
 * Makes an open invitation worthless. Throws `conflict` when it was answered, `precondition_failed` when
 * the version isn't the expected one.
 */
export const revokeInvitation = (
  db: Database,
  workos: Workos,
  organization: Authorized<'admin', SeenOrganization>,
  id: string,
  expected?: Expected,
): Promise<void> =>
  onInvitation(db, workos, organization, id, expected, async (found) => {
    if (found.state === 'revoked') return;
    requireUnanswered(found);
    const revoked = await callWorkos('invitation', () => workos.invitations.revoke(id));
    await commitOrCompensate(
      () => note(db, organization, revoked, 'organization.invitation.revoke'),
      cannotUndo,
    );
  });

/**
 * Writes to them again, also after the first letter expired. Throws as `revokeInvitation` does, and
 * `forbidden` and `too_many_requests` as `invite` does.
 */
export const resendInvitation = (
  db: Database,
  workos: Workos,
  organization: Authorized<'admin', SeenOrganization>,
  id: string,
  expected?: Expected,
): Promise<Invitation> =>
  onInvitation(db, workos, organization, id, expected, async ({ email, role, ...found }) => {
    requireUnanswered(found);
    if (role === 'admin') requireAdministrator(organization);
    if (found.state === 'expired') return invite(db, workos, organization, { email, role });
    const { userId } = principalOf(organization);
    if (userId === null) throw unauthenticated();
    const sent = await callWorkos('invitation', () =>
      withinLetterLimit(db, organization.workosOrgId, userId, () => workos.invitations.resend(id)),
    );
    await commitOrCompensate(
      () => note(db, organization, sent, 'organization.invitation.resend'),
      cannotUndo,
    );
    return shown(sent);
  });

/** Runs a change of one invitation, one after the other, on the version that is expected. */
const onInvitation = <T>(
  db: Database,
  workos: Workos,
  organization: Authorized<'admin', SeenOrganization>,
  id: string,
  expected: Expected,
  change: (found: Invitation) => Promise<T>,
): Promise<T> =>
  exclusively(db, 'invitation', id, async () => {
    const found = await invitation(workos, organization, id);
    requireVersion('invitation', versionOf(found), expected);
    return change(found);
  });

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
  const { items, next } = await listed(workos, { email }, slice);
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

/** What the link in a letter leads to: whoever has it may see this. Throws `not_found`. */
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
  const found = await find(workos, id);
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

/** A page of WorkOS's list. Throws `invalid` for a cursor that isn't of such a list. */
async function listed(
  workos: Workos,
  of: Parameters<Workos['invitations']['list']>[0],
  { limit, cursor }: Slice,
): Promise<Page<WorkosInvitation>> {
  const [after] = cursor === undefined ? [] : (decodeCursor(cursor, 1) ?? []);
  if (cursor !== undefined && (typeof after !== 'string' || !/^\w{1,100}$/.test(after))) {
    throw invalidField('cursor', 'This cursor does not belong to this list');
  }
  const { items, next } = await callWorkos('organization', () =>
    workos.invitations.list(of, { limit, after: after as string | undefined }),
  );
  return { items, next: next === null ? null : encodeCursor([next]) };
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
  throw refusal ?? upstream('WorkOS took the invitation and gave no place: ask for another one.');
}

/** Null when there is none: WorkOS is only asked about what could be one of its ids. */
const find = async (workos: Workos, id: string): Promise<WorkosInvitation | null> =>
  /^\w{1,64}$/.test(id) ? callWorkos('invitation', () => workos.invitations.get(id)) : null;

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

/** One spelling of a mail address: WorkOS keeps hosts of other scripts as they were given to it. */
export function mailKey(email: string): string {
  const { success, data } = mailSchema.safeParse(email);
  return success ? data : email.toLowerCase();
}

/**
 * The address as WorkOS has it of whom it knows: with a host of another script it may be spelled in two
 * ways, and WorkOS holds an invitation against its own.
 */
async function spellingOf(workos: Workos, email: string) {
  const known = await workos.users.findByEmail(email);
  const readable = readableMail(email);
  if (known || readable === email) return { email, known };
  const other = await workos.users.findByEmail(readable);
  return { email: other ? readable : email, known: other };
}

function requireUnanswered({ state }: Pick<Invitation, 'state'>): void {
  if (state === 'accepted') throw new AppError('conflict', 'This invitation was accepted.');
  if (state === 'revoked') throw new AppError('conflict', 'This invitation was withdrawn.');
}

const note = (
  db: Database,
  organization: Authorized<'admin', SeenOrganization>,
  { id, role }: WorkosInvitation,
  action: Extract<AuditKind, `organization.invitation.${string}`>,
) =>
  batch(db, (q) => [
    record(q, principalOf(organization), {
      log: { organizationId: organization.workosOrgId, workspaceId: null },
      action,
      // Without the address: the log can't be changed when somebody wants to be forgotten.
      object: { type: 'invitation', id },
      detail: { role },
    }),
  ]);

/** A letter that went out can't be called back. */
const cannotUndo = () => Promise.reject(new Error('Nothing to undo'));

const shown = ({ token: _, organizationId, ...invitation }: WorkosInvitation): Invitation => ({
  ...invitation,
  organizationId: organizationId!,
});
