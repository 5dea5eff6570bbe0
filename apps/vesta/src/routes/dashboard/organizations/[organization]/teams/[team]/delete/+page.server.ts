import { action, page } from '$lib/server/request-context';
import { textOf } from '$lib/server/form';
import { invalidField } from '@vesta-cx/core';
import * as teams from '@vesta-cx/core/teams';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';
import { teamOf } from '../team';

export const load: PageServerLoad = page(async ({ params }, { db, principal }) => {
  const team = await teamOf(db, principal, params, 'admin');
  return { team: { id: team.id, name: team.name }, contents: await teams.contents(db, team) };
});

export const actions: Actions = {
  default: action(async ({ params }, { db, principal, form }) => {
    const team = await teamOf(db, principal, params, 'admin');
    if (textOf(form, 'name')?.toLowerCase() !== team.name.toLowerCase()) {
      throw invalidField('name', `Type ${team.name} to confirm`);
    }
    await teams.remove(db, team);
    redirect(303, `/dashboard/organizations/${params.organization}/teams?deleted`);
  }),
};
