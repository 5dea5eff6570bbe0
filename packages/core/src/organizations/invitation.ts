/** What inviting and being invited have in common: an invitation as WorkOS keeps it, and as it is shown. */
import { decodeCursor, encodeCursor, type Page } from '@vesta-cx/db/query';
import { mailSchema } from '@vesta-cx/db/validators';
import type { Workos, WorkosInvitation } from '@vesta-cx/utils/workos';
import { invalidField } from '../kernel/index.ts';
import type { Slice } from './queries.ts';
import { callWorkos } from './workos-calls.ts';

/** An invitation without what would let somebody else use it. */
export type Invitation = Omit<WorkosInvitation, 'token' | 'organizationId'> & {
  organizationId: string;
};

export const shown = ({
  token: _,
  organizationId,
  ...invitation
}: WorkosInvitation): Invitation => ({
  ...invitation,
  organizationId: organizationId!,
});

/** Null when there is none: WorkOS is only asked about what could be one of its ids. */
export const findInvitation = async (
  workos: Workos,
  id: string,
): Promise<WorkosInvitation | null> =>
  /^\w{1,64}$/.test(id) ? callWorkos('invitation', () => workos.invitations.get(id)) : null;

/** A page of WorkOS's list. Throws `invalid` for a cursor that isn't of such a list. */
export async function listInvitations(
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

/** One spelling of a mail address: WorkOS keeps hosts of other scripts as they were given to it. */
export function mailKey(email: string): string {
  const { success, data } = mailSchema.safeParse(email);
  return success ? data : email.toLowerCase();
}

/** A letter that went out can't be called back. */
export const cannotUndo = () => Promise.reject(new Error('Nothing to undo'));
