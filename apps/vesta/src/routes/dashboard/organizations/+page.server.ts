import { action, page } from '$lib/server/request-context';
import { textOf } from '$lib/server/form';
import { requirePerson } from '@vesta-cx/core';
import * as organizations from '@vesta-cx/core/organizations';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async (event, { db, principal, paged, service }) => {
  requirePerson(principal);
  const { url } = event;
  const [{ items, next, isFirst }, invited] = await Promise.all([
    paged({}, (cursor) => organizations.list(db, principal, { limit: 24, cursor })),
    // One's organizations are there to see also while WorkOS is away.
    service('workos')
      .then((workos) => organizations.invitationsFor(db, workos, principal, { limit: 100 }))
      .catch(() => null),
  ]);
  return {
    organizations: items.map(({ workosOrgId: id, name, avatarUrl, role }) => ({
      id,
      name,
      avatarUrl,
      role,
    })),
    invitations: (invited?.items ?? []).map(({ id, organizationName, role }) => ({
      id,
      organizationName,
      role,
    })),
    invitationsUnknown: invited === null,
    next,
    isFirst,
    hasLeft: url.searchParams.has('left'),
    isDeleted: url.searchParams.has('deleted'),
  };
});

export const actions: Actions = {
  accept: action(async (event, { db, principal, form, service }) => {
    requirePerson(principal);
    const { workosOrgId } = await organizations.accept(
      db,
      await service('workos'),
      principal,
      textOf(form, 'id') ?? '',
    );
    redirect(303, `/dashboard/organizations/${workosOrgId}?joined`);
  }),
};
