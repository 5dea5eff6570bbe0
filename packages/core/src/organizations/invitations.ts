/** Letters that ask somebody into an organization. WorkOS sends and keeps them. */
import { batch, type Database, type Page } from '@vesta-cx/db/query';
import { mailSchema } from '@vesta-cx/db/validators';
import type { Workos, WorkosInvitation } from '@vesta-cx/utils/workos';
import { z } from 'zod';
import { record, type AuditKind } from '../audit/index.ts';
import {
  AppError,
  notFound,
  readableMail,
  requireVersion,
  taken,
  unauthenticated,
  versionOf,
  type Expected,
} from '../kernel/index.ts';
import { principalOf, type Authorized } from '../permissions/index.ts';
import { exclusively } from './exclusively.ts';
import { withinLetterLimit } from './invitation-limit.ts';
import {
  cannotUndo,
  findInvitation,
  listInvitations,
  mailKey,
  shown,
  type Invitation,
} from './invitation.ts';
import { requireAdministrator, type SeenOrganization, type Slice } from './queries.ts';
import { roleSchema } from './schemas.ts';
import { callWorkos, commitOrCompensate } from './workos-calls.ts';

export const inviteSchema = z.strictObject({
  email: mailSchema,
  role: roleSchema.default('member'),
});

/** The organization's invitations of every state, newest first. */
export async function invitations(
  workos: Workos,
  { workosOrgId: organizationId }: Authorized<'admin', SeenOrganization>,
  slice: Slice,
): Promise<Page<Invitation>> {
  const { items, next } = await listInvitations(workos, { organizationId }, slice);
  return { items: items.map(shown), next };
}

/** One of the organization's invitations. Throws `not_found`. */
export async function invitation(
  workos: Workos,
  { workosOrgId }: Authorized<'admin', SeenOrganization>,
  id: string,
): Promise<Invitation> {
  const found = await findInvitation(workos, id);
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
