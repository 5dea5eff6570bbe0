import { action, page } from '$lib/server/request-context';
import { textOf, versionOf } from '$lib/server/form';
import { choiceOf, ownerIn, withOwnerField } from '$lib/server/owners';
import { invalidField, requirePerson } from '@vesta-cx/core';
import * as workspaces from '@vesta-cx/core/workspaces';
import { redirect } from '@sveltejs/kit';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = page(async ({ params }, { db, principal }) => {
  requirePerson(principal);
  const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'admin');
  const { from, ...counts } = await workspaces.planTransfer(db, workspace);
  const owners = await workspaces.possibleOwners(db, principal);
  return {
    counts,
    from: { type: from.type, name: from.name },
    choices: owners
      .filter(({ type, id }) => type !== from.type || id !== from.id)
      .map((owner) => choiceOf(owner)),
    version: workspace.version,
  };
});

export const actions: Actions = {
  default: action(async ({ params }, { db, principal, form }) => {
    const workspace = await workspaces.authorizeDashboard(db, principal, params.workspace, 'admin');
    const owner = ownerIn(form);
    // Who may not give it away hears that first, not what the form lacks.
    await workspaces.planTransfer(db, workspace);
    if (!owner) throw invalidField('owner', 'Choose whose it will be');
    if (textOf(form, 'slug')?.toLowerCase() !== workspace.slug) {
      throw invalidField('slug', `Type ${workspace.slug} to confirm`);
    }
    await withOwnerField(() => workspaces.transfer(db, workspace, owner, versionOf(form)));
    redirect(303, `/dashboard/${workspace.slug}/settings?saved=owner`);
  }),
};
