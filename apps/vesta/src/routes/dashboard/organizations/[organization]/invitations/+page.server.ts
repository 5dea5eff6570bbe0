import { action, page } from '$lib/server/request-context';
import { parseForm, textOf } from '$lib/server/form';
import { readableMail } from '@vesta-cx/core';
import * as organizations from '@vesta-cx/core/organizations';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = page(async (event, { db, principal, paged, service }) => {
  const { params } = event;
  const organization = await organizations.authorize(db, principal, params.organization, 'admin');
  const workos = await service('workos');
  const { items, next, isFirst } = await paged({}, (cursor) =>
    organizations.invitations(workos, organization, { limit: 50, cursor }),
  );
  return {
    invitations: items.map(({ id, email, role, state, expiresAt }) => ({
      id,
      email: readableMail(email),
      role,
      state,
      expiresAt,
    })),
    next,
    isFirst,
  };
});

export const actions: Actions = {
  invite: action(async (event, { db, principal, form, service }) => {
    const id = event.params.organization;
    const organization = await organizations.authorize(db, principal, id, 'admin');
    const input = parseForm(organizations.inviteSchema, {
      email: form.get('email') ?? '',
      role: textOf(form, 'role') ?? undefined,
    });
    const { email } = await organizations.invite(db, await service('workos'), organization, input);
    return { done: `${readableMail(email)} is invited.` };
  }),
  resend: one(async (...all) => {
    const { email } = await organizations.resendInvitation(...all);
    return { done: `Sent to ${readableMail(email)} again.` };
  }),
  revoke: one(async (...all) => {
    await organizations.revokeInvitation(...all);
    return { done: 'Withdrawn.' };
  }),
};

/** An action on one of the invitations. */
function one(
  change: (...all: Parameters<typeof organizations.resendInvitation>) => Promise<{ done: string }>,
) {
  return action<RequestEvent, { done: string }>(async (event, { db, principal, form, service }) => {
    const id = event.params.organization;
    const organization = await organizations.authorize(db, principal, id, 'admin');
    return change(db, await service('workos'), organization, textOf(form, 'id') ?? '');
  });
}
