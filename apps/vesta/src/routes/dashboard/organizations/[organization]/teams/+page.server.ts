import { action, page } from '$lib/server/request-context';
import { parseForm } from '$lib/server/form';
import * as teams from '@vesta-cx/core/teams';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

/** The teams of an organization, for its members. */
export const load: PageServerLoad = page(
  async ({ params, url }, { db, principal, mint, paged }) => {
    const organization = await teams.authorizeOrganization(
      db,
      principal,
      params.organization,
      'read',
    );
    const { items, next, isFirst } = await paged({}, (cursor) =>
      teams.list(db, organization, { limit: 50, cursor }),
    );
    return {
      teams: items.map(({ id, name }) => ({ id, name })),
      next,
      isFirst,
      isDeleted: url.searchParams.has('deleted'),
      id: await mint('team'),
    };
  },
);

export const actions: Actions = {
  create: action(async ({ params }, { db, principal, form, minted }) => {
    const organization = await teams.authorizeOrganization(
      db,
      principal,
      params.organization,
      'admin',
    );
    const input = parseForm(teams.createTeamSchema, { name: form.get('name') ?? '' });
    const { id } = await teams.create(db, organization, { ...input, id: await minted('team') });
    redirect(303, `/dashboard/organizations/${params.organization}/teams/${id}?made`);
  }),
};
